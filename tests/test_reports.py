"""Reports of browsers about the content security policy."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from safebabies.reports import MOST_BYTES, MOST_IN_A_MINUTE

OLD = {
    "csp-report": {
        "effective-directive": "img-src",
        "blocked-uri": "https://evil.example/Wren?born=2026",
        "document-uri": "https://visits.example.org/cases/Wren/",
        "script-sample": "Wren Fableton",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "body": {
            "effectiveDirective": "script-src-elem",
            "blockedURL": "inline",
            "sample": "Wren Fableton",
        },
    }
]


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def send(client, body, kind="application/csp-report"):
    text = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.generic("POST", reverse("policy_report"), text, content_type=kind)


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (OLD, "The policy img-src blocked https://evil.example"),
        (NEW, "The policy script-src-elem blocked inline"),
    ],
)
def test_a_report_is_one_line_without_the_page_or_its_words(client, caplog, report, line):
    response = send(client, report)

    assert response.status_code == 204
    assert [record.getMessage() for record in caplog.records] == [line]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/csp-report", 400),
        (b"\xff\xfe", "application/csp-report", 400),
        ("[" * 4000, "application/csp-report", 400),
        ("x" * (MOST_BYTES + 1), "application/csp-report", 413),
        ("a=b", "application/x-www-form-urlencoded", 415),
        ([], "application/reports+json", 204),
        ("7", "application/json", 204),
        ({"csp-report": "Wren"}, "application/csp-report", 204),
        ({"csp-report": {"effective-directive": 7}}, "application/csp-report", 204),
        ({"csp-report": {"effective-directive": "a\nb"}}, "application/csp-report", 204),
        (
            {"csp-report": {"effective-directive": "img-src", "blocked-uri": [1]}},
            "application/json",
            204,
        ),
        (
            {"csp-report": {"effective-directive": "img-src", "blocked-uri": "http://[x"}},
            "application/json",
            204,
        ),
    ],
)
def test_what_is_no_report_is_answered_and_leaves_no_words(client, caplog, body, kind, status):
    response = send(client, body, kind)

    assert response.status_code == status
    assert "Wren" not in caplog.text
    assert "\n" not in "".join(record.getMessage() for record in caplog.records)


def test_many_reports_are_a_few_lines(client, caplog):
    for _ in range(MOST_IN_A_MINUTE + 5):
        send(client, OLD)

    assert len(caplog.records) <= 2 * MOST_IN_A_MINUTE  # the minute may turn meanwhile
    assert len(caplog.records) >= MOST_IN_A_MINUTE


def test_a_report_is_only_posted(client):
    assert client.get(reverse("policy_report")).status_code == 405

"""Entries of the log, and the pages that show them."""

from datetime import UTC, datetime

from django.urls import reverse

from checklists.audit.recording import record

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)


def read(case, by, *, at=NOON, why="caseload", kind="case.read"):
    return record(kind, by=by, at=at, case=case, why=why)


def get(client, user, name, row, **query):
    client.force_login(user)
    return client.get(reverse(name, args=[row.pk]), query)


def groups(response, which):
    return [group.title for group in response.context[which]]


def group(response, title):
    both = [*response.context["first"], *response.context["others"]]
    return next(one for one in both if one.title == title)

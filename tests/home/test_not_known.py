"""What nobody has asked yet: on the page of a family, and in the lists of families."""

import pytest
from django.urls import reverse

from tests.factories import CaseFactory
from tests.visits.story import reread, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]
REASSURE = "has an answer on record. Ask again as things change."
KNOWN = {
    "history_reviewed": "done",
    "sleep_day_place": ["cot"],
    "father_identity": "yes",
    "pregnancy_concealed": "no",
}


def page(client, user, case, **posted):
    client.force_login(user)
    address = reverse("case", args=[case.pk])
    return client.post(address, posted) if posted else client.get(address)


def lines(page, name="not_known"):
    return {line["title"]: line["words"] for line in page.context[name]}


def asked(page, name="not_known"):
    return [question["text"] for line in page.context[name] for question in line["questions"]]


def test_a_family_nobody_has_met_is_not_known_task_by_task(client, case, nurse):
    shown = page(client, nurse, case)

    found = lines(shown)
    assert found["Sleep"] == "13 questions never asked"
    assert list(found)[:3] == ["Read the history", "Baby today", "Weight and skin check"]
    assert "did I read the history" in str(asked(shown))
    assert "No open item listed" in shown.text
    assert "Nothing is open" not in shown.text


def test_what_a_visit_answered_is_known_and_what_it_left_is_not(client, case, nurse):
    signed(case, KNOWN, visit_type="new-birth")

    found = page(client, nurse, reread(case))

    assert "Read the history" not in lines(found)
    assert "did I read the history" not in str(asked(found))
    assert "never asked" in lines(found)["Professionals involved"]


def test_a_reason_is_told_with_its_day_and_name(client, case, nurse):
    signed(case, {"history_reviewed": ("not_done", "records_unavailable")}, visit_type="new-birth")

    shown = page(client, nurse, reread(case))

    [row] = [q for line in shown.context["not_known"][:1] for q in line["questions"]]
    assert lines(shown)["Read the history"] == "1 question not done yet"
    assert row["standing"] == "Not done yet"
    assert f"23 November 2026, {nurse.name}" in row["line"]


def test_before_the_birth_what_only_a_born_baby_is_asked_is_not_there(client, team, nurse):
    unborn = CaseFactory(team=team, owner=nurse, unborn=True)

    found = lines(page(client, nurse, unborn))

    assert "Weight and skin check" not in found
    assert "Read the history" in found


def test_private_questions_are_named_in_the_opened_part_alone(client, case, nurse, colleague):
    shut, opened = page(client, nurse, case), page(client, nurse, case, open="notes")
    refused = page(client, colleague, case, open="notes")

    assert "Family and friends" in lines(opened, "not_known_private")
    assert [one.context.get("not_known_private") for one in (shut, refused)] == [None, None]
    assert lines(shut) == lines(opened) == lines(refused)
    assert "Family and friends" not in lines(shut)


def test_with_nothing_left_open_nobody_is_reassured(client, case, nurse, monkeypatch):
    monkeypatch.setattr("checklists.answers.not_known.not_known_of", lambda *_, **__: [])

    shown = page(client, nurse, case, open="notes")

    assert shown.text.count(REASSURE) == 2
    assert not any(words in shown.text.lower() for words in ("all done", "all clear", "complete"))


def test_the_list_of_open_items_leads_to_what_is_not_known(client, case, nurse):
    client.force_login(nurse)

    shown = client.get(reverse("case_outstanding", args=[case.pk]))

    assert "No open item is listed. What nobody has asked yet opens none." in shown.text
    assert f"{reverse('case', args=[case.pk])}#not-known" in shown.text


@pytest.mark.parametrize("known", [{}, KNOWN])
def test_her_manager_finds_the_family_without_opening_it(client, case, manager, known):
    signed(case, known, visit_type="new-birth")
    client.force_login(manager)

    shown = client.get(reverse("team_families"))

    [row], [family] = shown.context["not_known"], shown.context["families"]
    assert row["title"] == case.name
    assert row["text"].startswith(family["not_known"].number)
    assert ("Read the history" in row["text"]) == (not known)
    assert "Family and friends" not in row["text"]
    assert f"{reverse('team_families')}#not-known" in client.get(reverse("team")).text


def test_my_caseload_says_it_of_each_family(client, case, nurse):
    client.force_login(nurse)

    shown = client.get(reverse("caseload"))

    [family] = shown.context["families"]
    assert family["not_known"].count.endswith("questions")
    assert family["not_known"].count in shown.text


def test_before_a_visit_is_started_the_open_questions_are_there(client, case, nurse):
    client.force_login(nurse)

    shown = client.get(reverse("start_visit", args=[case.pk]))

    assert lines(shown) == lines(page(client, nurse, case))


def test_before_a_visit_is_started_the_private_ones_are_in_the_opened_part(client, case, nurse):
    client.force_login(nurse)
    address = reverse("start_visit", args=[case.pk])

    shut, opened = client.get(address), client.post(address, {"open": "wellbeing"})

    assert "Pregnancy and family background" not in shut.text
    assert "<b>Pregnancy and family background:</b>" in opened.text

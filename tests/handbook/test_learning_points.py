"""The learning points, read on their own: what stands on them, and who may read them when."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse

from checklists.guidance.compiled import compile_content
from checklists.guidance.in_force import guidance_in_force
from checklists.guidance.models import Setting, SettingValue
from checklists.guidance.publishing import copy_to_draft, publish
from checklists.handbook.opening import SETTING
from checklists.handbook.points import parts_of, points_to_read
from checklists.people.models.teams import Role
from checklists.reading.clock import london_today
from tests.conftest import Statements
from tests.factories import TeamFactory, person
from tests.guidance.conftest import FILE, NOW

pytestmark = pytest.mark.django_db

PAGES = ["learning_points", "all_learning_points", "about"]


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def open_from(day):
    setting = Setting.objects.get(key=SETTING)
    SettingValue.objects.create(setting=setting, value=1, starts_on=day)


@pytest.fixture
def open_to_visitors(content_in_force):
    open_from(london_today())


@pytest.fixture
def reader(client, content_in_force):
    reader = person(Role.HEALTH_VISITOR, TeamFactory())
    client.force_login(reader)
    return client


def test_they_stand_in_the_order_of_the_briefing(reader):
    page = words(reader.get(reverse("learning_points")))

    places = [page.index(f"{one['number']}. {one['title']}") for one in FILE["points"]]
    assert places == sorted(places)
    assert len(places) == 14


@pytest.mark.parametrize("point", FILE["points"], ids=lambda point: point["slug"])
def test_a_point_says_why_what_is_asked_and_where_to_turn(reader, point):
    page = words(reader.get(reverse("learning_point", args=[point["number"]])))

    told = [point["title"], point["summary"], point["why_it_matters"], point["source"]]
    told += [one["text"] for one in point["prompts"] if "replaced_by" not in one]
    told += [one["title"] for one in FILE["resources"] if point["number"] in one["points"]]
    assert [one for one in told if one not in page] == []


def test_one_page_holds_all_of_them(reader):
    page = words(reader.get(reverse("all_learning_points")))

    asked = [
        one["text"]
        for point in FILE["points"]
        for one in point["prompts"]
        if "replaced_by" not in one
    ]
    assert [text for text in asked if text not in page] == []
    assert [one["url"] for one in FILE["resources"] if one.get("url", "") not in page] == []


def test_a_retired_question_is_left_out():
    point = compile_content(FILE).points_by_number[3]
    first, *others = point.prompts
    retired = replace(first, replaced_by=("sleep_day_place",))

    parts = parts_of(replace(point, prompts=(retired, *others)), {})

    told = [question.text for part in parts for question in part.questions]
    assert told == [prompt.text for prompt in others]


def asked_at(number, text):
    point = next(one for one in points_to_read(guidance_in_force()) if one.point.number == number)
    questions = [question for part in point.parts for question in part.questions]
    return point, next(one for one in questions if one.text.startswith(text))


def test_where_a_question_is_asked_is_said_only_where_it_is_at_fewer_contacts(content_in_force):
    point, narrower = asked_at(5, "Routine enquiry before the birth")
    _, everywhere = asked_at(5, "Was the mother alone")

    assert "New birth review" in point.contacts
    assert narrower.where.startswith("Only at: Targeted antenatal contact, Antenatal health")
    assert "New birth review" not in narrower.where
    assert everywhere.where == ""


def test_where_it_is_asked_nearly_everywhere_the_others_are_named(content_in_force):
    assert asked_at(1, "What adds to this baby")[1].where == "Not at: Brief contact"


def test_how_often_and_for_whom_a_question_is_asked_is_said(content_in_force):
    assert asked_at(3, "Where does the baby sleep at night?")[1].when == (
        "At each contact, once the baby is born"
    )
    assert asked_at(8, "Relationship to the baby")[1].when.endswith(
        "for each adult around the baby"
    )


def test_the_parts_of_a_point_stand_apart(content_in_force):
    point, _ = asked_at(3, "Where does the baby sleep at night?")

    assert [part.title for part in point.parts] == ["Sleep", "Handling", "Home"]


def test_there_is_no_fifteenth_point(reader):
    assert reader.get(reverse("learning_point", args=[15])).status_code == 404


def test_a_draft_is_not_shown(reader):
    draft = copy_to_draft(by=person(Role.EDITOR), at=NOW)
    draft.points.filter(number=1).update(title="A title that is tried out")

    assert "tried out" not in words(reader.get(reverse("learning_points")))


@pytest.mark.parametrize("name", PAGES)
def test_with_nothing_in_force_a_page_says_so(client, name, db):
    client.force_login(person(Role.EDITOR))

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "No guidance is in force yet" in words(response)


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_asked_to_sign_in(client, content_in_force, name):
    response = client.get(reverse(name))

    assert response.url == f"{reverse('account_login')}?next={reverse(name)}"


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_reads_them_from_the_day_on_which_the_setting_says_so(
    client, content_in_force, name
):
    open_from(london_today() + timedelta(days=1))
    assert client.get(reverse(name)).status_code == 302

    open_from(london_today())

    assert client.get(reverse(name)).status_code == 200


def test_a_visitor_who_left_by_quick_exit_is_not_shown_them_again(
    client, open_to_visitors, settings
):
    client.cookies[settings.AWAY_COOKIE_NAME] = "1"

    assert client.get(reverse("learning_point", args=[5])).status_code == 302


def test_who_approved_it_is_named_to_whoever_signs_in(client, open_to_visitors):
    draft = copy_to_draft(by=person(Role.EDITOR), at=NOW)
    draft.points.filter(number=1).update(summary="Start with the baby.")
    approver = person(Role.PUBLISHER, name="Robin Second")
    publish(draft, by=approver, at=NOW, what_changed="A second look.")

    assert "Robin Second" not in words(client.get(reverse("about")))
    client.force_login(person(Role.EDITOR))

    assert "Robin Second, who published it" in words(client.get(reverse("about")))


def test_about_says_where_it_comes_from_and_what_it_is_not(reader):
    page = words(reader.get(reverse("about")))

    for told in [
        "Derby and Derbyshire Safeguarding Children Partnership",
        "reviews of 2018 to 2020",
        "It is no risk score",
        "It makes no referral",
        "It does not replace your judgement",
        "Version</dt><dd>1, from content",
        "Nobody here yet",
        FILE["meta"]["status"],
    ]:
        assert told in page


@pytest.mark.parametrize("url", [("about", []), ("learning_point", [7])])
def test_the_saying_about_bruises_is_given_as_it_is_meant(reader, url):
    name, args = url
    page = words(reader.get(reverse(name, args=args)))

    assert "Babies who do not cruise rarely bruise." in page
    assert "The briefing prints the saying otherwise" in page


@pytest.mark.parametrize(("name", "args"), [*((one, []) for one in PAGES), ("learning_point", [3])])
def test_a_page_reads_the_guidance_once(reader, name, args):
    address = reverse(name, args=args)
    reader.get(address)

    with Statements(connection) as found:
        reader.get(address)

    read = [
        one["sql"] for one in found.captured_queries if "checklists_templateversion" in one["sql"]
    ]
    assert len(read) == 1
    assert not [one for one in found.captured_queries if '"checklists_prompt"' in one["sql"]]

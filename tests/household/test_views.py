"""The household page: adults stay shut until they are opened, and are added, changed and ended."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.audit.models import Event
from checklists.facts.storing import read_facts
from checklists.household import adults, professionals
from checklists.household.models import Adult
from checklists.people.models.teams import Role
from tests.browsing import shown_to
from tests.factories import CaseFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]
NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
DAN = {
    "named": "known",
    "adult_name": "Dan Inventall",
    "adult_role": "birth_father",
    "adult_lives_in_home": "yes",
    "adult_cares_alone": "not_known",
    "adult_met": "no",
    "adult_met_reason": "at_work",
}
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def dan(case, nurse):
    return add(case, nurse, "Dan Inventall")


def add(case, nurse, name):
    answers = {
        key: {"value": value, "reason": ""}
        for key, value in {"adult_name": name, "adult_role": "birth_father"}.items()
    }
    return adults.add_adult(case, named="known", answers=answers, by=nurse, at=NOW)


def text_of(client, user, case, method="get"):
    client.force_login(user)
    page = getattr(client, method)(reverse("household", args=[case.pk]))
    assert page.status_code == 200
    return page.content.decode()


def test_the_adults_are_shut_on_arrival(client, nurse, case, dan):
    assert "Dan Inventall" not in text_of(client, nurse, case)


def test_one_deliberate_tap_opens_them(client, nurse, case, dan):
    text = text_of(client, nurse, case, "post")

    assert "Dan Inventall" in text
    assert "Someone else?" in text


def test_a_second_mother_has_her_place(client, nurse, case):
    client.force_login(nurse)
    mary = {**DAN, "adult_name": "Mary Madeup", "adult_role": "other_mother"}

    client.post(reverse("add_adult", args=[case.pk]), mary)

    text = text_of(client, nurse, case, "post")
    assert "Mary Madeup" in text
    assert "other mother" in text


def test_the_shut_page_is_the_same_with_and_without_adults(client, nurse, case):
    empty = text_of(client, nurse, case)
    add(case, nurse, "Dan Inventall")

    filled = text_of(client, nurse, case)

    assert without_token(empty) == without_token(filled)


def without_token(text):
    return "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_colleague_without_the_private_permission_sees_no_adult(
    client, colleague, case, dan, method
):
    text = text_of(client, colleague, case, method)

    assert "Dan Inventall" not in text
    assert "Ask Nia Northfield" in text


def test_a_safeguarding_lead_reads_and_does_not_change(client, case, dan):
    lead = person(Role.SAFEGUARDING_LEAD)

    text = text_of(client, lead, case, "post")

    assert "Dan Inventall" in text
    assert "Add an adult" not in text
    assert client.get(reverse("add_adult", args=[case.pk])).status_code == 404


def test_another_team_and_a_visitor_see_nothing(client, stranger, case):
    visitor = client.get(reverse("household", args=[case.pk]))
    client.force_login(stranger)
    foreign = client.get(reverse("household", args=[case.pk]))

    assert visitor.url.startswith(reverse("account_login"))
    assert foreign.status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_is_one_read(client, nurse, case, method):
    text_of(client, nurse, case, method)

    assert Event.objects.filter(kind="case.read").count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_asks_the_database_as_often_for_many_adults(client, nurse, case, dan, method):
    text_of(client, nurse, case, method)
    ask = getattr(client, method)
    with CaptureQueriesContext(connection) as few:
        ask(reverse("household", args=[case.pk]))
    for name in "ABCDEFGHIJ":
        add(case, nurse, f"{name} Inventall")
        fields = {"name": f"{name} Midway", "role": "Midwife"}
        professionals.add_professional(case, by=nurse, at=NOW, **fields)

    with CaptureQueriesContext(connection) as many:
        ask(reverse("household", args=[case.pk]))

    assert len(many) == len(few)
    assert len(many) <= 18


def post(client, user, page, *args, **data):
    client.force_login(user)
    address = reverse(page, args=args)
    return client.post(address, shown_to(client, address) | data)


def answers_of(case, adult):
    found = read_facts(case, with_private=True, for_update=True).private_answers
    return {key.partition(":")[0]: found[key] for key in found if str(adult.pk) in key}


def test_an_adult_is_added(client, nurse, case):
    answer = post(client, nurse, "add_adult", case.pk, **DAN)

    adult = Adult.objects.get()
    said = answers_of(case, adult)
    assert answer.url == reverse("household", args=[case.pk])
    assert (adult.case, adult.named, adult.added_by) == (case, "known", nurse)
    assert said["adult_name"]["value"] == "Dan Inventall"
    assert (said["adult_met"]["value"], said["adult_met"]["reason"]) == ("no", "at_work")


def test_a_name_not_known_is_a_fact(client, nurse, case):
    not_known = {"named": "not_shared", "adult_name": "", "adult_lives_in_home": "not_known"}

    post(client, nurse, "add_adult", case.pk, **{**DAN, **not_known})

    adult = Adult.objects.get()
    assert answers_of(case, adult)["adult_name"]["value"] == "Name not known"
    assert "Name not known" in text_of(client, nurse, case, "post")


REFUSED = {
    "a name and that it is not known": (
        {"named": "not_shared"},
        "Choose &#x27;Name known&#x27;, or clear the name",
    ),
    "no contact and ever alone": (
        {"adult_lives_in_home": "no_contact", "adult_cares_alone": "yes"},
        "You recorded that an adult has no contact, and is left alone with the baby.",
    ),
}


@pytest.mark.parametrize(("said", "words"), REFUSED.values(), ids=REFUSED)
def test_answers_about_an_adult_that_cannot_both_be_true_are_not_saved(
    client, nurse, case, said, words
):
    page = post(client, nurse, "add_adult", case.pk, **{**DAN, **said})

    assert page.content.decode().replace("&#39;", "&#x27;").count(words) == 2
    assert not Adult.objects.exists()


def test_an_adult_with_the_name_of_another_is_asked_about_once(client, nurse, case, dan):
    asked = post(client, nurse, "add_adult", case.pk, **{**DAN, "adult_name": "dan inventall"})
    post(client, nurse, "add_adult", case.pk, **DAN, another_person="on")
    post(client, nurse, "change_adult", case.pk, dan.pk, **{**DAN, "adult_cares_alone": "no"})

    assert "Dan Inventall is there already. Is this another person?" in asked.content.decode()
    assert "This is another person" in asked.content.decode()
    assert Adult.objects.count() == 2
    assert answers_of(case, dan)["adult_cares_alone"]["value"] == "no"


def test_what_is_missing_is_said_and_all_is_kept(client, nurse, case):
    page = post(client, nurse, "add_adult", case.pk, named="known", adult_lives_in_home="yes")

    text = page.content.decode()
    assert text.count("Enter the name, or say that it is not known") == 2
    assert text.count("Say how this person is related to the baby") == 2
    assert page.context["form"]["adult_lives_in_home"].value() == "yes"
    assert not Adult.objects.exists()


def test_an_unknown_choice_is_refused_in_plain_words(client, nurse, case):
    page = post(client, nurse, "add_adult", case.pk, **{**DAN, "adult_role": "wizard"})

    assert page.status_code == 200
    assert "Choose one of the answers shown" in page.content.decode()


def test_an_adult_is_changed(client, nurse, case, dan):
    client.force_login(nurse)
    shown = client.get(reverse("change_adult", args=[case.pk, dan.pk]))

    post(client, nurse, "change_adult", case.pk, dan.pk, **{**DAN, "adult_met": "yes"})

    assert shown.context["form"].initial["adult_name"] == "Dan Inventall"
    assert answers_of(case, dan)["adult_met"]["value"] == "yes"
    assert answers_of(case, dan)["adult_met"]["reason"] == ""


def test_typing_is_kept_before_the_page_closes_by_itself(client, nurse, case):
    pk = str(uuid4())
    client.force_login(nurse)
    address = reverse("add_adult", args=[case.pk])

    half = client.post(address, {"new_id": pk, "named": "known"}, headers=FETCH)
    sent = {"new_id": pk, **half.json()["revisions"]}
    whole = client.post(address, {**sent, **DAN}, headers=FETCH)
    sent |= whole.json()["revisions"]
    client.post(address, {**sent, **DAN, "adult_met": "yes"})

    assert half.json()["saved"] == "Not saved yet"
    assert whole.json()["saved"] == "Saved 2.21pm"
    assert str(Adult.objects.get().pk) == pk
    assert answers_of(case, Adult.objects.get())["adult_met"]["value"] == "yes"


def test_an_adult_of_another_case_is_not_there(client, nurse, case):
    theirs = add(CaseFactory(), nurse, "Dan Inventall")

    for name in ("change_adult", "end_adult", "bring_back_adult"):
        assert post(client, nurse, name, case.pk, theirs.pk, **DAN).status_code == 404
    taken = post(client, nurse, "add_adult", case.pk, new_id=str(theirs.pk), **DAN)
    assert taken.status_code == 404


def test_an_adult_leaves_and_comes_back(client, nurse, case, dan):
    post(client, nurse, "end_adult", case.pk, dan.pk)
    gone = text_of(client, nurse, case, "post")
    post(client, nurse, "bring_back_adult", case.pk, dan.pk)

    assert "No longer around since 23 November 2026" in gone
    assert Adult.objects.get().until_on is None


def test_the_title_of_an_adult_s_page_is_neutral(client, nurse, case, dan):
    client.force_login(nurse)

    page = client.get(reverse("change_adult", args=[case.pk, dan.pk])).content.decode()

    assert "<title>Family and friends - Safe Babies</title>" in page


def test_a_professional_is_added_and_ends(client, nurse, case):
    post(client, nurse, "add_professional", case.pk, name="Mo Midway", role="Midwife")
    shown = text_of(client, nurse, case)
    post(client, nurse, "end_professional", case.pk, case.professionals.get().pk)

    assert "Mo Midway" in shown
    assert "until 23 November 2026" in text_of(client, nurse, case)


def test_a_professional_without_a_name_is_asked_for_it(client, nurse, case):
    page = post(client, nurse, "add_professional", case.pk, role="Midwife")

    assert page.content.decode().count("Enter their name") == 2


@pytest.mark.parametrize(
    "name", ["add_adult", "change_adult", "end_adult", "bring_back_adult", "add_professional"]
)
def test_a_colleague_does_not_write_in_the_household(client, colleague, case, dan, name):
    args = [case.pk] if name.startswith("add") else [case.pk, dan.pk]

    assert post(client, colleague, name, *args, **DAN).status_code == 404


@pytest.mark.parametrize("name", ["end_adult", "bring_back_adult"])
def test_what_changes_is_a_post(client, nurse, case, dan, name):
    client.force_login(nurse)

    assert client.get(reverse(name, args=[case.pk, dan.pk])).status_code == 405

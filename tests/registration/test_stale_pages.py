"""Two people have the page of one case open, and both save."""

import pytest
from django.urls import reverse

from checklists.facts.storing import read_facts
from checklists.household import adults
from checklists.household.views import TO_CHOOSE
from tests.browsing import sent_back
from tests.case_fixtures import NOW
from tests.visits.story import reread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]


@pytest.fixture
def both(client, nurse, manager):
    """both(page_at) is the page as the nurse opened it; then the manager saves her changes."""

    def opened(page_at, /, **changes):
        client.force_login(manager)
        hers = sent_back(client.get(page_at), **changes)
        client.force_login(nurse)
        page = client.get(page_at)
        client.force_login(manager)
        assert client.post(page_at, hers).status_code == 302
        client.force_login(nurse)
        return page

    return opened


def edit(case):
    return reverse("edit_case", args=[case.pk])


def test_two_people_who_change_different_fields_of_a_case_keep_both(client, case, both):
    page = both(edit(case), address="9 Quill Court")

    answer = client.post(edit(case), sent_back(page, mother_name="Rosa Mayfield"))

    case.refresh_from_db()
    assert answer.status_code == 302
    assert (case.address, case.mother_name) == ("9 Quill Court", "Rosa Mayfield")


def test_the_same_field_shows_both_values_and_who_saved_the_other(client, case, both):
    page = both(edit(case), address="9 Quill Court")

    asked = client.post(edit(case), sent_back(page, address="7 Mill Lane"))

    case.refresh_from_db()
    assert case.address == "9 Quill Court"
    assert "Saved by Morag Northcote, 23 November 2026, 2.21pm: 9 Quill Court" in asked.text
    assert "Yours: 7 Mill Lane" in asked.text


@pytest.mark.parametrize(
    ("choice", "address"), [("stored", "9 Quill Court"), ("typed", "7 Mill Lane")]
)
def test_one_of_the_two_is_chosen(client, case, both, choice, address):
    page = both(edit(case), address="9 Quill Court")
    asked = client.post(edit(case), sent_back(page, address="7 Mill Lane", mother_name="Rosa May"))

    undecided = client.post(edit(case), sent_back(asked))
    chosen = client.post(edit(case), sent_back(undecided, **{"address-stays": choice}))

    case.refresh_from_db()
    assert (undecided.status_code, chosen.status_code) == (200, 302)
    assert (case.address, case.mother_name) == (address, "Rosa May")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("stored", ("9 Quill Court", "ZZ1 2AB")), ("typed", ("2 Fable Row", "ZZ9 9ZZ"))],
)
def test_an_address_of_one_and_a_postcode_of_another_are_chosen_together(
    client, case, both, choice, kept
):
    case.address, case.postcode = "2 Fable Row", "ZZ1 2AB"
    case.save()
    page = both(edit(case), address="9 Quill Court")

    asked = client.post(edit(case), sent_back(page, postcode="ZZ9 9ZZ"))
    client.post(edit(case), sent_back(asked, **{"address-stays": choice}))

    case.refresh_from_db()
    assert ": 9 Quill Court, ZZ1 2AB" in asked.text
    assert "Yours: 2 Fable Row, ZZ9 9ZZ" in asked.text
    assert (case.address, case.postcode) == kept


def test_dates_that_two_people_changed_are_checked_as_they_will_stand(client, case, both):
    page = both(edit(case), **{"born_on-day": "1", "born_on-month": "7", "born_on-year": "2026"})

    refused = client.post(
        edit(case),
        sent_back(page, **{"due_on-day": "1", "due_on-month": "12", "due_on-year": "2026"}),
    )

    assert "they are too far apart to be right" in refused.text


@pytest.mark.parametrize("shown", ["", "{}", '{"address": "guessed"}', "[" * 5000])
def test_a_page_that_does_not_say_what_it_showed_overwrites_nothing(client, case, both, shown):
    page = both(edit(case), mother_name="Rosa Mayfield")

    asked = client.post(edit(case), sent_back(page, address="7 Mill Lane", shown=shown))

    case.refresh_from_db()
    assert asked.status_code == 200
    assert (case.address, case.mother_name) == ("4 Inkwell Row, Northton", "Rosa Mayfield")


def test_the_page_carries_no_value_in_what_it_remembers(client, nurse, case):
    client.force_login(nurse)

    shown = sent_back(client.get(edit(case)))["shown"][0]

    assert "Inkwell" not in shown
    assert shown.startswith('{"given_name":"')


def test_a_first_name_saved_meanwhile_is_not_lost_to_the_birth(client, unborn, both, manager):
    birth = reverse("record_birth", args=[unborn.pk])
    client.force_login(manager)
    page = client.get(birth)
    client.post(edit(unborn), sent_back(client.get(edit(unborn)), given_name="Wren"))
    day = {"born_on-day": "20", "born_on-month": "11", "born_on-year": "2026", "how_many": "one"}

    asked = client.post(birth, sent_back(page, **day, given_name="Robin"))
    client.post(birth, sent_back(page, **day))

    unborn.refresh_from_db()
    assert "Saved by Morag Northcote, 23 November 2026, 2.21pm: Wren" in asked.text
    assert unborn.given_name == "Wren"


# --- an adult, whose answers are private and saved as they are typed ----------------------------

DAN = {"adult_name": "Dan Inventall", "adult_role": "birth_father", "adult_lives_in_home": "yes"}
REST = {"adult_cares_alone": "no", "adult_met": "yes"}
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def dan(case, nurse):
    """The address of an adult of the case."""
    answers = {key: {"value": value, "reason": ""} for key, value in (DAN | REST).items()}
    adult = adults.add_adult(case, named="known", answers=answers, by=nurse, at=NOW)
    return reverse("change_adult", args=[case.pk, adult.pk])


def answers_now(case):
    found = read_facts(reread(case), with_private=True).private_answers
    return {key.partition(":")[0]: answer["value"] for key, answer in found.items()}


def test_two_people_who_change_different_answers_about_an_adult_keep_both(client, case, dan, both):
    page = both(dan, adult_lives_in_home="visits")

    client.post(dan, sent_back(page, adult_name="Dan Fields"))

    now = answers_now(case)
    assert (now["adult_lives_in_home"], now["adult_name"]) == ("visits", "Dan Fields")


def test_the_same_answer_about_an_adult_is_chosen(client, case, dan, both):
    page = both(dan, adult_name="Daniel Fields")

    asked = client.post(dan, sent_back(page, adult_name="Dan Fields"))
    told = asked.text.split("data-private", 1)
    client.post(dan, sent_back(asked, **{"adult_name-stays": "stored"}))

    assert "Saved by Morag Northcote, 23 November 2026: Daniel Fields" in told[1]
    assert "Daniel Fields" not in told[0]
    assert answers_now(case)["adult_name"] == "Daniel Fields"


def test_a_page_that_saves_by_itself_goes_on_from_what_it_saved_itself(client, case, dan, both):
    page = both(dan, adult_lives_in_home="visits")
    typed = sent_back(page, adult_name="Dan F")
    first = client.post(dan, typed, headers=FETCH).json()
    typed |= {"adult_name": "Dan Fields", **first["revisions"]}

    second = client.post(dan, typed, headers=FETCH).json()

    now = answers_now(case)
    assert (now["adult_lives_in_home"], now["adult_name"]) == ("visits", "Dan Fields")
    assert [told["saved"] for told in (first, second)] == ["Saved 2.21pm"] * 2


def test_a_page_that_saves_by_itself_leaves_the_choice_to_the_button(client, case, dan, both):
    page = both(dan, adult_name="Daniel Fields")
    typed = sent_back(page, adult_name="Dan Fields")
    by_itself = [client.post(dan, typed, headers=FETCH).json()]
    asked = client.post(dan, typed | by_itself[0]["revisions"])
    chosen = sent_back(asked, **{"adult_name-stays": "typed"})
    by_itself.append(client.post(dan, chosen, headers=FETCH).json())
    before = answers_now(case)["adult_name"]

    client.post(dan, chosen | by_itself[1]["revisions"])

    assert [told["detail"] for told in by_itself] == [TO_CHOOSE] * 2
    assert before == "Daniel Fields"
    assert answers_now(case)["adult_name"] == "Dan Fields"


def test_the_page_on_which_an_adult_was_added_undoes_no_later_change(client, nurse, case, both):
    address = reverse("add_adult", args=[case.pk])
    client.force_login(nurse)
    typed = sent_back(client.get(address), named="known", **DAN, **REST)
    typed |= client.post(address, typed, headers=FETCH).json()["revisions"]
    both(
        reverse("change_adult", args=[case.pk, case.adults.get().pk]), adult_lives_in_home="visits"
    )

    client.post(address, typed | {"adult_name": "Dan Fields"})

    now = answers_now(case)
    assert (now["adult_lives_in_home"], now["adult_name"]) == ("visits", "Dan Fields")

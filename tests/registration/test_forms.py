"""What the forms about a baby accept, and what they say of the rest."""

from datetime import date

import pytest

from checklists.nhsuk.rendering import render_field
from checklists.registration.forms.births import BirthForm, TwinForm
from checklists.registration.forms.cases import CaseForm
from tests.factories import CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

NUMBER = "9990001022"


def day(name, value):
    if value is None:
        return {}
    return {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def case_form(*, born=date(2026, 10, 9), due=None, told=None, case=None, **typed):
    data = {"given_name": "Wren", "mother_name": "Rosa Fableton", **typed}
    dates = {**day("born_on", born), **day("due_on", due), **day("notified_on", told)}
    return CaseForm({**data, **dates}, case=case)


def problem(form, field):
    return form.errors.get(field, [""])[0]


@pytest.mark.parametrize("typed", ["9990001022", "999 000 1022", " 999-000-1022 ", "99 90 001022"])
def test_an_nhs_number_is_taken_however_it_is_spaced(typed):
    form = case_form(nhs_number=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["nhs_number"] == NUMBER


@pytest.mark.parametrize("typed", ["9990001023", "123", "999000102", "99900010222", "abc"])
def test_a_bad_nhs_number_gets_a_plain_message(typed):
    assert problem(case_form(nhs_number=typed), "nhs_number") == (
        "Enter the 10 numbers of the NHS number, like 999 000 1022. One of them is not right"
    )


def test_an_nhs_number_in_other_digits_is_told_which_ones_to_use():
    assert problem(case_form(nhs_number="٩٩٩"), "nhs_number") == (
        "Enter the NHS number with numbers from 0 to 9, like 999 000 1022"
    )


def test_no_nhs_number_yet_is_no_number():
    form = case_form(nhs_number=" ")

    assert form.is_valid()
    assert form.cleaned_data["nhs_number"] is None


def test_a_case_keeps_its_own_number():
    case = CaseFactory(nhs_number=NUMBER)

    assert case_form(case=case, nhs_number=NUMBER).is_valid()


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 11, 23), ""),
        (date(2026, 11, 24), "Enter a date of birth that is today or earlier"),
        (date(2021, 11, 25), ""),
        (date(2015, 1, 1), "Enter a date of birth in the last 5 years"),
    ],
)
def test_a_date_of_birth_is_in_the_past_and_of_a_young_child(born, words):
    assert problem(case_form(born=born), "born_on") == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2027, 1, 18), ""),
        (date(2026, 11, 2), ""),
        (
            date(2026, 11, 1),
            "Enter a due date that is not more than 3 weeks ago, or record the birth",
        ),
        (date(2027, 8, 30), ""),
        (date(2027, 8, 31), "Enter a due date in the next 40 weeks"),
    ],
)
def test_the_due_date_of_an_unborn_baby_is_near(due, words):
    assert problem(case_form(born=None, due=due), "due_on") == words


@pytest.mark.parametrize(
    ("due", "fits"),
    [
        (date(2026, 10, 9), True),
        (date(2026, 9, 18), True),
        (date(2026, 9, 17), False),
        (date(2027, 2, 19), True),
        (date(2027, 2, 20), False),
    ],
)
def test_birth_and_due_date_belong_to_one_pregnancy(due, fits):
    words = "" if fits else "Check this and the date of birth: they are too far apart to be right"

    assert problem(case_form(due=due), "due_on") == words


@pytest.mark.parametrize(
    ("answer", "field", "words"),
    [
        ("", "is_born", "Say whether the baby is born"),
        ("yes", "born_on", "Enter the date of birth"),
        ("no", "due_on", "Enter the due date"),
    ],
)
def test_a_case_needs_the_date_that_its_answer_asks_for(answer, field, words):
    form = case_form(born=None, is_born=answer)

    assert problem(form, field) == words
    assert list(form.errors) == [field]


def test_a_date_of_birth_says_by_itself_that_the_baby_is_born():
    assert case_form().is_valid()
    assert case_form(born=None, due=date(2027, 1, 18)).is_valid()


def test_a_date_of_birth_of_a_baby_who_is_not_born_is_asked_about():
    form = case_form(is_born="no", due=date(2026, 10, 9))

    assert problem(form, "is_born") == (
        "You gave a date of birth. Choose Yes, or take that date out"
    )


def test_whether_the_baby_is_born_is_no_field_of_the_case():
    form = case_form(is_born="yes")

    assert form.is_valid()
    assert "is_born" not in form.cleaned_data


@pytest.mark.parametrize("unborn", [True, False])
@pytest.mark.parametrize("known", [True, False])
def test_no_question_says_optional_that_may_then_be_required(known, unborn):
    case = CaseFactory(unborn=unborn) if known else None
    page = str([render_field(field) for field in CaseForm(case=case)])

    for label in ("first name", "Mother's or parent's name", "Date of birth", "Is the baby born"):
        assert f"{label} (optional)" not in page.replace("&#39;", "'")
    assert ("Due date (optional)" in page) == (known and not unborn)


def test_a_case_that_is_changed_is_not_asked_whether_it_is_born(case, unborn):
    assert "is_born" not in CaseForm(case=case).fields
    assert "is_born" not in CaseForm(case=unborn).fields


def test_the_due_date_of_an_unborn_baby_is_not_taken_out(unborn):
    form = case_form(born=None, case=unborn)

    assert problem(form, "due_on") == "Enter the due date"


@pytest.mark.parametrize("typed", [("31", "2", "2026"), ("31", "", "2026"), ("x", "y", "2026")])
def test_an_impossible_date_is_kept_as_typed(typed):
    parts = dict(zip(("born_on-day", "born_on-month", "born_on-year"), typed, strict=True))

    form = CaseForm({"given_name": "Wren", **parts})

    assert problem(form, "born_on").startswith("Enter ")
    assert list(form["born_on"].value().values()) == list(typed)


def test_a_baby_has_a_name_or_a_mother():
    form = case_form(given_name=" ", mother_name="")

    assert problem(form, "given_name") == (
        "Enter the baby's first name, or the mother's or parent's name until there is one"
    )


def test_a_name_that_is_too_long_says_how_long():
    assert "100" in problem(case_form(given_name="W" * 101), "given_name")


@pytest.mark.parametrize("field", ["given_name", "family_name", "mother_name"])
def test_a_name_of_signs_alone_is_refused_where_it_was_typed(field):
    assert problem(case_form(**{field: "\u2019-."}), field) == "Enter the name in letters"


def test_a_name_that_nobody_sees_is_no_name():
    form = case_form(given_name="\u200b\u200d", mother_name="\ufeff ")

    assert problem(form, "given_name").startswith("Enter the baby's first name")


@pytest.mark.parametrize(
    ("typed", "kept"), [("zz12ab", "ZZ1 2AB"), ("ZZ10 2AB", "ZZ10 2AB"), ("", "")]
)
def test_a_postcode_is_written_one_way(typed, kept):
    form = case_form(postcode=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["postcode"] == kept


def test_a_postcode_that_is_none_gets_a_plain_message():
    assert problem(case_form(postcode="Northton"), "postcode").startswith("Enter a full postcode")


def test_the_date_of_a_move_is_not_in_the_future():
    assert problem(case_form(told=date(2026, 11, 24)), "notified_on")


def test_the_birth_of_an_unborn_baby_is_not_edited_in(unborn):
    assert "born_on" not in CaseForm(case=unborn).fields


def test_a_birth_is_checked_against_the_due_date(unborn):
    too_early = BirthForm({**day("born_on", date(2026, 8, 1)), "how_many": "one"}, case=unborn)
    in_time = BirthForm({**day("born_on", date(2026, 11, 20)), "how_many": "one"}, case=unborn)

    assert problem(too_early, "born_on") == (
        "Check the date of birth: the due date was 18 January 2027"
    )
    assert in_time.is_valid()


def test_a_birth_is_not_in_the_future(unborn):
    form = BirthForm({**day("born_on", date(2026, 11, 24)), "how_many": "one"}, case=unborn)

    assert problem(form, "born_on") == "Enter a date of birth that is today or earlier"


def test_a_birth_asks_how_many(unborn):
    form = BirthForm(day("born_on", date(2026, 11, 20)), case=unborn)

    assert problem(form, "how_many") == "Say how many babies were born"


def test_a_twin_is_born_near_the_other(case):
    years_apart = TwinForm(day("born_on", date(2025, 10, 9)), case=case)

    assert "9 October 2026" in problem(years_apart, "born_on")


def test_a_twin_needs_a_name_where_the_mothers_is_not_known():
    first = CaseFactory(given_name="Wren", mother_name="")

    assert "Enter this baby's first name" in problem(TwinForm({}, case=first), "given_name")


def test_an_unborn_twin_needs_nothing(unborn):
    assert TwinForm({"nhs_number": ""}, case=unborn).is_valid()

"""Which contact is due next for a baby, and how late a statutory review is."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from checklists.cases.models.case import Case
from checklists.facts.schedule import mandated_review_days_overdue, next_contact

BORN = date(2026, 10, 9)
SETTINGS = {"supervision_interval_days": 84}


def kind(slug, anchor, start, end, mandated=False, **more):
    fields = {"kind": "visit", **more}
    return SimpleNamespace(
        slug=slug, anchor=anchor, start_days=start, end_days=end, is_mandated=mandated, **fields
    )


KINDS = [
    kind("antenatal-targeted", "edd", None, -85),
    kind("antenatal", "edd", -84, -28, mandated=True),
    kind("new-birth", "dob", 10, 14, mandated=True),
    kind("6-8-week", "dob", 42, 56, mandated=True),
    kind("3-4-month", "dob", 91, 122),
    kind("6-month", "dob", 168, 197),
    kind("12-month", "dob", 274, 365, mandated=True),
    kind("targeted", None, None, None),
    kind("movement-in", "notified", 0, 14),
    kind(
        "supervision-review",
        "last_supervision",
        0,
        {"setting": "supervision_interval_days"},
        kind="supervision",
    ),
]


def on_day(days, done=(), **fields):
    case = Case(**{"born_on": BORN, **fields})
    held = {slug: BORN + timedelta(days=day) for slug, day in dict(done).items()}
    return next_contact(case, held, KINDS, SETTINGS, BORN + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "done", "slug"),
    [
        (0, {}, "new-birth"),
        (14, {}, "new-birth"),
        (20, {}, "new-birth"),  # overdue
        (50, {}, "new-birth"),  # still overdue while the 6 to 8 week window is open
        (50, {"6-8-week": 45}, "3-4-month"),  # a later review has been held instead
        (15, {"new-birth": 12}, "6-8-week"),
        (70, {"new-birth": 12}, "6-8-week"),
        (122, {"new-birth": 12, "6-8-week": 44}, "3-4-month"),
        (123, {"new-birth": 12, "6-8-week": 44}, "6-month"),  # only suggested, and past
        (400, {"new-birth": 12, "6-8-week": 44}, "12-month"),
        (400, {"12-month": 300}, ""),
        (20, {"brief-contact": 12, "targeted": 15}, "new-birth"),
    ],
)
def test_the_next_contact_of_a_baby(days, done, slug):
    assert on_day(days, done)[0] == slug


def test_the_window_comes_with_it_so_that_overdue_can_be_said():
    assert on_day(33) == ("new-birth", BORN + timedelta(days=10), BORN + timedelta(days=14))


def test_an_unborn_baby_waits_for_the_antenatal_review_only():
    unborn = Case(due_on=date(2027, 1, 18))

    waiting = next_contact(unborn, {}, KINDS, SETTINGS, date(2026, 11, 23))
    done = {"antenatal": date(2026, 11, 20)}

    assert waiting == ("antenatal", date(2026, 10, 26), date(2026, 12, 21))
    assert next_contact(unborn, done, KINDS, SETTINGS, date(2026, 11, 23))[0] == ""


def test_the_antenatal_review_is_no_longer_due_after_the_birth():
    assert on_day(1, due_on=BORN + timedelta(days=7))[0] == "new-birth"


def test_a_family_that_moved_in_is_met_first_and_older_windows_were_the_last_team_s():
    notified_on = BORN + timedelta(days=100)

    assert on_day(101, notified_on=notified_on)[0] == "movement-in"
    assert on_day(102, {"3-4-month": 101}, notified_on=notified_on)[0] == "6-month"
    assert on_day(130, notified_on=notified_on)[0] == "movement-in"
    assert on_day(130, {"movement-in": 104}, notified_on=notified_on)[0] == "6-month"
    assert on_day(180, {"6-month": 170}, notified_on=notified_on)[0] == "12-month"


@pytest.mark.parametrize(
    ("days", "done", "overdue"),
    [
        (14, {}, None),
        (15, {}, 1),
        (60, {}, 46),  # the oldest counts
        (60, {"new-birth": 12}, 4),
        (60, {"new-birth": 12, "6-8-week": 50}, None),
        (130, {"new-birth": 12, "6-8-week": 50}, None),  # the 3 to 4 month contact is suggested
    ],
)
def test_days_overdue_of_the_oldest_statutory_review(days, done, overdue):
    held = {slug: BORN + timedelta(days=day) for slug, day in done.items()}
    on = BORN + timedelta(days=days)

    assert mandated_review_days_overdue(Case(born_on=BORN), held, KINDS, {}, on) == overdue

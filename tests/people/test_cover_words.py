"""The words of pages for who covers: a name only for days on which that person covers."""

from datetime import date, timedelta

import pytest

from checklists.people.cover_words import cover_words, days_words, your_cover_words
from checklists.people.covering import Days, HeldRole, NamedCover, Rota
from checklists.people.models.teams import Role
from checklists.people.uncovered import uncovered_warnings, unled_days

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NORTH, SOUTH = 1, 2
ALWAYS = Days(date(2020, 1, 1), date.max)
WEEK = Days(TODAY, TODAY + 6 * DAY)


def days(first, last):
    return Days(TODAY + first * DAY, TODAY + last * DAY)


def rota(*named, places=None, cover_away=None):
    """Nia is away as `named`; all work in North for ever but where `places` says otherwise."""
    made = Rota(
        people={one: f"{one.title()} North" for one in ("nia", "hal", "flora")},
        teams={NORTH: "North", SOUTH: "South"},
    )
    made.absences["nia"] = set(named)
    for one in made.people:
        held = (places or {}).get(one, [(NORTH, ALWAYS)])
        made.held_roles[one] = {HeldRole(team, Role.HEALTH_VISITOR, on) for team, on in held}
    for one, times in (cover_away or {}).items():
        made.cover_away[one] = set(times)
    return made


HAL = NamedCover(1, "hal", WEEK)
NOBODY = NamedCover(1, None, WEEK)
SAID = {
    "he covers": (rota(HAL), "Hal North covers"),
    "nobody is named": (rota(NOBODY), "no cover"),
    "he is away in the middle": (
        rota(HAL, cover_away={"hal": [days(1, 3)]}),
        "Hal North covers on 23 November and on 27 to 29 November. No cover on 24 to 26 November",
    ),
    "he is away all the time": (rota(HAL, cover_away={"hal": [days(-9, 30)]}), "no cover"),
    "he leaves": (
        rota(HAL, places={"hal": [(NORTH, Days(ALWAYS.first, TODAY + DAY))]}),
        "Hal North covers on 23 to 24 November. No cover on 25 to 29 November",
    ),
    "he is of another team": (rota(HAL, places={"hal": [(SOUTH, ALWAYS)]}), "no cover"),
    "his account is closed": (rota(HAL, places={"hal": []}), "no cover"),
    "another is named for the other days": (
        rota(
            NamedCover(1, "hal", WEEK),
            NamedCover(2, "flora", days(1, 3)),
            cover_away={"hal": [days(1, 3)]},
        ),
        "Hal North covers on 23 November and on 27 to 29 November. "
        "Flora North covers on 24 to 26 November",
    ),
    "two cover": (rota(HAL, NamedCover(2, "flora", WEEK)), "Flora North and Hal North cover"),
    "she works in two teams and he in one": (
        rota(HAL, places={"nia": [(NORTH, ALWAYS), (SOUTH, ALWAYS)]}),
        "Hal North covers on 23 to 29 November. No cover in South on 23 to 29 November",
    ),
    "she works in no team": (rota(HAL, places={"nia": []}), ""),
}


@pytest.mark.parametrize("what", SAID)
def test_a_name_is_said_for_the_days_on_which_they_cover(what):
    made, words = SAID[what]

    assert cover_words(made, "nia", WEEK) == words


@pytest.mark.parametrize(
    ("away", "words"),
    [
        ([], "You cover"),
        ([days(1, 6)], "You cover on 23 November only"),
        ([days(0, 6)], "You do not cover on any of these days"),
    ],
)
def test_who_is_named_reads_on_which_days_it_counts(away, words):
    assert your_cover_words(rota(HAL, cover_away={"hal": away}), "nia", "hal", WEEK) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (0, 0, "on 23 November"),
        (0, 2, "on 23 to 25 November"),
        (7, 9, "on 30 November to 2 December"),
        (0, 365, "on 23 November to 23 November 2027"),
        (40, 42, "on 2 to 4 January"),
    ],
)
def test_days_are_said_in_words(first, last, words):
    assert days_words(days(first, last)) == words


def warned(made, **more):
    return [one.words for one in uncovered_warnings(made, TODAY, **more)]


def test_days_without_cover_are_a_warning_with_person_team_and_days():
    made = rota(HAL, cover_away={"hal": [days(1, 3)]})

    [one] = uncovered_warnings(made, TODAY)

    assert one.words == "Nia North is away and has no cover in North on 24 to 26 November."
    assert (one.person, one.absence) == ("nia", 1)


NOT_WARNED = {
    "someone covers": rota(HAL),
    "another covers the other days": rota(
        HAL, NamedCover(2, "flora", days(1, 3)), cover_away={"hal": [days(1, 3)]}
    ),
    "it begins in more than four weeks": rota(NamedCover(1, None, days(29, 30))),
    "she has left by then": rota(
        NamedCover(1, None, days(3, 4)), places={"nia": [(NORTH, Days(ALWAYS.first, TODAY))]}
    ),
}


@pytest.mark.parametrize("what", NOT_WARNED)
def test_there_is_no_warning_where(what):
    assert warned(NOT_WARNED[what]) == []


def test_a_long_time_away_is_said_to_its_end():
    made = rota(NamedCover(1, None, days(28, 100)))

    assert warned(made) == [
        "Nia North is away and has no cover in North on 21 December to 3 March 2027."
    ]


def test_who_leads_is_warned_of_their_own_teams_and_of_who_holds_families():
    made = rota(NOBODY, places={"nia": []})
    made.held_roles["nia"] = {HeldRole(NORTH, Role.MANAGER, ALWAYS)}

    assert warned(made) == []
    assert len(warned(made, also={"nia"}, teams={NORTH})) == 1
    assert warned(made, also={"nia"}, teams={SOUTH}) == []


def test_days_on_which_nobody_leads_are_those_when_each_is_away_or_gone():
    made = rota(NamedCover(1, None, days(1, 3)))

    assert unled_days(made, [("nia", None)], TODAY) == [days(1, 3)]
    assert unled_days(made, [("nia", None), ("hal", None)], TODAY) == []
    assert unled_days(made, [("nia", None), ("hal", TODAY + DAY)], TODAY) == [days(2, 3)]

"""The arithmetic of the goals: what is compared with what, and when nothing may be said."""

import pytest

from tests.bench import goals
from tests.bench.goals import (
    equal_saves,
    growth,
    growths,
    ratio,
    ratios,
    statements,
    storage,
    three_teams,
)
from tests.bench.kept import SCALES


def page(ms, floor=10.0, statements=9):
    return {"ms": ms, "statements": statements, "floor": {"ms": floor}}


def test_a_page_is_compared_with_the_floor_of_its_own_rounds():
    assert ratio(page(30.0, floor=12.0)) == 2.5


def test_growth_is_the_large_country_against_the_small_one():
    assert growth(page(20.0), page(26.0)) == 1.3


def test_the_page_that_misses_most_decides_and_each_that_misses_is_named():
    pages = {"caseload": page(15.0), "team": page(40.0), "my items": page(21.0)}

    found = ratios("Lists", 2, pages, pages)

    assert (found.figure, found.met) == ("4.0x (team)", False)
    assert found.missed == ("team: 4.0x", "my items: 2.1x")


def test_a_figure_at_its_limit_is_met():
    assert ratios("Lists", 2, ["team"], {"team": page(20.0)}).met is True


def test_statements_are_held_to_their_number():
    assert statements("Lists", 12, ["team"], {"team": page(1.0, statements=13)}).met is False


@pytest.mark.parametrize("only", ["small", "large"])
def test_flatness_needs_both_countries(only):
    there = {"figures": {"team": page(20.0)}}
    small, large = (there if only == one else {} for one in ("small", "large"))

    found = growths("Flat", 1.3, ["team"], small, large)

    assert (found.figure, found.met) == ("not run", None)


def test_a_list_that_grows_with_the_country_is_missed():
    small, large = ({"figures": {"team": page(ms)}} for ms in (20.0, 80.0))

    found = growths("Flat", 1.3, ["team"], small, large)

    assert (found.figure, found.met) == ("4.00x (team)", False)


@pytest.mark.parametrize(("more", "met"), [(0, True), (2, True), (3, False)])
def test_each_team_beyond_the_first_may_ask_one_statement_more(more, met):
    pages = {name: page(1.0, statements=9) for name in goals.LISTS}
    pages |= {name + goals.OF_THREE: page(1.0, statements=9 + more) for name in goals.LISTS}

    assert three_teams(pages).met is met


def test_a_save_of_more_answers_may_not_ask_more():
    few, many = goals.EQUAL

    assert equal_saves({few: page(1.0), many: page(1.0, statements=10)}).met is False


def test_storage_counts_for_sixty_answers():
    found = storage({"bytes": 4_400, "answers": 66})

    assert (found.figure, found.met) == ("4.0 kB (4.4 kB with 66 answers)", True)


def test_nothing_is_met_where_nothing_was_run():
    found = goals.goals(dict.fromkeys((*SCALES, "weight", "phone")), SCALES)

    assert {(one.figure, one.met) for one in found} == {("not run", None)}

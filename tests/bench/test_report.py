"""The page that a run writes: figures beside goals, and nothing of a run that was not made."""

import platform
import socket
import xml.etree.ElementTree as ElementTree

import pytest

from tests.bench import goals
from tests.bench.charts import Bar, draw
from tests.bench.kept import SCALES
from tests.bench.machine import machine
from tests.bench.report import write
from tests.bench.shares import OWNERS

TEXT = "{http://www.w3.org/2000/svg}text"
PAGES = (*goals.GROWING, *goals.FORMS, *goals.SAVES, *goals.FINDS)


def figures(ms, statements=9):
    one = {"ms": ms, "processor_ms": ms / 2, "statements": statements, "bytes": 20_000}
    return {**one, "floor": {"ms": 10.0, "processor_ms": 5.0}}


def scale(ms):
    pages = {name: figures(ms) for name in PAGES}
    pages |= {name + goals.OF_THREE: figures(ms) for name in goals.LISTS}
    floors = {"list of 50": {**figures(10.0), "statements": 3}}
    return {
        "at": "2026-11-23T14:21+00:00",
        "machine": {"Processor": "Abacus, 2 cores"},
        "open_items": 1_200,
        "cases": 328,
        "rounds": 50,
        "figures": {**pages, "sign": figures(40.0, 28), **floors},
    }


WEIGHT = {
    "visits": 300,
    "answers": 60,
    "bytes": 3_900,
    "tables": {"checklists_visit": 2_000, "checklists_event": 1_900},
    "facts_bytes": 9_700,
    "facts_row_bytes": 8_600,
}


@pytest.fixture
def written(tmp_path):
    """The page of these results, by lines."""

    def write_page(**found):
        write({**dict.fromkeys((*SCALES, "weight", "phone", "shares")), **found}, tmp_path)
        return (tmp_path / "performance.md").read_text().splitlines()

    return write_page


def line(page, begins):
    return next(one for one in page if one.startswith(f"| {begins}"))


def test_each_goal_stands_beside_its_figure(written):
    page = written(**{"1k": scale(15.0), "1m": scale(18.0)}, weight=WEIGHT)

    assert line(page, "Any list or home page").endswith(
        "1m against 1k open items | at most 1.3x | 1.20x (caseload) | met |"
    )
    assert line(page, "Signing").endswith("| 28 (sign) | met |")
    assert line(page, "Storage").endswith("| 3.9 kB (3.9 kB with 60 answers) | met |")


def test_a_missed_goal_is_said_in_words_with_its_pages(written):
    page = written(**{"1k": scale(15.0), "1m": scale(60.0)})

    assert line(page, "Any list or home page").endswith("| **missed** |")
    assert any(
        one.startswith("- Lists of 50, at most 2x the floor: caseload: 6.0x") for one in page
    )


def test_a_scale_that_was_not_run_is_said_to_be_not_run(written):
    page = written(**{"1k": scale(15.0)})

    assert line(page, "1m") == "| 1m | not run |  |  |"
    assert line(page, "team |").startswith(
        "| team | 15.0 | not run | not run | not run | not run |"
    )


def test_a_run_of_nothing_makes_a_page_without_figures(written):
    page = written()

    assert "| 1k | not run |  |  |" in page
    assert not any("met |" in one and "not run" not in one for one in page)


def test_the_slow_phone_has_a_row_for_each_page(written):
    page = written(phone={"rows": [{"page": "caseload", "interactive_ms": 912}]})

    assert line(page, "page") == "| page | interactive ms |"
    assert line(page, "Interactive").endswith("| 0.91 s (caseload) | met |")


def test_a_chart_names_what_it_draws_in_text():
    drawn = ElementTree.fromstring(  # noqa: S314  ours
        draw("Time <of> pages", ["1k", "1m"], [Bar("team & all", [12.0, None])], "ms", goal=20)
    )

    words = [one.text for one in drawn.iter(TEXT)]
    assert words == [
        "Time <of> pages",
        "1k",
        "1m",
        "goal: 20 ms",
        "team & all",
        "12 ms",
        "not run",
    ]


def test_bars_are_as_long_as_their_figures():
    drawn = ElementTree.fromstring(draw("Time", ["1k"], [Bar("a", [10]), Bar("b", [20])], "ms"))  # noqa: S314  ours

    widths = [float(one.get("width")) for one in drawn.iter() if one.get("class") == "a"]
    assert widths[2] == 2 * widths[1]  # the first is that of the legend


def test_the_computer_is_described_without_its_name():
    said = " ".join(machine("15.4 (Debian)").values())

    assert "15.4" in said
    assert platform.python_version() in said
    assert socket.gethostname() not in said


def test_whose_work_the_time_of_an_address_is_stands_in_hundredths(written):
    of_address = {**dict.fromkeys(OWNERS, 0.1), OWNERS[0]: 0.05}
    page = written(**{"1k": scale(20.0)}, shares={"shares": {"GET /team/": of_address}})

    assert line(page, "GET /team/").startswith("| GET /team/ | 5% | 10% |")

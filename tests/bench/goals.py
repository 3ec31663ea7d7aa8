"""Each goal beside its figure. Figures are what the parts kept; a part that was not run is None."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NOT_RUN = "not run"
SMALLEST, LARGEST = "1k", "1m"
LISTS = ("caseload", "my items", "team", "team families")
GROWING = (*LISTS, "case outstanding", "case")
FORMS = ("point", "point opened", "task list", "review", "case")
SAVES = ("save 14", "save 14, private", "save 60, private", "save 14 by the button")
EQUAL = ("save 14, private", "save 60, private")
FINDS = ("find", "find a common name")
OF_THREE = ", three teams"

Figures = Mapping[str, Any]
Results = Mapping[str, Figures | None]


@dataclass(frozen=True)
class Met:
    """A goal, the figure in words, and whether it is met; None when nothing measured it."""

    work: str
    goal: str
    figure: str = NOT_RUN
    met: bool | None = None
    missed: tuple[str, ...] = ()


def ratio(page: Figures) -> float:
    """Of the medians of a page and of its floor in the same rounds."""
    return page["ms"] / page["floor"]["ms"]


def processor_ratio(page: Figures) -> float:
    """The same of processor time, which other work on the computer hardly changes."""
    return page["processor_ms"] / page["floor"]["processor_ms"]


def growth(small: Figures, large: Figures) -> float:
    return large["ms"] / small["ms"]


def goals(results: Results, scales: Iterable[str]) -> list[Met]:
    """All of them. Ratios and statements are those of the largest country that was measured."""
    measured = [results[scale] for scale in scales if results.get(scale)]
    pages = measured[-1]["figures"] if measured else {}
    small, large = (results.get(scale) or {} for scale in (SMALLEST, LARGEST))
    return [
        growths("Any list or home page, 1m against 1k open items", 1.3, GROWING, small, large),
        ratios("Lists of 50", 2, LISTS, pages),
        statements("Lists of 50", 12, LISTS, pages),
        three_teams(pages),
        ratios("Point, task list, review and case", 2, FORMS, pages),
        statements("Point, task list, review and case", 12, FORMS, pages),
        ratios("Saving a point", 2, SAVES, pages),
        statements("Saving a point", 14, SAVES, pages),
        equal_saves(pages),
        statements("Signing, with 11 items opened", 30, ("sign",), pages),
        growths(finding(small, large), 3, FINDS, small, large),
        storage(results.get("weight")),
        phone(results.get("phone")),
    ]


def finding(small: Figures, large: Figures) -> str:
    """Of as many cases as the countries really have."""
    if not small or not large:
        return "Find at 300,000 cases against 300"
    return f"Find at {large['cases']:,} cases against {small['cases']:,}"


def growths(work: str, most: float, names: Iterable[str], small: Figures, large: Figures) -> Met:
    goal = f"at most {most}x"
    if not small or not large:
        return Met(work, goal)
    pairs = {name: growth(small["figures"][name], large["figures"][name]) for name in names}
    return worst(work, goal, pairs, most, "{:.2f}x")


def ratios(work: str, most: float, names: Iterable[str], pages: Figures) -> Met:
    goal = f"at most {most}x the floor"
    return worst(work, goal, {one: ratio(pages[one]) for one in names if pages}, most, "{:.1f}x")


def statements(work: str, most: int, names: Iterable[str], pages: Figures) -> Met:
    found = {one: pages[one]["statements"] for one in names if pages}
    return worst(work, f"at most {most} statements", found, most, "{}")


def worst(work: str, goal: str, found: Mapping[str, float], most: float, form: str) -> Met:
    """The largest decides, and each that is over the goal is named."""
    if not found:
        return Met(work, goal)
    name = max(found, key=found.__getitem__)
    missed = tuple(f"{one}: {form.format(value)}" for one, value in found.items() if value > most)
    return Met(work, goal, f"{form.format(found[name])} ({name})", not missed, missed)


def three_teams(pages: Figures) -> Met:
    """What a list asks more for a person of three teams; two more would be one for each beyond."""
    found = {
        one: pages[one + OF_THREE]["statements"] - pages[one]["statements"]
        for one in LISTS
        if pages
    }
    goal = "one statement more for each team beyond the first"
    return worst("Lists of somebody in three teams", goal, found, 2, "{:+}")


def equal_saves(pages: Figures) -> Met:
    work, goal = "Saving 14 and 60 answers", "as many statements"
    if not pages:
        return Met(work, goal)
    few, many = (pages[name]["statements"] for name in EQUAL)
    return Met(work, goal, f"{few} and {many}", few == many)


def storage(weight: Figures | None) -> Met:
    work, goal = "Storage of a visit, indexes and log included", "at most 4 kB for 60 prompts"
    if not weight:
        return Met(work, goal)
    for_60 = weight["bytes"] * 60 / weight["answers"]
    words = (
        f"{for_60 / 1000:.1f} kB ({weight['bytes'] / 1000:.1f} kB with {weight['answers']} answers)"
    )
    return Met(work, goal, words, for_60 <= 4000)


def phone(rows: Figures | None) -> Met:
    """On the slow telephone of `phone.py`, whose rows say in how many milliseconds."""
    work, goal = "Interactive on a slow phone", "under 1 s"
    if not rows:
        return Met(work, goal)
    found = {row["page"]: row["interactive_ms"] / 1000 for row in rows["rows"]}
    return worst(work, goal, found, 1, "{:.2f} s")

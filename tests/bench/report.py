"""Writes docs/performance.md and its pictures from what the parts kept, and prints the table."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template
from textwrap import fill
from typing import Any

from tests.bench.charts import Bar, draw
from tests.bench.goals import (
    NOT_RUN,
    OF_THREE,
    Figures,
    Met,
    Results,
    goals,
    growth,
    processor_ratio,
    ratio,
)
from tests.bench.kept import PHONE, SCALES, SHARES, WEIGHT, kept
from tests.bench.place import CONFIGURATION
from tests.bench.shares import OWNERS

TEMPLATE = Path(__file__).parent / "page.md"
IN_WORDS = {True: "met", False: "**missed**", None: NOT_RUN}
MOST_TABLES = 8  # of the storage; what is left is less than a hundredth of it
Rows = Iterable[Sequence[Any]]


def results() -> Results:
    return {part: kept(part) for part in (*SCALES, WEIGHT, PHONE, SHARES)}


def write(found: Results, docs: Path = Path("docs")) -> None:
    (docs / "pictures").mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(found).items():
        (docs / "pictures" / f"performance-{name}.svg").write_text(picture)
    text = Template(TEMPLATE.read_text()).substitute(parts_of_page(found))
    (docs / "performance.md").write_text(text)


def parts_of_page(found: Results) -> dict[str, str]:
    asked = goals(found, SCALES)
    return {
        "goals": table(("Work", "Goal", "Figure", ""), map(goal_row, asked)),
        "missed": missed_words(asked),
        "pages": table(page_heads(found), page_rows(found)),
        "shares": shares_words(found[SHARES]),
        "floor": table(("Floor", "Time", "Statements", "Processor"), floor_rows(found)),
        "scales": table(("Scale", "Open items", "Cases", "Measured"), scale_rows(found)),
        "storage": storage_words(found[WEIGHT]),
        "phone": phone_words(found[PHONE]),
        "machine": table(("", ""), machine_rows(found)),
        "rounds": str(largest(found).get("rounds", NOT_RUN)),
    }


def measured(found: Results) -> dict[str, Figures]:
    """The scales that were run, the smallest first."""
    return {scale: figures for scale in SCALES if (figures := found[scale])}


def largest(found: Results) -> Figures:
    return next(reversed(measured(found).values()), {})


def table(heads: Sequence[str], rows: Rows) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def goal_row(goal: Met) -> Sequence[str]:
    return goal.work, goal.goal, goal.figure, IN_WORDS[goal.met]


def missed_words(asked: Iterable[Met]) -> str:
    missed = [one for one in asked if one.met is False]
    if not missed:
        return "No goal that was measured is missed."
    lines = [f"- {one.work}, {one.goal}: {', '.join(one.missed) or one.figure}." for one in missed]
    return "\n".join(["What is missed, and by which pages:", "", *lines])


def page_heads(found: Results) -> Sequence[str]:
    times = [f"{scale}, ms" for scale in SCALES]
    return (
        "Page",
        *times,
        "Growth",
        "Floor, ms",
        "Ratio",
        "Statements",
        "Processor, ms",
        "Ratio of it",
        "kB",
    )


def page_rows(found: Results) -> Rows:
    """Ratio, statements and what follows are those of the largest scale that was run."""
    scales = measured(found)
    for name, figures in largest(found).get("figures", {}).items():
        if is_floor(name, found):
            continue
        times = [ms(found[scale], name) for scale in SCALES]
        first, *_, last = [*scales.values()] * 2
        grown = growth(first["figures"][name], last["figures"][name])
        floor = figures.get("floor")
        yield (
            name,
            *times,
            f"{grown:.2f}x" if len(scales) > 1 else NOT_RUN,
            f"{floor['ms']:.1f}" if floor else "",
            f"{ratio(figures):.1f}x" if floor else "",
            figures["statements"],
            f"{figures['processor_ms']:.1f}",
            f"{processor_ratio(figures):.1f}x" if floor else "",
            f"{figures['bytes'] / 1000:.0f}",
        )


def is_floor(name: str, found: Results) -> bool:
    return name.startswith(("list of", "form of", "save of"))


def ms(scale: Figures | None, name: str) -> str:
    return f"{scale['figures'][name]['ms']:.1f}" if scale else NOT_RUN


def floor_rows(found: Results) -> Rows:
    for name, one in largest(found).get("figures", {}).items():
        if is_floor(name, found):
            yield name, f"{one['ms']:.1f} ms", one["statements"], f"{one['processor_ms']:.1f} ms"


def scale_rows(found: Results) -> Rows:
    for scale in SCALES:
        if figures := found[scale]:
            yield scale, f"{figures['open_items']:,}", f"{figures['cases']:,}", figures["at"][:10]
        else:
            yield scale, NOT_RUN, "", ""


def storage_words(weight: Figures | None) -> str:
    if not weight:
        return f"It was {NOT_RUN}."
    kilobytes = weight["bytes"] / 1000
    head = (
        f"A signed new birth visit with {weight['answers']} answers and nothing to follow up adds "
        f"{kilobytes:.1f} kB to the database, all tables, indexes and the log together (mean of "
        f"{weight['visits']} visits, after vacuuming). The facts of a case, which are replaced and "
        f"not added to, take {weight['facts_bytes'] / 1000:.1f} kB, of which their row is "
        f"{weight['facts_row_bytes'] / 1000:.1f} kB."
    )
    return (
        fill(head, 119)
        + "\n\n"
        + table(("Table", "Bytes a visit"), list(weight["tables"].items())[:MOST_TABLES])
    )


def shares_words(profile: Figures | None) -> str:
    if not profile:
        return f"It was {NOT_RUN}."
    rows = (
        (address, *(f"{shares[owner]:.0%}" for owner in OWNERS))
        for address, shares in profile["shares"].items()
    )
    return table(("Address", *OWNERS), rows)


def phone_words(phone: Figures | None) -> str:
    if not phone or not phone["rows"]:
        return f"It was {NOT_RUN}."
    heads = list(phone["rows"][0])
    named = [head.replace("_", " ") for head in heads]
    return table(named, ([row[head] for head in heads] for row in phone["rows"]))


def machine_rows(found: Results) -> Rows:
    yield from largest(found).get("machine", {"Computer": NOT_RUN}).items()
    yield "Set in PostgreSQL", ", ".join(f"{name} {value}" for name, value in CONFIGURATION.items())


def pictures(found: Results) -> dict[str, str]:
    pages = {
        name: one
        for name, one in largest(found).get("figures", {}).items()
        if not is_floor(name, found) and not name.endswith(OF_THREE)
    }
    scales = measured(found)
    times = [
        Bar(one, [figures["figures"][one]["ms"] for figures in scales.values()]) for one in pages
    ]
    above = [Bar(name, [ratio(one)]) for name, one in pages.items() if "floor" in one]
    asked = [Bar(name, [one["statements"]]) for name, one in pages.items()]
    return {
        "flat": draw("Time by open items in the country", [*scales], times, "ms"),
        "floor": draw("Times the floor", ["median"], above, "x", goal=2),
        "statements": draw("SQL statements", ["statements"], asked, ""),
        "storage": draw("Bytes of one visit", ["bytes"], storage_bars(found[WEIGHT]), "B"),
    }


def storage_bars(weight: Mapping[str, Any] | None) -> list[Bar]:
    tables = list(weight["tables"].items())[:MOST_TABLES] if weight else []
    return [Bar(name.removeprefix("checklists_"), [size]) for name, size in tables]


def show(found: Results) -> None:
    """The same tables on the terminal, in columns."""
    write_columns([page_heads(found), *page_rows(found)])
    write_columns([("Floor", "ms", "Statements", "Processor"), *floor_rows(found)])
    write_columns([("Work", "Goal", "Figure", ""), *map(goal_row, goals(found, SCALES))])


def write_columns(rows: Sequence[Sequence[Any]]) -> None:
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    sys.stdout.write("\n")

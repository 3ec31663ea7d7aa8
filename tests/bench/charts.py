"""Bars of figures as SVG, drawn by hand: text that can be read, in light and in dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

ROW, GAP, LEFT, WIDTH, TOP, RIGHT = 18, 8, 190, 760, 54, 90  # pixels
COLOURS = ("a", "b", "c", "d")
STYLE = """
text { font: 13px sans-serif; fill: #212b32 } .title { font-weight: bold; font-size: 15px }
.ground { fill: #ffffff } .a { fill: #005eb8 } .b { fill: #7c2855 } .c { fill: #00703c }
.d { fill: #aa4400 } .goal { stroke: #d5281b; stroke-width: 2; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f4f5 } .ground { fill: #1b2226 } .a { fill: #6cb2eb } .b { fill: #d99fc0 }
.c { fill: #6fcf97 } .d { fill: #f2a65a } .goal { stroke: #ff8a80 } }
"""


@dataclass(frozen=True)
class Bar:
    """A row of the chart: one value for each series; None is not drawn."""

    name: str
    values: Sequence[float | None]


def draw(
    title: str, series: Sequence[str], bars: Sequence[Bar], unit: str, goal: float | None = None
) -> str:
    """An SVG with a row for each bar. `goal` is a line across all of them."""
    found = [value for bar in bars for value in bar.values if value is not None]
    scale = (WIDTH - LEFT - RIGHT) / max([*found, goal or 0, 1e-9])
    height = TOP + sum(height_of(bar) for bar in bars) + GAP
    lines, top = [], TOP
    for bar in bars:
        lines += draw_bar(bar, top, scale, unit)
        top += height_of(bar)
    if goal is not None:
        x = LEFT + goal * scale
        lines.append(f'<line class="goal" x1="{x:.0f}" x2="{x:.0f}" y1="{TOP - 4}" y2="{top}"/>')
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
            f'<text class="title" x="{GAP}" y="20">{escape(title)}</text>',
            *draw_legend(series, unit, goal),
            *lines,
            "</svg>\n",
        ]
    )


def height_of(bar: Bar) -> int:
    return ROW * len(bar.values) + GAP


def draw_legend(series: Sequence[str], unit: str, goal: float | None) -> list[str]:
    names = [*series, *([f"goal: {goal:g} {unit}".strip()] if goal is not None else [])]
    lines, x = [], GAP
    for colour, name in zip((*COLOURS[: len(series)], "goal"), names, strict=False):
        mark = f'<rect class="{colour}" x="{x}" y="32" width="12" height="12"/>'
        if colour == "goal":
            mark = f'<line class="goal" x1="{x}" x2="{x + 12}" y1="38" y2="38"/>'
        lines += [mark, f'<text x="{x + 18}" y="43">{escape(name)}</text>']
        x += 40 + 8 * len(name)
    return lines


def draw_bar(bar: Bar, top: int, scale: float, unit: str) -> list[str]:
    middle = top + ROW * len(bar.values) / 2 + 4
    lines = [f'<text x="{GAP}" y="{middle:.0f}">{escape(bar.name)}</text>']
    for place, (colour, value) in enumerate(zip(COLOURS, bar.values, strict=False)):
        y = top + ROW * place
        width, thick = (value or 0) * scale, ROW - 4
        words = "not run" if value is None else f"{value:.3g} {unit}".strip()
        lines += [
            f'<rect class="{colour}" x="{LEFT}" y="{y + 2}" width="{width:.1f}" height="{thick}"/>',
            f'<text x="{LEFT + width + 6:.0f}" y="{y + 14}">{escape(words)}</text>',
        ]
    return lines

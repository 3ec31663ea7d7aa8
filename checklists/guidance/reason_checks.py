"""Whether the reasons offered at a prompt can be true there. Source: `meta.reasons_fit`.

Beside a cot "another adult was there" is no reason, and a reason that cannot be true is chosen all
the same when nothing nearer is offered.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from checklists.guidance.content import Content, Row, resolved

FEWEST = 2  # that hold whatever the place and whoever is there
NAMES = ("not_done_reasons", "could_not_reasons")


def reason_problems(data: Content) -> Iterator[str]:
    """Nothing for a version that says nothing of where reasons fit."""
    fits = data["meta"].get("reasons_fit")
    if not fits:
        return
    for point in data["points"]:
        for prompt in point["prompts"]:
            yield from too_few_reasons(prompt, data)
            for name in NAMES:
                yield from reasons_out_of_place(prompt, resolved(prompt.get(name, []), data), fits)


def too_few_reasons(prompt: Row, data: Content) -> Iterator[str]:
    """Whatever must be answered can be left with a reason."""
    own = resolved(prompt.get("could_not_reasons", []), data)
    always = [one for one in own if one.get("show_when") is None]
    if own and len(always) < FEWEST:
        yield f"Prompt {prompt['key']}: give at least {FEWEST} reasons that can always be true."
    if (
        prompt["required"]
        and not own
        and not prompt["not_done_reasons"]
        and not is_apart(prompt, data)
    ):
        yield f"Prompt {prompt['key']}: say why it could not be asked; the list is empty."


def is_apart(prompt: Row, data: Content) -> bool:
    """What she does herself on a page apart is never left with a reason."""
    return prompt["section"] in data["meta"].get("behind_presence", {}).get("sections", ())


def reasons_out_of_place(prompt: Row, reasons: list[Row], fits: Mapping[str, Any]) -> Iterator[str]:
    for rule in fits["only_at"]:
        if any(matches(prompt, one) for one in rule["where"]):
            continue
        for reason in reasons:
            if reason["value"] in rule["reasons"]:
                yield f"Prompt {prompt['key']}: “{reason['label']}” cannot be why. Leave it out."


def matches(prompt: Row, wanted: Mapping[str, list[str]]) -> bool:
    return all(prompt.get(name) in values for name, values in wanted.items())

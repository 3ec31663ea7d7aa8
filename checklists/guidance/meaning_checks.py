"""Check that every answer says what it means, and that nothing known to be missing leads nowhere.

Source: the reviews found the question nobody asked more often than the answer nobody acted on.
"""

from collections.abc import Iterator

from checklists.guidance.compiled_prompt import GAP, MEANINGS
from checklists.guidance.content import Content, Row
from checklists.guidance.content_checks import repeated_problems
from checklists.guidance.markdown import problem_in
from checklists.guidance.meanings import (
    CHOICES,
    LASTING,
    entries_of,
    is_taken_up,
    leaves_something_open,
)

FEWEST_WORDS = 4
TAKE_IT_UP = (
    "says that something is missing, and nothing follows. Let a rule open an item for it, make the "
    "question a step of an item, ask it of every family, or say in words why nothing follows."
)


def meaning_problems(data: Content) -> Iterator[str]:
    """Conditions must be sound: they are read to see which answers they take up."""
    prompts = {prompt["key"]: prompt for point in data["points"] for prompt in point["prompts"]}
    yield from unsaid_problems(data, prompts)
    for prompt in prompts.values():
        yield from reason_problems(prompt, data)
        yield from gap_problems(prompt, data)
        yield from why_nothing_problems(prompt)
    for rule in data["rules"]:
        yield from step_problems(rule, prompts, data)


def why_nothing_problems(prompt: Row) -> Iterator[str]:
    """One word would take an answer off every list, and tell nobody why."""
    why, where = prompt.get("nothing_follows", ""), f"Prompt {prompt['key']}, why nothing follows"
    if problem := problem_in(why):
        yield f"{where}: {problem}"
    if why and len(why.split()) < FEWEST_WORDS:
        yield f"{where}: say it in a sentence that a colleague understands."


def unsaid_problems(data: Content, prompts: dict[str, Row]) -> Iterator[str]:
    for key, entries in data["lists"].items():
        yield from unsaid_in(f"List {key}", entries)
    for key, prompt in prompts.items():
        for name in LASTING:
            if isinstance(entries := prompt.get(name, []), list):
                yield from unsaid_in(f"Prompt {key}", entries)


def unsaid_in(where: str, entries: list[Row]) -> Iterator[str]:
    for one in entries:
        if one.get("means") not in MEANINGS:
            yield (
                f"{where}: say of “{one['label']}” whether it is known, nobody knows yet, or it is "
                "known to be missing or not done."
            )


def reason_problems(prompt: Row, data: Content) -> Iterator[str]:
    """A reason may stand in both lists of a prompt, and answers keep no word of which."""
    said: dict[str, str] = {}
    for name, entry in entries_of(prompt, data):
        means = entry.get("means")
        if (
            name != CHOICES
            and means in MEANINGS
            and said.setdefault(entry["value"], means) != means
        ):
            yield f"Prompt {prompt['key']}: the reason “{entry['label']}” means two things."


def gap_problems(prompt: Row, data: Content) -> Iterator[str]:
    """Of a prompt that is asked no more, what was answered leads where it led."""
    if prompt.get("replaced_by"):
        return
    for name, entry in entries_of(prompt, data):
        if entry.get("means") == GAP and not is_taken_up(prompt, name, entry["value"], data):
            yield f"Prompt {prompt['key']}, “{prompt['text']}”: “{entry['label']}” {TAKE_IT_UP}"


def step_problems(rule: Row, prompts: dict[str, Row], data: Content) -> Iterator[str]:
    where = f"Rule {rule['key']}"
    yield from repeated_problems(f"{where}: step", rule.get("steps", []))
    for key in rule.get("steps", []):
        if key not in prompts:
            yield f'{where}: there is no prompt "{key}" to be a step.'
        else:
            yield from problems_of_step(where, rule, prompts[key], data)


def problems_of_step(where: str, rule: Row, prompt: Row, data: Content) -> Iterator[str]:
    step = f"“{prompt['text']}” cannot be a step"
    if prompt.get("replaced_by"):
        yield f"{where}: {step}: it is asked no more. Name what is asked in its place."
    if not leaves_something_open(prompt, data):
        yield f"{where}: {step}: none of its answers says that it is not done or not known."
    if prompt["privacy"] == "private" and rule["creates"]["privacy"] != "private":
        yield f"{where}: {step}: its item is open, and the question is private."
    if prompt["repeat_group"] and prompt["repeat_group"] != rule["for_each"]:
        yield f"{where}: {step}: it is asked for each adult, and the item is not."

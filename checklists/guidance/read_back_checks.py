"""Check the words of the sleep assessment: that what is said aloud was asked aloud, and that each
question, choice and combination named is there. Source: content.md section 3."""

from collections.abc import Iterator

from checklists.guidance.condition_checks import ConditionChecks
from checklists.guidance.conditions import prompts_in
from checklists.guidance.content import Row, resolved
from checklists.guidance.content_checks import repeated_problems

SHARED, STAFF = "shared", "staff"


def read_back_problems(checks: ConditionChecks) -> Iterator[str]:
    words = checks.data["meta"].get("sleep_read_back")
    if not words:
        return
    yield from repeated_problems("Read back", (one["prompt"] for one in words["lines"]))
    for entry in words["lines"]:
        yield from line_problems(checks, entry)
    for one in words["combinations"]:
        yield from combination_problems(checks, one)


def line_problems(checks: ConditionChecks, entry: Row) -> Iterator[str]:
    where, prompt = f"Read back, {entry['prompt']}", checks.prompts.get(entry["prompt"])
    if prompt is None:
        yield f"{where}: there is no such prompt."
        return
    if prompt["privacy"] != SHARED:
        yield f"{where}: it is not asked for everybody to hear, so it is not read back aloud."
    offered = {one["value"] for one in resolved(prompt["choices"], checks.data)}
    for part in (entry, entry.get("before_birth", {})):
        for value in sorted({*part.get("words", {}), *part.get("sentences", {})} - offered):
            yield f'{where}: there is no choice "{value}".'
        if part.get("words") and "{words}" not in part.get("frame", ""):
            yield f"{where}: the sentence that joins its words needs {{words}}."


def combination_problems(checks: ConditionChecks, one: Row) -> Iterator[str]:
    where = f"Combination {one['key']}"
    if one["privacy"] not in (SHARED, STAFF):
        yield f"{where}: its privacy must be shared or staff."
    yield from checks.condition_problems(one["when"], where, group=None)
    read = [checks.prompts[key] for key in prompts_in(one["when"]) if key in checks.prompts]
    if any(prompt["privacy"] == "private" for prompt in read):
        yield f"{where}: it reads a private prompt, and stands where others may read it."
    if one["privacy"] == SHARED and any(prompt["privacy"] != SHARED for prompt in read):
        yield f"{where}: it reads what is not asked for everybody to hear. Keep it to staff."

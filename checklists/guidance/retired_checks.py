"""Check a prompt that is asked no more: what is asked in its place, and who still reads it.

A rule may go on reading it, for what was answered before counts on; but then it must read what is
asked now as well, or it would fall silent.
"""

from collections.abc import Iterator

from checklists.guidance.conditions import prompts_in
from checklists.guidance.content import Content, Row
from checklists.guidance.known_prompts import KNOWN

# From what everybody reads to what the fewest do.
STRICTNESS = ("shared", "staff", "private")


def retired_problems(data: Content) -> Iterator[str]:
    prompts = {prompt["key"]: prompt for point in data["points"] for prompt in point["prompts"]}
    retired = {key: one for key, one in prompts.items() if one.get("replaced_by")}
    for prompt in retired.values():
        yield from problems_of_retired(prompt, prompts)
    for rule in data["rules"]:
        yield from deaf_problems(rule, retired)


def problems_of_retired(prompt: Row, prompts: dict[str, Row]) -> Iterator[str]:
    where = f"Prompt {prompt['key']}"
    if known := KNOWN.get(prompt["key"]):
        yield f"{where}: it goes on being asked, since it is needed to {known.needed}."
    for key in prompt["replaced_by"]:
        if key not in prompts:
            yield f'{where}: there is no prompt "{key}" to be asked in its place.'
        else:
            yield from problems_of_successor(where, prompts[key], prompt)


def problems_of_successor(where: str, new: Row, old: Row) -> Iterator[str]:
    asked = f"{where}: “{new['text']}” cannot be asked in its place"
    if new.get("replaced_by"):
        yield f"{asked}: it is asked no more either."
    if is_looser(new, old):
        yield f"{asked}: more people read it than may read the old one."
    if new["repeat_group"] != old["repeat_group"]:
        yield f"{asked}: one of the two is asked for each adult, and the other is not."


def is_looser(new: Row, old: Row) -> bool:
    return STRICTNESS.index(new["privacy"]) < STRICTNESS.index(old["privacy"])


def deaf_problems(rule: Row, retired: dict[str, Row]) -> Iterator[str]:
    overrides = [override["when"] for override in rule["creates"]["overrides"]]
    read = prompts_in({"any": [rule["when"], *overrides]})
    for key in sorted(read & retired.keys()):
        if not read & set(retired[key]["replaced_by"]):
            yield (
                f"Rule {rule['key']}: it reads “{retired[key]['text']}”, which is asked no more. "
                "Let it read what is asked in its place too."
            )

"""Check what is shown or offered only sometimes: that it can be, and gives nothing private away."""

from collections.abc import Iterator

from checklists.guidance.condition_checks import ConditionChecks
from checklists.guidance.conditions import facts_in, prompts_in
from checklists.guidance.content import Row, resolved
from checklists.guidance.content_checks import repeated_problems
from checklists.guidance.markdown import problem_in


def follow_up_problems(checks: ConditionChecks) -> Iterator[str]:
    """Problems of every `show_when` of a prompt, and of its choices and reasons."""
    for key, prompt in checks.prompts.items():
        yield from problems_of_prompt(checks, key, prompt)


def problems_of_prompt(checks: ConditionChecks, key: str, prompt: Row) -> Iterator[str]:
    where = f"Prompt {key}, shown when"
    yield from checks.condition_problems(prompt["show_when"], where, group=prompt["repeat_group"])
    if prompt["frequency"] == "when_triggered" and prompt["show_when"] is None:
        yield f"Prompt {key}: a follow-up needs to say when it is shown."
    if key not in checks.private and checks.is_telling(prompt["show_when"]):
        yield f"Prompt {key}: it is open, so it may not depend on what is private."
    for entry in entries_of(checks, prompt):
        yield from offer_problems(checks, key, prompt, entry)


def entries_of(checks: ConditionChecks, prompt: Row) -> list[Row]:
    """Its choices and reasons that say when they make sense."""
    names = ("choices", "not_done_reasons", "could_not_reasons")
    every = [prompt.get(name, []) for name in names]
    entries = [one for entries in every for one in resolved(entries, checks.data)]
    return [one for one in entries if one.get("show_when") is not None]


def offer_problems(checks: ConditionChecks, key: str, prompt: Row, entry: Row) -> Iterator[str]:
    where = f'Prompt {key}, "{entry["value"]}", offered when'
    condition = entry["show_when"]
    yield from checks.of_a_visit.condition_problems(condition, where, group=prompt["repeat_group"])
    if key not in checks.private and checks.is_telling(condition):
        yield f"{where}: the question is open, so it may not depend on what is private."


def neutral_reason_problems(checks: ConditionChecks) -> Iterator[str]:
    for reason in checks.data["meta"]["neutral_reasons"]["values"]:
        yield from problems_of_neutral_reason(checks, reason)


def problems_of_neutral_reason(checks: ConditionChecks, reason: Row) -> Iterator[str]:
    """Shown on shut pages, so it may depend on where the contact is, and on nothing else."""
    condition, where = reason.get("show_when"), f'Neutral reason "{reason["value"]}"'
    yield from checks.of_a_visit.condition_problems(condition, where, group=None)
    if prompts_in(condition) or facts_in(condition) - {"place"}:
        yield f"{where}: it is on shut pages, so it may depend on the place alone."


def contradiction_problems(checks: ConditionChecks) -> Iterator[str]:
    contradictions = checks.data["meta"].get("contradictions", [])
    yield from repeated_problems("Contradiction", (str(one.get("key")) for one in contradictions))
    for one in contradictions:
        yield from problems_of_contradiction(checks, one)


def problems_of_contradiction(checks: ConditionChecks, one: Row) -> Iterator[str]:
    where, condition = f"Contradiction {one.get('key')}", one.get("when")
    yield from checks.of_a_visit.condition_problems(condition, where, group=one.get("for_each"))
    if not str(one.get("words", "")).strip():
        yield f"{where}: it must say in plain words what does not fit together."
    elif problem := problem_in(one["words"]):
        yield f"{where}: {problem}"
    if not prompts_in(condition):
        yield f"{where}: it must compare answers, or nothing could be changed."
    if one.get("privacy") != "private" and checks.is_telling(condition):
        yield f"{where}: it reads what is private, so its words must be private too."


def circle_problems(prompts: dict[str, Row]) -> Iterator[str]:
    """Follow-ups that wait for each other would never show."""
    for key in prompts:
        reached: set[str] = set()
        waiting = prompts_in(prompts[key]["show_when"])
        while waiting:
            reached |= waiting
            found = {p for one in waiting if one in prompts for p in _read_by(prompts[one])}
            waiting = found - reached
        if key in reached:
            yield f"Prompt {key}: it is shown by its own answer, so it would never be shown."


def _read_by(prompt: Row) -> set[str]:
    return prompts_in(prompt["show_when"])

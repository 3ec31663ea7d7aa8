"""Check the short list: that its questions can be asked, and that nothing open comes of a private
answer."""

from collections.abc import Iterator

from checklists.guidance.condition_checks import ConditionChecks
from checklists.guidance.conditions import facts_in, prompts_in
from checklists.guidance.content import Row
from checklists.guidance.content_checks import repeated_problems
from checklists.guidance.markdown import problem_in
from checklists.guidance.short_list import ASK_UNASKED_DAYS, GATHERED, GATHERED_RULES


def short_list_problems(checks: ConditionChecks) -> Iterator[str]:
    lines = checks.data["meta"].get("short_list", [])
    yield from repeated_problems("Line of the short list", (one["key"] for one in lines))
    for line in lines:
        yield from line_problems(checks, line)
    if lines:
        yield from item_problems(checks)


def line_problems(checks: ConditionChecks, line: Row) -> Iterator[str]:
    where = f'Short list, "{line["key"]}"'
    if not line.get("words", "").strip():
        yield f"{where}: it must say in plain words what is to be asked."
    elif problem := problem_in(line["words"]):
        yield f"{where}: {problem}"
    if line["key"] in checks.prompts:
        yield f"{where}: a question has this key; give the line another."
    if not line.get("prompts"):
        yield f"{where}: it must name the questions behind it."
    for key in line.get("prompts", []):
        yield from asked_problems(checks, where, key)
    yield from covering_problems(checks, where, line)
    yield from settling_problems(checks, where, line)


def asked_problems(checks: ConditionChecks, where: str, key: str) -> Iterator[str]:
    """Only what every family is asked can be said never to have been asked."""
    prompt = checks.prompts.get(key)
    if prompt is None:
        yield f'{where}: there is no prompt "{key}".'
        return
    if not prompt["baseline"]:
        yield f'{where}: "{key}" is not asked of every family.'
    if prompt.get("replaced_by"):
        yield f'{where}: "{key}" is retired, so nobody would ask it.'


def covering_problems(checks: ConditionChecks, where: str, line: Row) -> Iterator[str]:
    rules = {rule["key"]: rule for rule in checks.data["rules"]}
    is_open = not checks.private & set(line.get("prompts", []))
    for key in line.get("covered_by", []):
        if key not in rules:
            yield f'{where}: there is no rule "{key}".'
        elif is_open and rules[key]["creates"]["privacy"] == "private":
            yield f'{where}: it is open, so a private item such as that of "{key}" cannot hold it.'


def settling_problems(checks: ConditionChecks, where: str, line: Row) -> Iterator[str]:
    condition = line.get("known_when")
    groups = {checks.groups.get(key) for key in line.get("prompts", [])}
    group = groups.pop() if len(groups) == 1 else None
    yield from checks.condition_problems(condition, f"{where}, known when", group=group)
    if prompts_in(condition) - set(line.get("prompts", [])) or facts_in(condition):
        yield f"{where}: when it is known may depend on its own questions alone."


def item_problems(checks: ConditionChecks) -> Iterator[str]:
    """One open item and one private, and a setting that says how soon."""
    rules = {rule["key"]: rule for rule in checks.data["rules"]}
    for key, privacy in GATHERED_RULES.items():
        rule = rules.get(key)
        if rule is None:
            yield f"Rule {key} is missing. It words the item of the short list; put it back."
        elif (rule["kind"], rule["creates"]["privacy"]) != (GATHERED, privacy):
            yield f'Rule {key}: its kind must stay "{GATHERED}" and its item {privacy}.'
    if ASK_UNASKED_DAYS not in checks.settings:
        yield f'The short list needs the setting "{ASK_UNASKED_DAYS}".'

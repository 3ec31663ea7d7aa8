"""Check that a rule is complete, and that its item gives nothing private away."""

from collections.abc import Iterator

from checklists.guidance.condition_checks import ConditionChecks
from checklists.guidance.content import Content, Row
from checklists.guidance.content_checks import PRIVACIES, repeated_problems, text_problems

PRIORITIES = ("immediate", "high", "routine")
KINDS = ("visit", "case", "drift", "gathered")


def rule_problems(checks: ConditionChecks) -> Iterator[str]:
    """Problems of every rule, its changes and its closing."""
    yield from repeated_problems("Rule", checks.rules)
    for rule in checks.data["rules"]:
        yield from problems_of_rule(checks, rule)


def checked_override(
    override: object, where: str, *, data: Content, settings: set[str], group: str | None
) -> list[str]:
    """Problems of one change that a rule makes to its priority or due date."""
    if not isinstance(override, dict) or "when" not in override:
        return [f'{where}: it must say when, such as {{"when": ..., "due_in_days": 2}}.']
    checks = ConditionChecks(data, settings)
    return list(override_problems(checks, override, where, group))


def problems_of_rule(checks: ConditionChecks, rule: Row) -> Iterator[str]:
    where, creates = f"Rule {rule['key']}", rule["creates"]
    for name in ("when", "closes_when"):
        yield from checks.condition_problems(
            rule[name], f"{where}, {name.replace('_', ' ')}", group=rule["for_each"]
        )
    for place, override in enumerate(creates["overrides"], start=1):
        yield from override_problems(checks, override, f"{where}, change {place}", rule["for_each"])
    if rule["when"] is None or rule["closes_when"] is None:
        yield f"{where}: it must say when it opens an item and when that closes."
    yield from rule_word_problems(where, rule)
    if creates["priority"] == "immediate" and creates["due_in_days"] != 0:
        yield f"{where}: an immediate item is due the same day, so 0 days."
    if creates["privacy"] != "private" and reads_private(checks, rule):
        yield f"{where}: its item is open, so it may not depend on what is private."


def reads_private(checks: ConditionChecks, rule: Row) -> bool:
    overrides = [override["when"] for override in rule["creates"]["overrides"]]
    conditions = [rule["when"], rule["closes_when"], *overrides]
    return any(checks.is_telling(condition) for condition in conditions)


def override_problems(
    checks: ConditionChecks, override: Row, where: str, group: str | None
) -> Iterator[str]:
    yield from checks.condition_problems(override["when"], where, group=group)
    priority = override.get("priority", "routine")
    if priority not in PRIORITIES:
        yield f'{where}: "{priority}" is not a priority.'
    if priority == "immediate" and override.get("due_in_days") != 0:
        yield f"{where}: an immediate item is due the same day, so 0 days."
    if not isinstance(override.get("due_in_days", 0), int):
        yield f"{where}: the days must be a whole number."


def rule_word_problems(where: str, rule: Row) -> Iterator[str]:
    creates = rule["creates"]
    yield from text_problems(where, creates, ["title", "neutral_title", "guidance"])
    yield from text_problems(where, rule, ["rationale", "source"])
    known = {"priority": PRIORITIES, "privacy": PRIVACIES}
    for name, allowed in known.items():
        if creates[name] not in allowed:
            yield f'{where}: "{creates[name]}" is not a known {name}.'
    if rule["kind"] not in KINDS:
        yield f'{where}: "{rule["kind"]}" is not a kind of rule.'
    if creates["privacy"] != "shared" and creates["title"] == creates["neutral_title"]:
        yield f"{where}: the neutral title must differ from the title, which says too much."

"""What stands in the way of publishing a draft, in plain words for its editor."""

from collections.abc import Iterator

from checklists.guidance.condition_checks import ConditionChecks
from checklists.guidance.content import Content, content_of
from checklists.guidance.content_checks import content_problems
from checklists.guidance.follow_up_checks import (
    circle_problems,
    contradiction_problems,
    follow_up_problems,
    neutral_reason_problems,
)
from checklists.guidance.known_checks import known_problems
from checklists.guidance.meaning_checks import meaning_problems
from checklists.guidance.models import Setting, TemplateVersion, VisitType
from checklists.guidance.neutral_reasons import neutral_problems
from checklists.guidance.not_said import not_said_problems
from checklists.guidance.open_words import open_words_problems
from checklists.guidance.read_back_checks import read_back_problems
from checklists.guidance.reason_checks import reason_problems
from checklists.guidance.retired_checks import retired_problems
from checklists.guidance.rule_checks import rule_problems
from checklists.guidance.short_list_checks import short_list_problems
from checklists.guidance.stability import stability_problems


def problems_of_version(version: TemplateVersion) -> list[str]:
    """Everything that must be changed before the version can be published; empty when ready."""
    before = content_of(version.copied_from) if version.copied_from else None
    return problems_in_content(
        content_of(version),
        before=before,
        settings=set(Setting.objects.values_list("key", flat=True)),
        visit_types=set(VisitType.objects.values_list("slug", flat=True)),
    )


def problems_in_content(
    data: Content, *, before: Content | None, settings: set[str], visit_types: set[str]
) -> list[str]:
    """The same for the shape of the file; `before` is the version it was copied from, if any.

    Conditions are looked at only when prompts and choices are sound, or every follow-up of a
    mistyped choice would be listed too; and what follows from an answer only when they are.
    """
    found = list(content_problems(data, visit_types))
    if not found:
        unsound = list(condition_problems(data, settings))
        found = [
            *(unsound or what_follows_problems(data)),
            *open_words_problems(data),
            *not_said_problems(data),
            *reason_problems(data),
            *neutral_problems(data),
        ]
    found += known_problems(data)
    if before is not None:
        found += stability_problems(before, data)
    return found


def what_follows_problems(data: Content) -> Iterator[str]:
    """Problems of what answers mean and lead to, and of prompts that are asked no more."""
    yield from meaning_problems(data)
    yield from retired_problems(data)


def condition_problems(data: Content, settings: set[str]) -> Iterator[str]:
    """Problems of every condition: of follow-ups, rules, neutral reasons, contradictions, the
    short list and what is read back."""
    checks = ConditionChecks(data, settings)
    yield from follow_up_problems(checks)
    yield from rule_problems(checks)
    yield from neutral_reason_problems(checks)
    yield from contradiction_problems(checks)
    yield from short_list_problems(checks)
    yield from read_back_problems(checks)
    yield from circle_problems(checks.prompts)

"""The questions on a gathered item as they stand now, read from the facts of the case.

An open item is read from open facts alone, whoever opens it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from checklists.facts.facts import Facts
from checklists.facts.not_known import Question, Standing, baseline_questions
from checklists.facts.rule_facts import facts_for_rules
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_prompt import NeutralReason, reason_words
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.in_force import settings_on, version_in_force
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.guidance.naming import with_adult_named
from checklists.guidance.short_list import short_listed
from checklists.nhsuk.wording import counted, in_words
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.unasked import Unasked, is_gathered, unasked_lines
from checklists.reading.clock import london_today

NEVER = "Never asked"


def facts_of(item: OutstandingItem) -> Facts:
    return read_facts(item.case, with_private=item.private)


def lines_on(item: OutstandingItem, facts: Facts, on: date, version: Compiled) -> list[Unasked]:
    """The lines left on a gathered item; the caller may see the item."""
    case, others = item.case, OutstandingItem.objects.open().filter(case=item.case)
    open_items = list(others if item.private else others.filter(private=False))
    adults = list(case.adults.all()) if item.private else []
    stage, settings = "born" if case.is_born else "pregnancy", settings_on(on)
    wording = version.at_stage(stage)
    values = facts_for_rules(case, facts, on, open_items=open_items, adults=adults)
    questions = baseline_questions(
        wording, facts, stage=stage, adults=adults, values=values, settings=settings
    )
    lines = unasked_lines(wording, questions, facts, {one.rule_key for one in open_items})
    return [one for one in lines if one.line.is_private == item.private]


def lines_now(item: OutstandingItem) -> list[Unasked]:
    return lines_on(item, facts_of(item), london_today(), compiled(version_in_force()))


def keys_left(item: OutstandingItem) -> list[str]:
    """Which lines are on it, as `opened_because` keeps them once it is closed."""
    return [one.line.key for one in lines_now(item)]


def lines_in_words(item: OutstandingItem) -> list[dict[str, Any]]:
    """A line each: {"words", "state", "parts": [{"words", "state"}], "supervision"}.

    `parts` are its questions where there are several; `state` is '' then. `supervision` says that
    the same reason stood in the way again.
    """
    facts = facts_of(item)
    version = compiled(version_in_force())
    lines = lines_on(item, facts, london_today(), version)
    return [line_in_words(one, facts, version.neutral_reasons) for one in lines]


def words_left(item: OutstandingItem) -> list[str]:
    """The words of the lines that a closing would leave unasked; [] of any other item."""
    if not is_gathered(item.rule_key):
        return []
    return [one.line.words for one in lines_now(item)]


def words_of_lines() -> dict[str, str]:
    """The words of every line of the short list by its key."""
    return {line.key: line.words for line in short_listed(compiled(version_in_force()))}


def line_in_words(one: Unasked, facts: Facts, neutral: Iterable[NeutralReason]) -> dict[str, Any]:
    several = len(one.questions) > 1
    parts = [
        {"words": question_words(question, facts), "state": state_words(question, neutral)}
        for question in one.questions
    ]
    return {
        "words": one.line.words,
        "state": "" if several else parts[0]["state"],
        "parts": parts if several else [],
        "supervision": supervision_words(one),
    }


def supervision_words(one: Unasked) -> str:
    if not one.is_for_supervision:
        return ""
    return f"Same reason at {counted(one.times, 'contact')}: for supervision"


def question_words(question: Question, facts: Facts) -> str:
    """The question, with the name of the adult whom it is about."""
    adult = question.key.partition(":")[2]
    named = facts.private_answers.get(f"{ADULT_NAME}:{adult}", {})
    return with_adult_named(question.prompt.text, named.get("value") or "")


def state_words(question: Question, neutral: Iterable[NeutralReason]) -> str:
    """'Never asked', or what was last given: 'Could not be asked: Ran short of time. 12 November
    2026, by Nia Northfield. To be tried again on 19 November 2026'."""
    if question.standing == Standing.NEVER_ASKED:
        return NEVER
    return ". ".join(filter(None, parts_of_state(question, neutral)))


def parts_of_state(question: Question, neutral: Iterable[NeutralReason]) -> Iterator[str]:
    reason = reason_words(question.prompt, question.reason, neutral)
    yield ": ".join(filter(None, [standing_words(question), reason]))
    if question.on:
        yield f"{in_words(question.on)}, by {question.by}"
    if question.again_on:
        yield f"To be tried again on {in_words(question.again_on)}"


def standing_words(question: Question) -> str:
    """Of what was answered its own words: 'Mother'."""
    given = question.value if isinstance(question.value, list) else [question.value]
    said = ", ".join(question.prompt.label_of(value) for value in given if value)
    match question.standing:
        case Standing.COULD_NOT:
            return said or "Could not be asked"
        case Standing.NOT_DONE:
            return said or "Not done yet"
    return said

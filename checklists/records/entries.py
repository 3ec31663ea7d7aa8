"""One entry of a record, and how an answer or something to do becomes one."""

from dataclasses import dataclass

from checklists.answers.in_force import Document, Entry, counts, prompt_key, record_of
from checklists.answers.words import NO_ANSWER, NO_LONGER_ASKED, value_words
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_prompt import CompiledPrompt, reason_words
from checklists.guidance.compiled_version import Compiled
from checklists.nhsuk.wording import in_words
from checklists.outstanding.models import OutstandingItem
from checklists.records import rules
from checklists.records.rules import Nature

TO_DO = "What was to be done"


@dataclass(frozen=True)
class RecordEntry:
    """`key` is stable; `part` is the heading under which the entry stands, `byline` who wrote it,
    by role."""

    key: str
    part: str
    question: str
    answer: str
    nature: Nature
    note: str = ""
    byline: str = ""


def answer_entry(
    key: str,
    answer: Entry,
    wording: Compiled,
    *,
    other_names: frozenset[str],
    offered_to_all: bool = True,
) -> RecordEntry:
    """An answer under its own key, with no heading yet."""
    prompt = wording.prompts.get(prompt_key(key))
    if prompt is None:
        # Nobody can say what was asked, so it is treated as the most private there is.
        nature = Nature(rules.ANSWER, rules.PRIVATE, record_of(key), has_words=True)
        return RecordEntry(key, "", key, str(answer["value"] or ""), nature)
    typed = " ".join(filter(None, (answer["note"], typed_value(prompt, answer))))
    nature = Nature(
        rules.ANSWER,
        prompt.privacy,
        record_of(key),
        is_separate=prompt.key in wording.separate_record_prompts,
        for_family=prompt.family_copy,
        offered_to_all=offered_to_all,
        points_at_people=points_at_people(prompt),
        names_another=rules.mentions(typed, other_names),
        has_words=bool(typed),
    )
    words = answer_words(prompt, answer, wording)
    return RecordEntry(key, "", prompt.text, words, nature, note=answer["note"])


def answer_words(prompt: CompiledPrompt, answer: Entry, wording: Compiled) -> str:
    """'Could not be asked: another adult was there'; and whether it is still asked."""
    unsaid = prompt.could_not if answer["reason"] else NO_ANSWER
    value = value_words(prompt, answer["value"]) or unsaid
    reason = reason_words(prompt, answer["reason"], wording.neutral_reasons)
    words = f"{value}: {reason}" if reason else value
    return words if counts(answer) else f"{words}. {NO_LONGER_ASKED}"


def typed_value(prompt: CompiledPrompt, answer: Entry) -> str:
    """The answer where it is words of somebody's own, and neither chosen nor a day."""
    return value_words(prompt, answer["value"]) if prompt.kind.is_own_words else ""


def points_at_people(prompt: CompiledPrompt) -> bool:
    return any(choice.value in rules.PEOPLE for choice in prompt.choices)


def keys_in_order(document: Document, wording: Compiled) -> list[str]:
    """The keys that say something, in the order of the questions; unknown ones at the end."""
    place = {key: number for number, key in enumerate(wording.prompts)}
    filled = [key for key, answer in document.items() if says_something(answer)]
    return sorted(filled, key=lambda key: (place.get(prompt_key(key), len(place)), key))


def says_something(answer: Entry) -> bool:
    return bool(answer["value"] or answer["reason"] or answer["note"])


def item_entry(item: OutstandingItem, *, other_names: frozenset[str]) -> RecordEntry:
    visits = [visit for visit in (item.opened_at_visit, item.closed_at_visit) if visit]
    ended = item.get_outcome_display() if item.closed_at else "Still to be done"
    nature = Nature(
        rules.ITEM,
        privacy_of(item),
        record_of(item.subject) if item.subject.startswith("adult:") else "",
        offered_to_all=all(visit.visit_type in rules.OFFERED_TO_ALL for visit in visits),
        names_another=rules.mentions(item.title, other_names),
    )
    words = f"{in_words(item.opened_at)}. {ended}"
    return RecordEntry(f"item:{item.pk}", TO_DO, item.title, words, nature)


def privacy_of(item: OutstandingItem) -> str:
    """That of the rule which opened it. What a person opened by hand is for staff."""
    if item.private:
        return rules.PRIVATE
    if item.opened_at_visit is None:
        return rules.STAFF
    by_key = {rule.key: rule for rule in compiled(item.opened_at_visit.version).rules}
    rule = by_key.get(item.rule_key)
    return rule.privacy if rule else rules.STAFF

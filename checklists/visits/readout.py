"""What was recorded at a visit, read back in the words that were asked: for review, the signed
page and the plain-text copy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from checklists.answers.in_force import NOT_SAID, Document, Entry, record_of
from checklists.answers.last_time import ASKED_ANEW, LAST_DONE, TO_CONFIRM
from checklists.answers.words import (
    COULD_NOT,
    NO_ANSWER,
    last_words,
    reason_words,
    source_words,
    value_words,
)
from checklists.guidance.applies import Task, tasks_for
from checklists.guidance.compiled import Compiled, CompiledPrompt
from checklists.guidance.naming import naming
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models import User
from checklists.visits.models import Visit

# What is said of a question that has an earlier answer and none of today, by what that is worth.
UNSAID = {
    TO_CONFIRM: "From last time, not confirmed today",
    LAST_DONE: "Not asked today",
    ASKED_ANEW: "Not answered today",
}
CHANGED_TO_WHAT = "Changed since last time. No new answer is written"
HOW = {"confirmed": "Confirmed from last time", "changed": "Changed since last time"}


@dataclass(frozen=True)
class Amended:
    """An amendment in words. `written` says by whom and when."""

    says: str
    reason: str
    written: str


@dataclass(frozen=True)
class Said:
    """One answer in words. `counts` is false when its question no longer showed.

    `last` is what was last known, where nothing was said today, or only why not.
    `key` is that of the answer in its document; `amended` stands beneath it, oldest first.
    """

    key: str
    question: str
    answer: str
    reason: str
    note: str
    how: str
    written: str
    counts: bool = True
    last: str = ""
    no_longer: str = "No longer asked when the visit was signed"
    amended: tuple[Amended, ...] = ()


@dataclass(frozen=True)
class Part:
    """The answers of one page of the visit, in its order; one part for each adult of a group."""

    title: str
    answers: list[Said] = field(default_factory=list)


def parts_of(
    visit: Visit,
    wording: Compiled,
    document: Document,
    *,
    names: Mapping[str, str],
    last_known: Document,
) -> list[Part]:
    """What a document holds, page by page; pages without an answer are left out.

    `names` gives a person's name by id, for who wrote an answer; `last_known` the earlier answers
    that the document only names (`unsaid.last_known`).
    """
    wording = wording.at_stage(visit.stage)
    words = Words(wording, names, last_known)
    groups = tasks_for(wording, visit.visit_type, visit.stage)
    found = [
        part
        for group in groups
        for task in group.tasks
        for part in parts_of_task(task, document, words)
    ]
    return [part for part in found if part.answers]


@dataclass(frozen=True)
class Words:
    """What the words of an answer come from; as for `parts_of`."""

    wording: Compiled
    names: Mapping[str, str]
    last_known: Document


def parts_of_task(task: Task, document: Document, words: Words) -> list[Part]:
    own = [prompt for prompt in task.prompts if not prompt.repeat_group]
    grouped = [prompt for prompt in task.prompts if prompt.repeat_group]
    records = dict.fromkeys(record_of(key) for key in document if record_of(key))
    parts = [
        Part(
            f"{task.title}: {adult_words(record, document, words)}",
            said_of(grouped, document, words, record),
        )
        for record in (records if grouped else ())
    ]
    return [*parts, Part(task.title, said_of(own, document, words))]


def adult_words(record: str, document: Document, words: Words) -> str:
    """The name that was given or last known, or the role, or that neither is known."""
    name = last_value(f"adult_name:{record}", document, words)
    if name:
        return str(name)
    role = last_value(f"adult_role:{record}", document, words)
    if role:
        return value_words(words.wording.prompts["adult_role"], role)
    return "an adult whose name was not written today"


def last_value(key: str, document: Document, words: Words) -> str | list[str] | None:
    entry = document.get(key)
    if entry and entry["value"]:
        return entry["value"]
    return words.last_known[key]["value"] if key in words.last_known else None


def said_of(
    prompts: Iterable[CompiledPrompt], document: Document, words: Words, record: str = ""
) -> list[Said]:
    found, name = [], str(last_value(f"adult_name:{record}", document, words) or "")
    for prompt in prompts:
        key = f"{prompt.key}:{record}" if record else prompt.key
        entry = document.get(key)
        if entry and (entry["value"] or entry["reason"] or entry["note"] or "last" in entry):
            one = said(key, prompt, entry, words)
            found.append(replace(one, question=naming(one.question, name)))
    return found


def said(key: str, prompt: CompiledPrompt, entry: Entry, words: Words) -> Said:
    is_said = entry["how"] != NOT_SAID
    return Said(
        key=key,
        question=prompt.text,
        answer=value_words(prompt, entry["value"]) or nothing_said(entry),
        reason=reason_words(prompt, entry["reason"], words.wording.neutral_reasons),
        note=entry["note"],
        how=HOW.get(entry["how"], ""),
        written=written_words(entry, words.names) if is_said else "",
        counts=entry.get("counts", True),
        last=earlier_words(prompt, entry, words.last_known.get(key), words.wording),
    )


def nothing_said(entry: Entry) -> str:
    """Why there is no answer of today; a note alone says neither that it was asked nor why not."""
    if entry["reason"]:
        return COULD_NOT
    if entry["how"] == "changed":
        return CHANGED_TO_WHAT
    return UNSAID[entry["last"]["worth"]] if "last" in entry else NO_ANSWER


def earlier_words(
    prompt: CompiledPrompt, entry: Entry, last: Entry | None, wording: Compiled
) -> str:
    """'Last time (21 October 2026, Nia Northfield): Not rolling'; without its words, when only."""
    if "last" not in entry:
        return ""
    if last is None:
        return f"Last recorded: {source_words(entry['last'])}"
    return last_words(prompt, {**last, **entry["last"]}, wording.neutral_reasons)


def with_amendments(
    parts: Iterable[Part], amended: Mapping[str, tuple[Amended, ...]]
) -> list[Part]:
    """The parts with what was written beneath each answer since it was signed."""
    return [
        Part(
            part.title, [replace(said, amended=amended.get(said.key, ())) for said in part.answers]
        )
        for part in parts
    ]


def written_words(entry: Entry, names: Mapping[str, str]) -> str:
    """'Nia Northfield, 23 November 2026, 2.16pm'."""
    moment = datetime.fromisoformat(entry["at"])
    return f"{names.get(entry['by'], 'Someone')}, {in_words(moment)}, {at_time(moment)}"


def names_in(*documents: Document) -> dict[str, str]:
    """The names of everyone who wrote in these documents, by id as text. One statement."""
    ids = {UUID(entry["by"]) for document in documents for entry in document.values()}
    return {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}

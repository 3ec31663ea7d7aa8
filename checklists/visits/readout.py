"""What was recorded at a visit, read back in the words that were asked: for review, the signed
page and the plain-text copy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from checklists.answers.in_force import Document, Entry, record_of
from checklists.answers.words import COULD_NOT, reason_words, value_words
from checklists.guidance.applies import Task, tasks_for
from checklists.guidance.compiled import Compiled, CompiledPrompt
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models import User
from checklists.visits.models import Visit

HOW = {"confirmed": "Confirmed from last time", "changed": "Changed since last time"}


@dataclass(frozen=True)
class Amended:
    """An amendment in words. `written` says by whom and when."""

    says: str
    reason: str
    written: str


@dataclass(frozen=True)
class Said:
    """One answer in words. `counts` is false when its question no longer showed at signing.

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
    amended: tuple[Amended, ...] = ()


@dataclass(frozen=True)
class Part:
    """The answers of one page of the visit, in its order; one part for each adult of a group."""

    title: str
    answers: list[Said] = field(default_factory=list)


def parts_of(
    visit: Visit, wording: Compiled, document: Document, *, names: Mapping[str, str]
) -> list[Part]:
    """What a document holds, page by page; pages without an answer are left out.

    `names` gives a person's name by id, for who wrote an answer.
    """
    groups = tasks_for(wording, visit.visit_type, visit.stage)
    found = [
        part
        for group in groups
        for task in group.tasks
        for part in parts_of_task(task, wording, document, names)
    ]
    return [part for part in found if part.answers]


def parts_of_task(
    task: Task, wording: Compiled, document: Document, names: Mapping[str, str]
) -> list[Part]:
    own = [prompt for prompt in task.prompts if not prompt.repeat_group]
    grouped = [prompt for prompt in task.prompts if prompt.repeat_group]
    records = dict.fromkeys(record_of(key) for key in document if record_of(key))
    parts = [
        Part(
            f"{task.title}: {adult_words(record, wording, document)}",
            said_of(grouped, wording, document, names, record),
        )
        for record in (records if grouped else ())
    ]
    return [*parts, Part(task.title, said_of(own, wording, document, names))]


def adult_words(record: str, wording: Compiled, document: Document) -> str:
    """The name that was given, or the role, or that neither is known."""
    name = document.get(f"adult_name:{record}")
    if name and name["value"]:
        return str(name["value"])
    role = document.get(f"adult_role:{record}")
    if role and role["value"]:
        return value_words(wording.prompts["adult_role"], role["value"])
    return "an adult whose name was not written today"


def said_of(
    prompts: Iterable[CompiledPrompt],
    wording: Compiled,
    document: Document,
    names: Mapping[str, str],
    record: str = "",
) -> list[Said]:
    found = []
    for prompt in prompts:
        key = f"{prompt.key}:{record}" if record else prompt.key
        entry = document.get(key)
        if entry and (entry["value"] or entry["reason"] or entry["note"]):
            found.append(said(key, prompt, entry, wording, names))
    return found


def said(
    key: str,
    prompt: CompiledPrompt,
    entry: Entry,
    wording: Compiled,
    names: Mapping[str, str],
) -> Said:
    return Said(
        key=key,
        question=prompt.text,
        answer=value_words(prompt, entry["value"]) or COULD_NOT,
        reason=reason_words(prompt, entry["reason"], wording.neutral_reasons),
        note=entry["note"],
        how=HOW.get(entry["how"], ""),
        written=written_words(entry, names),
        counts=entry.get("counts", True),
    )


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

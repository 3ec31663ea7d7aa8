"""What was recorded at a visit, read back in the words that were asked: for review, the signed
page and the plain-text copy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from checklists.answers.drawn_map import DrawnMap, EarlierMark, drawn_map
from checklists.answers.in_force import Document, Entry, prompt_key, record_of
from checklists.answers.last_time import ASKED_ANEW, LAST_DONE, TO_CONFIRM
from checklists.answers.words import NO_ANSWER, last_words, source_words, value_words
from checklists.guidance.applies import Task, tasks_for
from checklists.guidance.compiled_prompt import CompiledPrompt, reason_words
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import ADULT_NAME, ADULT_ROLE
from checklists.guidance.naming import with_adult_named
from checklists.people.models.users import User
from checklists.visits.authorship import (
    authorship_of,
    unusual_authorship_line,
    usual_authorship,
    usual_authorship_line,
)
from checklists.visits.models import Visit

# What is said of a question that has an earlier answer and none of today, by what that is worth.
NOT_SAID_TODAY = {
    TO_CONFIRM: "From last time, not confirmed today",
    LAST_DONE: "Not asked today",
    ASKED_ANEW: "Not answered today",
}
CHANGED_TO_WHAT = "Changed since last time. No new answer is written"
HOW_IT_CAME_ABOUT = {"confirmed": "Confirmed from last time", "changed": "Changed since last time"}


@dataclass(frozen=True)
class AmendmentInWords:
    """An amendment in words. `written` says by whom and when."""

    says: str
    reason: str
    written: str


@dataclass(frozen=True)
class AnswerInWords:
    """One answer in words. `counts` is false when its question no longer showed.

    `written` is who wrote it and when, where that is not what its part says of all. `last` is
    what was last known, where nothing was said today, or only why not.
    `key` is that of the answer in its document; `amended` stands under it, oldest first; `drawn`
    is the answer where it is drawn on the body map.
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
    amended: tuple[AmendmentInWords, ...] = ()
    drawn: DrawnMap | None = None

    @property
    def aside(self) -> str:
        """What stands small under the answer; '' for most."""
        no_longer = "" if self.counts else self.no_longer
        return ". ".join(filter(None, (self.how, self.written, no_longer)))


@dataclass(frozen=True)
class Part:
    """The answers of one page of the visit, in its order; one part for each adult of a group.

    `written` is who wrote them and when, once for all; `place` tells it from others on the page.
    """

    title: str
    answers: list[AnswerInWords] = field(default_factory=list)
    written: str = ""
    place: str = ""


@dataclass(frozen=True)
class WordSources:
    """What the words of an answer come from; as for `parts_of`."""

    wording: Compiled
    writers: Mapping[str, User]
    last_known: Document
    signed_at: datetime | None
    earlier_marks: Sequence[EarlierMark] = ()


def parts_of(
    visit: Visit,
    wording: Compiled,
    document: Document,
    *,
    writers: Mapping[str, User],
    last_known: Document,
    place: str = "part",
    earlier_marks: Sequence[EarlierMark] = (),
) -> list[Part]:
    """What a document holds, page by page; pages without an answer are left out.

    `place` begins the id of each part; `writers` gives a person by id, for who wrote an answer;
    `last_known` the earlier answers that the document only names (`signed.earlier_answers`);
    `earlier_marks` are drawn beside those of the visit (`earlier_marks.marks_beside`).
    """
    wording = wording.at_stage(visit.stage)
    sources = WordSources(wording, writers, last_known, visit.signed_at, earlier_marks)
    # What was not answered before is asked by visits whose type does not ask it.
    also = {prompt_key(key) for key in document}
    groups = tasks_for(wording, visit.visit_type, visit.stage, also=also)
    found = [
        part
        for group in groups
        for task in group.tasks
        for part in parts_of_task(task, document, sources)
    ]
    shown = enumerate((part for part in found if part.answers), 1)
    return [replace(part, place=f"{place}-{number}") for number, part in shown]


def parts_of_task(task: Task, document: Document, sources: WordSources) -> list[Part]:
    own = [prompt for prompt in task.prompts if not prompt.repeat_group]
    grouped = [prompt for prompt in task.prompts if prompt.repeat_group]
    records = dict.fromkeys(record_of(key) for key in document if record_of(key))
    parts = [
        part_of(
            f"{task.title}: {adult_in_words(record, document, sources)}",
            prompts_by_key(grouped, document, record),
            document,
            sources,
            name=str(last_value(f"{ADULT_NAME}:{record}", document, sources) or ""),
        )
        for record in (records if grouped else ())
    ]
    return [*parts, part_of(task.title, prompts_by_key(own, document), document, sources)]


def part_of(
    title: str,
    prompts: Mapping[str, CompiledPrompt],
    document: Document,
    sources: WordSources,
    *,
    name: str = "",
) -> Part:
    """`prompts` by the key of their answer in the document; `name` is the adult's they ask of."""
    authorships = {
        key: authorship_of(document[key], sources.writers, sources.signed_at) for key in prompts
    }
    usual = usual_authorship(filter(None, authorships.values()))
    answers = [
        answer_in_words(
            key,
            prompt,
            document[key],
            sources,
            name=name,
            written=unusual_authorship_line(authorships[key], usual),
        )
        for key, prompt in prompts.items()
    ]
    written = usual_authorship_line(usual, authorships.values()) if usual else ""
    return Part(title, answers, written)


def adult_in_words(record: str, document: Document, sources: WordSources) -> str:
    """The name that was given or last known, or the role, or that neither is known."""
    name = last_value(f"{ADULT_NAME}:{record}", document, sources)
    if name:
        return str(name)
    role = last_value(f"{ADULT_ROLE}:{record}", document, sources)
    if role:
        return value_words(sources.wording.prompts[ADULT_ROLE], role)
    return "an adult whose name was not written today"


def last_value(key: str, document: Document, sources: WordSources) -> str | list[str] | None:
    given = document.get(key)
    entry = given if given and given["value"] else sources.last_known.get(key)
    value: str | list[str] | None = entry["value"] if entry else None
    return value


def prompts_by_key(
    prompts: Iterable[CompiledPrompt], document: Document, record: str = ""
) -> dict[str, CompiledPrompt]:
    """The prompts of which the document says something, by key, in their order."""
    keys = {f"{prompt.key}:{record}" if record else prompt.key: prompt for prompt in prompts}
    return {key: prompt for key, prompt in keys.items() if says_something(document.get(key))}


def says_something(entry: Entry | None) -> bool:
    if entry is None:
        return False
    return bool(entry["value"] or entry["reason"] or entry["note"] or "last" in entry)


def answer_in_words(
    key: str,
    prompt: CompiledPrompt,
    entry: Entry,
    sources: WordSources,
    *,
    name: str = "",
    written: str = "",
) -> AnswerInWords:
    return AnswerInWords(
        key=key,
        question=with_adult_named(prompt.text, name),
        answer=value_words(prompt, entry["value"]) or why_no_answer(prompt, entry),
        reason=reason_words(prompt, entry["reason"], sources.wording.neutral_reasons),
        note=entry["note"],
        how=HOW_IT_CAME_ABOUT.get(entry["how"], ""),
        written=written,
        counts=entry.get("counts", True),
        last=earlier_answer_in_words(prompt, entry, sources.last_known.get(key), sources.wording),
        drawn=drawn_map(prompt.kind.marks(entry["value"]), sources.earlier_marks),
    )


def why_no_answer(prompt: CompiledPrompt, entry: Entry) -> str:
    """Why there is no answer of today; a note alone says neither that it was asked nor why not."""
    if entry["reason"]:
        return prompt.could_not
    if entry["how"] == "changed":
        return CHANGED_TO_WHAT
    return NOT_SAID_TODAY[entry["last"]["worth"]] if "last" in entry else NO_ANSWER


def earlier_answer_in_words(
    prompt: CompiledPrompt, entry: Entry, last: Entry | None, wording: Compiled
) -> str:
    """'Last time (21 October 2026, Nia Northfield): Not rolling'; without its words, when only."""
    if "last" not in entry:
        return ""
    if last is None:
        return f"Last recorded: {source_words(entry['last'])}"
    return last_words(prompt, {**last, **entry["last"]}, wording.neutral_reasons)

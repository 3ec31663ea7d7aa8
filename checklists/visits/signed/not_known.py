"""What was not known yet when a visit was signed, page by page, in words and counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checklists.answers.in_force import Document, Entry, record_of
from checklists.answers.not_known_words import standing_words
from checklists.answers.words import value_words
from checklists.facts.not_known import Standing
from checklists.guidance.applies import Task, all_tasks
from checklists.guidance.compiled_prompt import CompiledPrompt, reason_words
from checklists.guidance.compiled_version import Compiled
from checklists.nhsuk.wording import counted, in_words
from checklists.visits.answers_in_words import WordSources, adult_in_words
from checklists.visits.signed.earlier_answers import Documents

# Choices that say no more than the words above.
SAYS_NO_MORE = ("not_asked", "not_done")


@dataclass(frozen=True)
class QuestionLeft:
    """`stood` is "never asked", or 'could not be asked: Visit cut short, 3 November 2026'."""

    question: str
    stood: str


@dataclass(frozen=True)
class PageLeft:
    """The questions of one page, or of one adult on it, by the neutral name of the page."""

    title: str
    questions: list[QuestionLeft]

    @property
    def count(self) -> str:
        return counted(len(self.questions), "question")


def pages_left(
    wording: Compiled, document: Document, said: Documents, last_known: Document
) -> list[PageLeft]:
    """What half of a signed visit keeps of it; [] for a visit signed before this was kept.

    `said` are its own document and those of the visits it names, by id; `last_known` the earlier
    answers it names. An adult has the name that this visit says or names, and no later one.
    """
    sources = WordSources(wording, {}, last_known, None)
    left = {key: entry for key, entry in document.items() if "not_known" in entry}
    records = dict.fromkeys(map(record_of, left))
    found = (
        PageLeft(
            title_for(task, record, document, sources),
            list(questions_left(task, record, left, said, wording)),
        )
        for task in all_tasks(wording)
        for record in records
    )
    return [page for page in found if page.questions]


def title_for(task: Task, record: str, document: Document, sources: WordSources) -> str:
    return f"{task.title}: {adult_in_words(record, document, sources)}" if record else task.title


def questions_left(
    task: Task, record: str, left: Document, said: Documents, wording: Compiled
) -> Iterator[QuestionLeft]:
    for prompt in task.prompts:
        key = f"{prompt.key}:{record}" if record else prompt.key
        if key in left:
            kept = left[key]["not_known"]
            # Of a visit that was entered in error nothing is left but the day.
            entry = said.get(kept["visit"], {}).get(key)
            yield QuestionLeft(prompt.text, how_it_stood(kept, prompt, entry, wording))


def how_it_stood(
    kept: Entry, prompt: CompiledPrompt, entry: Entry | None, wording: Compiled
) -> str:
    standing = Standing(kept["standing"])
    if standing == Standing.NEVER_ASKED:
        return standing_words(standing, "")
    words = standing_words(standing, entry["reason"]) if entry else "not known"
    why = why_in_words(prompt, entry, wording) if entry else ""
    stood = f"{words}: {why}" if why else words
    return f"{stood}, {in_words(date.fromisoformat(kept['on']))}"


def why_in_words(prompt: CompiledPrompt, entry: Entry, wording: Compiled) -> str:
    reason = reason_words(prompt, entry["reason"], wording.neutral_reasons)
    if reason or entry["value"] in SAYS_NO_MORE:
        return reason
    return value_words(prompt, entry["value"])

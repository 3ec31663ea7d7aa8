"""What is not known yet of a family, in words: a line a task, and its questions beneath it.

Words and numbers alone: nothing is added up as done, and a list of none reassures nobody.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from checklists.answers.words import value_words
from checklists.facts.by_task import TaskNotKnown
from checklists.facts.not_known import Question, Standing
from checklists.facts.standing import KINDS, kind_of
from checklists.guidance.compiled_prompt import NeutralReason, reason_words
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.guidance.naming import with_adult_named
from checklists.nhsuk.wording import counted, in_words

NEVER_ASKED = "never asked"
COULD_NOT = "could not be asked"
NOT_DONE = "not done yet"
STILL_NOT_KNOWN = "still not known"
IN_THIS_ORDER = (NEVER_ASKED, COULD_NOT, STILL_NOT_KNOWN, NOT_DONE)
OF_KIND = dict(zip(KINDS, IN_THIS_ORDER, strict=True))
NO_NAMES: Mapping[str, str] = {}
Links = dict[str, str]


def standing_words(standing: Standing, reason: str) -> str:
    """One of IN_THIS_ORDER."""
    return OF_KIND[kind_of(standing, reason)]


def words_of(question: Question) -> str:
    return standing_words(question.standing, question.reason)


def number_words(questions: Iterable[Question]) -> str:
    """'2 questions never asked', or '3 questions, 2 never asked, 1 not done yet'; '' for none."""
    return counted_words(Counter(map(words_of, questions)))


def counted_words(found: Counter[str]) -> str:
    """The same of how many there are in each of the words."""
    if not found:
        return ""
    whole = counted(found.total(), "question")
    if len(found) == 1:
        return f"{whole} {next(iter(found))}"
    return ", ".join([whole, *(f"{found[one]} {one}" for one in IN_THIS_ORDER if found[one])])


def not_known_lines(
    tasks: Iterable[TaskNotKnown],
    neutral: Iterable[NeutralReason],
    *,
    baby: str,
    names: Mapping[str, str] = NO_NAMES,
    links: Callable[[Question], Links] = lambda _: {},
) -> list[dict[str, Any]]:
    """[{"title", "words", "questions": [{"text", "standing", "line", **links}]}], for
    `answers/_not_known.html`. `names` are those of adults by id, which are private."""
    reasons = list(neutral)
    return [
        {
            "title": one.task.title_for(baby),
            "words": number_words(one.questions),
            "questions": [
                {**question_row(question, reasons, names), **links(question)}
                for question in one.questions
            ],
        }
        for one in tasks
    ]


def question_row(
    question: Question, neutral: Iterable[NeutralReason], names: Mapping[str, str]
) -> dict[str, str]:
    standing = words_of(question)
    return {
        "text": with_adult_named(
            question.prompt.text, names.get(question.key.partition(":")[2], "")
        ),
        "standing": f"{standing[:1].upper()}{standing[1:]}",
        "line": said_words(question, neutral),
    }


def said_words(question: Question, neutral: Iterable[NeutralReason]) -> str:
    """'Short of time. 3 November 2026, Nia Northfield. To be tried again at the next contact'; ''
    when nobody has asked."""
    if question.on is None:
        return ""
    why = reason_words(question.prompt, question.reason, neutral) if question.reason else ""
    said = value_words(question.prompt, question.value)
    what = ": ".join(filter(None, [f"\u2018{said}\u2019" if said else "", why]))
    when = f"{in_words(question.on)}, {question.by}"
    return ". ".join(filter(None, [what, when, again_words(question)]))


def again_words(question: Question) -> str:
    on = question.again_on
    return f"To be tried again on {in_words(on)}" if on else "To be tried again at the next contact"


def names_of_adults(private_answers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The name of each adult by id, as last written."""
    return {
        key.partition(":")[2]: answer["value"]
        for key, answer in private_answers.items()
        if key.partition(":")[0] == ADULT_NAME and answer["value"]
    }

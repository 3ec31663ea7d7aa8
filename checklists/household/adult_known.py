"""What is known of one adult: how, from whom, since when. Nobody else's answers are here."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from checklists.facts.contacts import Answer, Answers
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.known_prompts import ADULT_MET, ADULT_NAME
from checklists.guidance.naming import with_adult_named
from checklists.household.models import Adult
from checklists.household.people_shown import MET_REASON
from checklists.nhsuk.wording import in_words

GROUP = "adult"


def known_rows(
    adult: Adult, answers: Answers, prompts: Iterable[CompiledPrompt]
) -> list[dict[str, Any]]:
    """[{"question", "answer", "note", "line", "url"}] in the order of the questions.

    `url` is the contact at which it was last said or confirmed, '' for the household page.
    """
    asked = (prompt for prompt in prompts if prompt.repeat_group == GROUP)
    found = ((prompt, answers.get(f"{prompt.key}:{adult.pk}")) for prompt in asked)
    name = answers.get(f"{ADULT_NAME}:{adult.pk}", {}).get("value", "")
    return [known_row(prompt, answer, name) for prompt, answer in found if answer]


def known_row(prompt: CompiledPrompt, answer: Answer, name: str) -> dict[str, Any]:
    visit = answer["visit"]
    return {
        "question": with_adult_named(prompt.text, name),
        "answer": answer_in_words(prompt, answer),
        "note": answer["note"],
        "line": f"{in_words(date.fromisoformat(answer['on']))}, {answer['by']}",
        "url": reverse("visit_signed", args=[visit]) if visit else "",
    }


def answer_in_words(prompt: CompiledPrompt, answer: Answer) -> str:
    """'Seen, not spoken with: At work', '23 November 2026', or the text."""
    said, reason = prompt.kind.words(prompt, answer["value"]), answer["reason"]
    return f"{said}: {prompt.reason_label_of(reason)}" if reason else said


def who_answered(answers: Answers, adult: UUID, field: str) -> str:
    """'Ana Hart, 23 November 2026' of who gave the answer that a field of AdultForm shows."""
    key = ADULT_MET if field == MET_REASON else field
    answer = answers.get(f"{key}:{adult}")
    return f"{answer['by']}, {in_words(date.fromisoformat(answer['on']))}" if answer else ""

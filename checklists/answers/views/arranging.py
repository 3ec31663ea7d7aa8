"""Arranges the questions of a page, follow-ups under what they follow. No database, no request."""

import json
from collections.abc import Collection, Iterable

from checklists.answers.forms import BLANK
from checklists.answers.in_force import prompt_key, record_of
from checklists.answers.typed import field_name
from checklists.answers.views.known import Known
from checklists.answers.views.question import BECAUSE_ABOVE, Question
from checklists.answers.views.rendering import AskedQuestion
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.conditions import prompts_in, with_facts_resolved

ELSEWHERE = "Asked because of an earlier answer"


def arrange_questions(
    keyed: Iterable[tuple[str, CompiledPrompt]], known: Known, beside: Collection[str] = ()
) -> list[Question]:
    """The questions of one part of a page (one record), follow-ups under what they follow.

    What is hidden and cannot be shown by an answer on this page is left out; `beside` are the
    prompts of its other parts.
    """
    pairs = list(keyed)
    here = {*beside, *(prompt.key for _, prompt in pairs)}
    roots: dict[str, Question] = {}
    tops: list[Question] = []
    for key, prompt in pairs:
        triggers = prompts_in(prompt.show_when)
        if key not in known.shown and not triggers & here:
            continue
        question = question_of(key, prompt, known)
        parents = [other for other in roots if other in triggers]
        if parents:
            # A follow-up of a follow-up stands under the question that began it: one level.
            root = roots[parents[-1]]
            root.follow_ups.append(question)
            question.because = BECAUSE_ABOVE
        else:
            root = question
            tops.append(question)
            question.because = ELSEWHERE if triggers else ""
        roots[prompt.key] = root
    return tops


def question_of(key: str, prompt: CompiledPrompt, known: Known) -> Question:
    form = known.form
    conditional = prompt.show_when is not None
    resolved = with_facts_resolved(prompt.show_when, known.facts, known.settings)
    return AskedQuestion(
        key=key,
        name=field_name(key),
        prompt=prompt,
        entry=known.documents.get(key, BLANK),
        typed=form.typed.get(key) if form else None,
        last=known.last_time.carried.get(key),
        error=form.errors.get(key, "") if form else "",
        known=known,
        is_shown=key in known.shown,
        show_when=json.dumps(resolved, sort_keys=True) if conditional else "",
    )


def answers_elsewhere(keyed: Iterable[tuple[str, CompiledPrompt]], known: Known) -> str:
    """For the browser: answers in force that conditions of this page read from other pages."""
    pairs = list(keyed)
    here = {prompt_key(key) for key, _ in pairs}
    wanted = set().union(*(read_by(prompt) for _, prompt in pairs)) - here
    return json.dumps(
        {
            key: {"value": given.value, "reason": given.reason}
            for key, given in known.answers.items()
            if key in wanted and key in known.shown and not record_of(key)
        },
        sort_keys=True,
    )


def read_by(prompt: CompiledPrompt) -> set[str]:
    """The prompts that decide whether it shows, and which of its choices and reasons fit."""
    conditions = [one.show_when for one in (*prompt.choices, *prompt.every_reason)]
    return set().union(*map(prompts_in, [prompt.show_when, *conditions]))

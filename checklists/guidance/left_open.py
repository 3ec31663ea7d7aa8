"""Which answers leave a step of an item to be done.

Source: content.md section 3, on disclosure, and learning point 7, on a mark: what must follow is
several things, each of which can be forgotten.
"""

from collections.abc import Container, Mapping

from checklists.guidance.compiled_prompt import KNOWN, CompiledPrompt
from checklists.guidance.compiled_version import CompiledRule
from checklists.guidance.conditions import BLANK, Given, is_blank


class PrivateStep(ValueError):
    """An item that everybody may open would show a private question. The check refuses to publish
    such a rule, so that this is an error of the program."""


def is_left_open(prompt: CompiledPrompt, given: Given) -> bool:
    """Whether nobody knows, or it is known not to be done. A reason may say that it is settled:
    somebody else has done it."""
    if prompt.reason_meaning_of(given.reason) == KNOWN:
        return False
    return is_blank(given.value) or bool(prompt.meaning_of(given.value))


def steps_left_open(
    rule: CompiledRule,
    prompts: Mapping[str, CompiledPrompt],
    answers: Mapping[str, Given],
    shown: Container[str],
) -> tuple[str, ...]:
    """The keys of the rule's steps that are shown and left open. Raises PrivateStep."""
    return tuple(
        prompt.key
        for prompt in step_prompts(rule, prompts)
        if prompt.key in shown and is_left_open(prompt, answers.get(prompt.key, BLANK))
    )


def step_prompts(rule: CompiledRule, prompts: Mapping[str, CompiledPrompt]) -> list[CompiledPrompt]:
    """The prompts that a rule names as steps. Raises PrivateStep."""
    named = [prompts[key] for key in rule.steps if key in prompts]
    if not rule.is_private and any(prompt.is_private for prompt in named):
        raise PrivateStep(rule.key)
    return named

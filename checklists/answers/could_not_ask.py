"""What "Could not ask today" stores for a question. Source: content.md sections 3 and 12."""

from collections.abc import Collection, Iterable

from checklists.answers.no_longer_fits import Circumstances, reasons_that_fit
from checklists.answers.saving import Change
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import NOT_A_GOOD_TIME, SEEN_ALONE, SOMEONE_PRESENT

# The choice that says by itself that the question was not put, nearest words first.
NOT_PUT = (
    "not_done",
    "not_asked",
    "not_seen",
    "could_not_ask",
    "not_assessed",
    "not_checked",
    "not_discussed",
    "not_explored",
    "not_considered",
)


def value_for_not_put(prompt: CompiledPrompt) -> str | None:
    """The choice that records "not done" or "not asked" for this prompt, if it has one."""
    values = {choice.value for choice in prompt.choices}
    return next((value for value in NOT_PUT if value in values), None)


def change_for_could_not(prompt: CompiledPrompt, reason: str, *, known: bool = False) -> Change:
    """The change that records that the question could not be put today, and why.

    A choice such as "Not asked" when the prompt has one, with the reason beside it; else the
    reason alone, which is kept in the entry and answers for it. Where last time's answer is
    `known`, the reason alone too: not asking again does not take back what is known.
    """
    if known:
        return Change(None, reason=reason, how="could_not")
    # "Alone means no one in earshot": who names someone has said that she was not.
    if prompt.key == SEEN_ALONE and reason in SOMEONE_PRESENT:
        return Change("no", how="could_not")
    value: str | list[str] | None = value_for_not_put(prompt)
    if value and prompt.is_multiple:
        value = [str(value)]
    return Change(value, reason=reason, how="could_not")


def exact_reason_of(
    neutral: str, prompt: CompiledPrompt, compiled: Compiled, presence_reason: str = ""
) -> str:
    """The reason of this prompt that a neutral one stands for, when only one can be meant.

    "Not a good time" is the one that the presence recorded gives (`presence_reason`). Otherwise
    the neutral reason itself, to be made exact later.
    """
    own = {reason.value for reason in prompt.every_reason}
    if neutral == NOT_A_GOOD_TIME:
        known = presence_reason in own or prompt.key == SEEN_ALONE
        return presence_reason if presence_reason and known else neutral
    meant = [value for value in reasons_behind(neutral, compiled) if value in own]
    return meant[0] if len(meant) == 1 else neutral


def reasons_behind(neutral: str, compiled: Compiled) -> Collection[str]:
    """The exact reasons behind a neutral one; () for one that stands for none."""
    reason = next((one for one in compiled.neutral_reasons if one.value == neutral), None)
    return reason.stands_for if reason else ()


def changes_for_could_not(
    asked: Iterable[tuple[str, CompiledPrompt]],
    neutral: str,
    compiled: Compiled,
    presence_reason: str = "",
    *,
    circumstances: Circumstances,
) -> dict[str, Change]:
    """One reason for each of the (key, prompt) pairs that one reason may stand for."""
    return {
        key: change_for_could_not(
            prompt, fitting_reason(neutral, key, prompt, compiled, presence_reason, circumstances)
        )
        for key, prompt in asked
        if not prompt.practitioner_only
    }


def fitting_reason(
    neutral: str,
    key: str,
    prompt: CompiledPrompt,
    compiled: Compiled,
    presence_reason: str,
    circumstances: Circumstances,
) -> str:
    """The exact reason when it fits what else is known; else the neutral one."""
    nearest = exact_reason_of(neutral, prompt, compiled, presence_reason)
    return nearest if nearest in reasons_that_fit(prompt, key, circumstances) else neutral

"""Whether a version still holds the prompts, choices and reasons that code reads by name."""

from collections.abc import Iterator

from checklists.guidance.content import Content, Row, resolved
from checklists.guidance.known_prompts import KNOWN, NEUTRAL_REASONS, Known


def known_problems(data: Content) -> Iterator[str]:
    prompts = {prompt["key"]: prompt for point in data["points"] for prompt in point["prompts"]}
    for key, wanted in KNOWN.items():
        if key in prompts:
            yield from prompt_problems(prompts[key], wanted, data)
        else:
            yield f"Prompt {key} is missing. {reason_needed(wanted.needed)}"
    neutral = {one["value"] for one in data["meta"]["neutral_reasons"]["values"]}
    for value in sorted(NEUTRAL_REASONS.keys() - neutral):
        yield f'Neutral reason "{value}" is missing. {reason_needed(NEUTRAL_REASONS[value])}'


def prompt_problems(prompt: Row, wanted: Known, data: Content) -> Iterator[str]:
    where = f"Prompt {wanted.key}"
    if prompt["answer_type"] != wanted.answer_type:
        kind = wanted.answer_type.replace("_", " ")
        yield f'{where}: the kind of answer must stay "{kind}". {reason_needed(wanted.needed)}'
        return
    lists = {
        "choice": ("choices", wanted.choices),
        "reason": ("not_done_reasons", wanted.reasons),
    }
    for what, (name, values) in lists.items():
        offered = {one["value"] for one in resolved(prompt[name], data)}
        for value in sorted(values):
            if value not in offered:
                yield f'{where}: {what} "{value}" is missing. {reason_needed(wanted.needed)}'


def reason_needed(needed: str) -> str:
    return f"It is needed to {needed}; put it back."

"""The baseline questions that a later contact asks though its own type does not, until they are
answered. Source: the reviews found the question nobody asked more often than the answer nobody
acted on.
"""

from collections.abc import Iterable

from checklists.answers.in_force import prompt_key
from checklists.facts.contacts import UNPLANNED
from checklists.facts.facts import Facts
from checklists.facts.standing import Standing, question_of
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.reading.clock import london_date
from checklists.visits.models import Visit

# What is known not to be done is left to the visits that ask it themselves.
STILL_ASKED = (Standing.NEVER_ASKED, Standing.COULD_NOT)


def baseline_of_other_visits(visit: Visit, wording: Compiled) -> list[CompiledPrompt]:
    """The baseline prompts of this stage that its type does not ask. A brief contact asks its own
    alone."""
    if visit.visit_type in UNPLANNED:
        return []
    return [
        prompt
        for prompt in wording.prompts.values()
        if prompt.baseline
        and not prompt.is_retired
        and prompt.stage in ("any", visit.stage)
        and visit.visit_type not in prompt.applies_to
    ]


def asked_until_answered(
    others: Iterable[CompiledPrompt], visit: Visit, facts: Facts, answered: Iterable[str]
) -> frozenset[str]:
    """Of `others`, the keys of those that this visit asks too.

    `facts` are those before the visit and `answered` the keys of its sheet: what was answered here
    goes on being asked, also when another contact answers it meanwhile.
    """
    here = {prompt_key(key) for key in answered}
    is_later = was_met_before(visit, facts)
    return frozenset(
        prompt.key
        for prompt in others
        if prompt.key in here or (is_later and is_still_asked(prompt, facts))
    )


def was_met_before(visit: Visit, facts: Facts) -> bool:
    """Whether a contact was held on the day of this one or earlier."""
    return any(day <= london_date(visit.held_at).isoformat() for day in facts.held_on)


def is_still_asked(prompt: CompiledPrompt, facts: Facts) -> bool:
    """Private questions are asked of every family, known or not: the pages of a visit would tell
    an answer. So are those of each adult, of whom there may be a new one."""
    if prompt.is_private or prompt.repeat_group:
        return True
    return question_of(prompt.key, prompt, facts).standing in STILL_ASKED

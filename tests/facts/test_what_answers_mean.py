"""Every value and reason of every baseline question leads to the standing that the content says,
and every value that says something is missing leads somewhere."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from uuid import UUID

import pytest

from checklists.facts.facts import Facts, facts_after_contact
from checklists.facts.not_known import Standing, baseline_questions
from checklists.guidance.conditions import Given, holds
from checklists.guidance.known_prompts import ASKED_BEFORE, ENQUIRIES
from checklists.guidance.meanings import conditions_that_act, reads
from tests.facts.contacts import CHECKLIST, CONTENT, contact, entry

ROWS = {one["key"]: one for point in CONTENT["points"] for one in point["prompts"]}
SETTINGS = {one["key"]: one["default"] for one in CONTENT["settings"]}
BASELINE = [one for one in CHECKLIST.prompts.values() if one.baseline and not one.is_retired]
STANDING = {"known": Standing.KNOWN, "unknown": Standing.COULD_NOT, "gap": Standing.NOT_DONE}
ANN = UUID(int=1)


@dataclass(frozen=True)
class Around:
    pk: UUID
    until_on: None = None


def alone(prompt):
    """The wording with this prompt and no other, always shown."""
    shown = replace(prompt, show_when=None)
    point = replace(CHECKLIST.points_by_number[prompt.point_number], prompts=(shown,))
    return replace(CHECKLIST, points=(point,))


def standing(prompt, value, reason=""):
    key = f"{prompt.key}:{ANN}" if prompt.repeat_group else prompt.key
    said = {key: entry(value, reason=reason, how="answered" if value else "could_not")}
    if prompt.key in ENQUIRIES:
        said["da_seen_alone"] = entry("yes")
    after = facts_after_contact(
        Facts(),
        contact(
            said={} if prompt.is_private else said,
            private=said if prompt.is_private else {},
            baseline=frozenset({prompt.key}),
            carried=frozenset({prompt.key} if prompt.is_carried else ()),
        ),
    )
    stage = "pregnancy" if prompt.stage == "pregnancy" else "born"
    adults = [Around(ANN)] if prompt.repeat_group else []
    (found,) = baseline_questions(alone(prompt), after, stage=stage, adults=adults)
    return found.standing


def as_stored(prompt, value):
    return [value] if prompt.is_multiple else value


@pytest.mark.parametrize(
    ("prompt", "choice"),
    [
        pytest.param(prompt, choice, id=f"{prompt.key}-{choice.value}")
        for prompt in BASELINE
        for choice in prompt.choices
        # Not repeated today: known by the enquiry that was made before.
        if choice.value != ASKED_BEFORE
    ],
)
def test_an_answer_stands_as_the_content_says(prompt, choice):
    settled = choice.means == "gap" and prompt.nothing_follows
    expected = Standing.KNOWN if settled else STANDING[choice.means]

    assert standing(prompt, as_stored(prompt, choice.value)) == expected


@pytest.mark.parametrize(
    "prompt", [one for one in BASELINE if not one.choices], ids=lambda p: p.key
)
def test_words_of_ones_own_are_known(prompt):
    assert standing(prompt, "Ring Nan.") == Standing.KNOWN


@pytest.mark.parametrize(
    ("prompt", "value", "reason"),
    [
        pytest.param(prompt, value, reason, id=f"{prompt.key}-{value}-{reason.value}")
        for prompt in BASELINE
        for reasons, values in (
            (prompt.reasons, prompt.reason_required_when),
            (prompt.could_not_reasons, () if prompt.key in ENQUIRIES else (None,)),
        )
        for value in values
        for reason in reasons
    ],
)
def test_a_reason_stands_as_the_content_says(prompt, value, reason):
    """A reason that says it is known settles the question; else the answer beside it counts."""
    answer = prompt.meaning_of(as_stored(prompt, value)) or "known" if value else "unknown"
    expected = "known" if reason.means == "known" else answer

    assert (
        standing(prompt, as_stored(prompt, value) if value else None, reason.value)
        == (STANDING[expected])
    )


GAPS = [
    pytest.param(prompt, name, one.value, id=f"{prompt.key}-{one.value}")
    for prompt in CHECKLIST.prompts.values()
    for name, entries in (("choices", prompt.choices), ("reasons", prompt.every_reason))
    for one in entries
    if one.means == "gap" and not prompt.is_retired
]


@pytest.mark.parametrize(("prompt", "name", "value"), GAPS)
def test_what_is_missing_leads_somewhere(prompt, name, value):
    steps = {key for rule in CHECKLIST.rules for key in rule.steps}
    in_words = bool(prompt.nothing_follows)
    in_ledger = prompt.baseline and (
        prompt.key in ENQUIRIES or standing(prompt, as_stored(prompt, value)) == Standing.NOT_DONE
    )

    assert in_words or in_ledger or prompt.key in steps or acts_on(prompt, value)


def acts_on(prompt, value):
    """Whether a condition is met with this answer, and not with one that is known."""
    row = ROWS[prompt.key]
    known = [one.value for one in prompt.choices if one.means == "known"]
    return any(
        decides(condition, prompt, value, known)
        for condition in conditions_that_act(CONTENT)
        if reads(condition, row, "choices", value)
    )


def decides(condition, prompt, value, known):
    for demands in ways(condition):
        others = met_by({name: all_of for name, all_of in demands.items() if name != prompt.key})
        if others is None:
            continue
        met = partial(is_met, condition, others, prompt)
        if met(value) and any(not met(other) for other in known):
            return True
    return False


def is_met(condition, others, prompt, value):
    answers, facts = others
    given = {**answers, prompt.key: Given(as_stored(prompt, value))}
    return holds(condition, given, facts=facts, settings=SETTINGS, shown=CHECKLIST.prompts)


def ways(condition, wanted=True):
    """Every way to meet it: {name of a prompt or fact: [(comparison, whether it must be true)]}."""
    if "op" in condition:
        yield {condition.get("prompt") or condition["fact"]: [(condition, wanted)]}
        return
    if "not" in condition:
        yield from ways(condition["not"], not wanted)
        return
    (group,) = condition
    parts = [list(ways(part, wanted)) for part in condition[group]]
    if (group == "any") == wanted:
        yield from (way for part in parts for way in part)
        return
    for chosen in product(*parts):
        together = {}
        for way in chosen:
            for name, demands in way.items():
                together.setdefault(name, []).extend(demands)
        yield together


def met_by(demands):
    """Answers and facts that meet them all, or None."""
    answers, facts = {}, {}
    for name, own in demands.items():
        is_prompt = name in CHECKLIST.prompts
        fits = [one for one in (answers_to(name) if is_prompt else numbers(own)) if fit(one, own)]
        if not fits:
            return None
        (answers if is_prompt else facts)[name] = fits[0]
    return answers, facts


def fit(candidate, demands):
    return all(
        holds(
            leaf,
            {leaf.get("prompt", ""): candidate},
            facts={leaf.get("fact", ""): candidate},
            settings=SETTINGS,
            shown=CHECKLIST.prompts,
        )
        == wanted
        for leaf, wanted in demands
    )


def answers_to(key):
    prompt = CHECKLIST.prompts[key]
    values = [as_stored(prompt, one.value) for one in prompt.choices] or ["Words."]
    reasons = [Given(value, one.value) for value in values for one in prompt.every_reason]
    return [*map(Given, values), *reasons, Given(None)]


def numbers(demands):
    named = [SETTINGS[v["setting"]] if isinstance(v, dict) else v for v in values_in(demands)]
    around = [one + step for one in named if isinstance(one, int) for step in (0, 1, -1)]
    return [*named, *around, True, False, None]


def values_in(demands):
    for leaf, _ in demands:
        value = leaf.get("value")
        yield from value if isinstance(value, list) else [value]

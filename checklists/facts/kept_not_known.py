"""What is not known yet of a family, kept beside its facts so that a list need not read them.

Kept is the outcome of the full reading together with all that decides it. A list believes it only
while each of these is still the same; see docs/decisions/0072.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Substr

from checklists.cases.models.case import Case
from checklists.facts.by_task import not_known_of, open_ones, stage_of
from checklists.facts.facts import Facts
from checklists.facts.not_known import Question, baseline_prompts
from checklists.facts.standing import KINDS, kind_of
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import leaves
from checklists.guidance.in_force import GuidanceInForce

logger = logging.getLogger(__name__)

# Raise it whenever the full reading says something else of the same facts: then nothing that an
# earlier release has kept is believed. A test holds what this number stands for.
READING = 1
# Every writing encrypts the private part anew, and no two ciphertexts begin alike. So what another
# release has written, which leaves this column as it was, is found out.
MARK_BYTES = 40
LONG = ("answers", "counters", "sealed")
DAMAGED = (AttributeError, IndexError, KeyError, TypeError, ValueError)

# Keys of prompts by kind: every open question that a page may name before anything is opened.
LeftOpen = Mapping[str, Sequence[str]]


def with_kept(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what lists read of their facts, for `kept_of`; the long columns stay unread."""
    mark = Substr("facts__sealed", 1, MARK_BYTES, output_field=BinaryField())
    short = cases.select_related("facts").defer(*(f"facts__{column}" for column in LONG))
    return short.annotate(sealed_mark=mark)


def kept_of(case: Case, guidance: GuidanceInForce) -> LeftOpen | None:
    """What was kept of one of `with_kept`; None when it may not be what the full reading says."""
    mark: Any = vars(case)["sealed_mark"] or b""  # SQLite says NULL of no bytes
    return believed(case.facts.not_known, made_of(case, mark, guidance))


def believed(kept: Any, today: Mapping[str, Any] | None) -> LeftOpen | None:
    if today is None or not isinstance(kept, dict) or kept.get("made_of") != today:
        return None
    left = kept.get("left")
    return left if is_left_open(left) else None


def is_left_open(left: Any) -> bool:
    return (
        isinstance(left, dict)
        and left.keys() == set(KINDS)
        and all(isinstance(keys, list) for keys in left.values())
        and all(isinstance(key, str) for keys in left.values() for key in keys)
    )


def to_keep(
    case: Case, facts: Facts, sealed: bytes, guidance: GuidanceInForce, on: date
) -> dict[str, Any] | None:
    """What a row of facts keeps of what is not known, `sealed` being its private part; None for
    nothing that lists may believe."""
    decided_by = made_of(case, sealed, guidance)
    if decided_by is None:
        return None
    left = left_open(case, facts, guidance.wording, on)
    return None if left is None else {"made_of": decided_by, "left": left}


def made_of(
    case: Case, sealed: bytes | memoryview, guidance: GuidanceInForce
) -> dict[str, Any] | None:
    """All that decides what stands open; None where something else may as well."""
    stage = stage_of(case)
    if guidance.version_id is None or not answers_decide_alone(guidance.wording, stage):
        return None
    return {
        "reading": READING,
        "wording": guidance.content_hash,
        "stage": stage,
        "sealed": bytes(sealed[:MARK_BYTES]).hex(),
    }


@lru_cache(maxsize=16)
def answers_decide_alone(wording: Compiled, stage: str) -> bool:
    """Whether no condition of a question asks for a fact or a setting, which a day may change."""
    _, read = baseline_prompts(wording.at_stage(stage), stage, with_private=False)
    compared = [leaf for prompt in read for leaf in leaves(prompt.show_when)]
    return not any("fact" in leaf or isinstance(leaf.get("value"), dict) for leaf in compared)


def left_open(case: Case, facts: Facts, wording: Compiled, on: date) -> LeftOpen | None:
    """The full reading of the open part; None, and a line in the log, where it is damaged."""
    shut = replace(facts, private_answers={}, private_counters={}, with_private=False)
    try:
        questions = open_ones(not_known_of(case, shut, wording, on))
    except DAMAGED as error:
        # Without the words of the error, which may be an answer.
        logger.error("Facts of case %s cannot be read: %s", case.pk, type(error).__name__)
        return None
    return by_kind(questions)


def by_kind(questions: Iterable[Question]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for question in questions:
        found[kind_of(question.standing, question.reason)].append(question.prompt.key)
    return found

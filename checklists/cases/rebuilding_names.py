"""Rebuild the names that a search reads, where another version of the code saved them."""

from collections import defaultdict
from collections.abc import Collection
from itertools import islice
from uuid import UUID

from django.db import transaction

from checklists.cases.models.case import NAMES, Case
from checklists.cases.models.names import CaseName, words_of_case
from checklists.reading.names import key_of

CHUNK = 2000


def rebuild_names() -> int:
    """Correct what differs, case by case; gives how many cases."""
    done = 0
    cases = Case.objects.order_by("pk").iterator(CHUNK)
    while chunk := list(islice(cases, CHUNK)):
        for case in outdated_cases(chunk):
            with transaction.atomic():
                Case.objects.select_for_update().get(pk=case.pk).save(update_fields=NAMES)
            done += 1
    return done


def outdated_cases(cases: Collection[Case]) -> list[Case]:
    kept: dict[UUID, set[str]] = defaultdict(set)
    rows = CaseName.objects.filter(case__in=[case.pk for case in cases])
    for pk, word in rows.values_list("case", "word"):
        kept[pk].add(bytes(word).decode())
    return [case for case in cases if kept[case.pk] != words_of_case(case) or keys_differ(case)]


def keys_differ(case: Case) -> bool:
    keys = (key_of(case.baby.name), key_of(case.mother_name))
    return (case.name_key, case.mother_key) != keys

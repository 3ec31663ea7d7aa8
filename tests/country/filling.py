"""Fill the present database with a synthetic country. PostgreSQL alone; content is in force.

`fill` makes the district of the person who looks, which is the same whatever the size, and then
other teams until so many items are open. `grow` goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from checklists.demo.people import PASSWORD
from checklists.outstanding.models import OutstandingItem
from checklists.visits.models import Visit
from tests.country.copying import no_triggers
from tests.country.district import District, make_district
from tests.country.elsewhere import ITEMS, Elsewhere
from tests.country.people import teams_elsewhere

Progress = Callable[[int, int], None]  # open items made, and wanted


@dataclass(frozen=True)
class Country:
    """Who looks, and what they open. All sign in with the same password."""

    health_visitor: str
    colleague: str  # in her team, with a long log
    manager: str
    lead: str
    administrator: str
    editor: str
    password: str
    case: UUID  # one of hers, of several months
    signed_visit: UUID  # of that case
    draft: UUID  # a new birth visit of hers, with several points answered
    draft_case: UUID
    nhs_number: str  # of that case
    name: str  # of the baby of that case
    common_name: str  # that many babies of the country bear
    told: tuple[UUID, ...]
    open_items: int


def fill(connection: Any, open_items: int, *, progress: Progress | None = None) -> Country:
    """A country of at least so many open items; the district has 1,200 of them."""
    with connection.cursor() as cursor:
        district = make_district(cursor, timezone.now())
    return grow(connection, country_of(district), open_items, progress=progress)


def grow(
    connection: Any, country: Country, open_items: int, *, progress: Progress | None = None
) -> Country:
    """The same country with more teams, until so many items are open."""
    made = country.open_items
    with connection.cursor() as cursor, no_triggers(cursor):
        elsewhere = Elsewhere(cursor, country.told, timezone.now())
        for number in count(teams_elsewhere()):
            if progress:
                progress(made, open_items)
            if made >= open_items:
                break
            items = min(ITEMS, open_items - made)
            with transaction.atomic():
                elsewhere.make_team(number, items)
            made += items
    tidy(connection)
    return replace(country, open_items=made)


def country_of(district: District) -> Country:
    case, like_many = district.told[0], district.cases[0]
    signed = Visit.objects.filter(case=case, status="signed").order_by("held_at")
    return Country(
        health_visitor=district.her.username,
        colleague="hv2.district",
        manager="manager.district",
        lead="lead.country",
        administrator="sysadmin.country",
        editor="editor.country",
        password=PASSWORD,
        case=case.pk,
        signed_visit=signed[0].pk,
        draft=district.draft.pk,
        draft_case=district.draft.case_id,
        nhs_number=case.nhs_number or "",
        name=case.name,
        common_name=like_many.given_name,
        told=tuple(one.pk for one in district.told),
        open_items=OutstandingItem.objects.open().count(),
    )


def tidy(connection: Any) -> None:
    """What the database would do by itself in time: without it, it plans for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")

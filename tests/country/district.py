"""The district of the person who looks: the same people, families and items in every country.

Three families and a draft are told through the verbs; every other family has been through the
same months as one of them, with names, ids and a key of its own. Their rows are in no event.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, cycle
from os import urandom
from random import Random
from typing import Any
from uuid import UUID

from django.db import models

from checklists.accounts.encryption import KEY_BYTES
from checklists.cases.encryption import encrypt, open_key
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.models.names import CaseName, words_of_case
from checklists.cases.wrapping import wrap_key
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.reading.names import key_of
from checklists.visits.models import Visit
from tests.country import people
from tests.country.copying import copy_rows, no_triggers
from tests.country.items import Items, Place
from tests.country.likeness import Likeness
from tests.country.names import AFTER_THE_TOLD, names_of_a_family, numbers_from
from tests.country.told import begin_visit, tell
from tests.country.waiting import (
    a_block,
    a_notice,
    a_read,
    a_request,
    a_use,
    an_absence,
    an_alert,
    an_offer,
)

FAMILIES = 300
HER_FAMILIES, HER_ITEMS = 50, 60
ITEMS = 1_200
READS = 200  # in the log of one case, so that it has pages
SEED = "the district of the person who looks"
POSTCODE = "ZZ99 3WZ"  # for nowhere: no house has it


@dataclass(frozen=True)
class District:
    """What the rest of the country is made after, and whom the person who looks may find there."""

    team: Team
    people: dict[str, User]
    draft: Visit
    told: list[Case]
    cases: list[Case]

    @property
    def her(self) -> User:
        return self.people["hv1.district"]


def make_district(cursor: Any, now: datetime) -> District:
    """People and families through the verbs, and the others after their likeness."""
    teams, found = people.make_district(london_date(now) - timedelta(days=800))
    her, team, today = found["hv1.district"], teams[people.DISTRICT], london_date(now)
    told = tell(her, team, today)
    draft = begin_visit(her, team, today)
    chance = Random(SEED)  # noqa: S311  no secret
    cases = list(more_cases(found, team, told, chance, now))
    likenesses = cycle([Likeness(case) for case in told])
    keys = [make_key(case) for case in cases]
    names = [CaseName(case=case, word=word.encode()) for case in cases for word in words(case)]
    parts = [list(next(likenesses).of(case)) for case in cases]
    district = District(team, found, draft, told, cases)
    with no_triggers(cursor):
        copy_rows(cursor, [*cases, *keys, *names, *chain.from_iterable(parts)])
        write_items(cursor, [*told, draft.case], zip(cases, parts, strict=True), chance, now)
        copy_rows(cursor, what_waits(district, now))
    return district


def more_cases(
    found: dict[str, User], team: Team, told: list[Case], chance: Random, now: datetime
) -> Iterator[Case]:
    """Until she holds 50 families and the team 300, dated as the families they are like."""
    others = [user for name, user in found.items() if name[:2] == "hv" and name[-8:] == "district"]
    others.remove(found["hv1.district"])
    already = len(told) + 1  # and the family of the draft
    hers, numbers = HER_FAMILIES - already, numbers_from(AFTER_THE_TOLD)
    for place in range(FAMILIES - already):
        owner = found["hv1.district"] if place < hers else others[place % len(others)]
        like = told[place % len(told)]
        yield new_case(
            chance,
            now,
            nhs_number=next(numbers),
            team_id=team.pk,
            owner_id=owner.pk,
            born_on=like.born_on,
            due_on=like.due_on,
            address=f"{place + 1} District Way",
        )


def new_case(chance: Random, now: datetime, **fields: Any) -> Case:
    case = Case(
        id=UUID(int=chance.getrandbits(128), version=4),
        family=UUID(int=chance.getrandbits(128), version=4),
        postcode=POSTCODE,
        owner_since=fields["born_on"],
        created_at=now - timedelta(days=200),
        created_by_id=fields["owner_id"],
        former_names=[],
        **names_of_a_family(chance),
        **fields,
    )
    # As saving it would.
    case.name_key, case.mother_key = key_of(case.baby.name), key_of(case.mother_name)
    return case


def words(case: Case) -> list[str]:
    return sorted(words_of_case(case))


def make_key(case: Case) -> CaseKey:
    """As `cases.wrapping.make_key`, for rows that are not stored yet."""
    key = CaseKey(case=case, earlier=b"")
    wrap_key(key, urandom(KEY_BYTES))
    vars(case)["_opened_key"] = open_key(key)
    return key


def write_items(cursor: Any, told: list[Case], others: Any, chance: Random, now: datetime) -> None:
    """With those that the told families have, 60 are hers and 1,200 the team's."""
    already = OutstandingItem.objects.open().filter(case__in=told).count()
    items, rows = Items(chance, now, first=already), []
    hers = shares(HER_ITEMS - already, HER_FAMILIES - len(told))
    theirs = shares(ITEMS - HER_ITEMS, FAMILIES - HER_FAMILIES)
    for (case, parts), share in zip(others, [*hers, *theirs], strict=True):
        visit = next(part.pk for part in parts if isinstance(part, Visit))
        place = Place(case.pk, case.team_id, case.owner_id, visit)
        rows.extend(items.of(place, open_ones=share, closed=2))
    items.write(cursor, rows)


def shares(whole: int, among: int) -> list[int]:
    """Whole numbers as equal as can be, which together make the whole."""
    return [whole * (one + 1) // among - whole * one // among for one in range(among)]


def what_waits(district: District, at: datetime) -> Iterator[models.Model]:
    """Alerts, notices, offers, uses in emergency, blocks, requests, absence, and a log to read."""
    who = {name: user.pk for name, user in district.people.items()}
    her, other, manager = district.her.pk, who["hv2.district"], who["manager.district"]
    hers = [case for case in district.cases if case.owner_id == her]
    theirs = [case for case in district.cases if case.owner_id != her]
    for to in (manager, who["lead.country"]):
        yield from (an_alert(to, case, about=other, at=at) for case in theirs[:30])
    yield from (an_alert(her, case, about=manager, at=at) for case in hers[:5])
    yield from (a_notice(her, case, at=at) for case in hers[5:10])
    for case in theirs[:10]:
        yield encrypt(an_offer(her, case, at=at), note={"words": "Seen on Thursdays."})
    for case in theirs[10:25]:
        use = a_use(who["hv.neighbours"], case, at=at)
        yield encrypt(use, sealed={"words": "The grandmother rang the duty line."})
    for case in theirs[30:33]:
        block = a_block(other, case, by=who["lead.country"], at=at)
        yield encrypt(block, sealed={"why": "A neighbour of the family."})
    for case in theirs[40:46]:
        asked = {"asked_by": "The mother, by letter", "identity": "Passport seen"}
        yield encrypt(a_request(case, by=manager, at=at), sealed=asked)
    yield an_absence(who["hv5.district"], covered_by=who["hv6.district"], on=at.date())
    yield from (a_read(other, district.told[0], number, at) for number in range(READS))

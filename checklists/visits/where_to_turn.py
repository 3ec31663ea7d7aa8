"""Whom a practitioner rings about a learning point, in the order in which a page says them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklists.people.local_numbers import Local, local_numbers_for
from checklists.people.models.teams import Team
from checklists.visits.call_facts import telephones_in

REFERRAL_POINTS = (6, 7, 11)  # where the briefing has a referral to children's social care
REFERRALS = "Children's social care, referrals"
NOT_SET = "Your team's number is not set. Use the number on your local pathway."


@dataclass(frozen=True)
class Shown:
    """A local number, and what the telephone takes of it: '' where it is to be read alone."""

    said: Local
    tel: str


def where_to_turn(
    team: Team,
    point: int,
    rows: Iterable[Mapping[str, Any]] | None,
    today: date,
    *,
    is_private: bool,
) -> tuple[Shown, ...]:
    """Referrals first. `rows` are as `LocalNumbersBeside` gives them. A number of a private point
    is words: ringing it from the page would leave it in a list of calls."""
    said = [*referrals_of(team, point), *local_numbers_for(point, rows, today)]
    return tuple(
        Shown(one, "" if is_private else next(telephones_in(one.number), "")) for one in said
    )


def referrals_of(team: Team, point: int) -> list[Local]:
    if point not in REFERRAL_POINTS:
        return []
    contact = team.referral_contact
    return [Local(REFERRALS, contact, note="" if contact else NOT_SET)]

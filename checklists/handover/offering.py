"""A family is offered to a new holder, who says yes or no. Until then nothing changes.

Accepting is in `handover.accepting`, because the open items go along. Every verb locks the case
first and then the offer, so that two people who answer at once do so one after the other.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import NotYours, Overtaken, Refused
from checklists.cases.alerting import blocked_from
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.notices import Notice
from checklists.cases.notices import give_notice
from checklists.cases.querysets import OFFERS
from checklists.handover.models import Transfer
from checklists.handover.querysets import people_in, places_of_holders, places_of_managers
from checklists.nhsuk.wording import in_words
from checklists.people.alerting import alert
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.reading.clock import london_date

State = Transfer.State
RELATED = ("from_owner", "from_team", "to_team", "to_user", "offered_by", "answered_by", "holder")


class NotYoursToOffer(NotYours):
    """Only the holder, who covers, and the managers of the team offer a family."""


class AlreadyOffered(Refused):
    """The family waits for somebody's answer already."""


class CannotHold(Refused):
    """The person named cannot take this family over; why is not said."""


class NobodyCouldAnswer(Refused):
    """An offer that no one may answer would wait for ever."""


class AlreadyAnswered(Overtaken):
    """Someone answered first, or took it back."""


class NotYoursToAnswer(NotYours):
    """It was offered to somebody else."""


class SayWhy(Refused):
    """A family is not turned down without a reason."""


def family_to_offer(case: Case, by: User) -> list[Case]:
    """The case and its twins with the same holder that this person may offer, in birth order."""
    cases = Case.objects.reached_by(by, OFFERS).open()
    found = cases.filter(family=case.family, owner=case.owner_id, team=case.team_id)
    return list(found.select_related("team").order_by("birth_order", "pk"))


def may_offer(case: Case, by: User) -> bool:
    """Whether this person may offer the case today, or take an offer back."""
    return Case.objects.reached_by(by, OFFERS).open().filter(pk=case.pk).exists()


@transaction.atomic
def offer_family(
    case: Case, *, to_team: Team, to_user: User | None, note: str, by: User, at: datetime
) -> list[Transfer]:
    """Offer a family, its twins too: each is a row and an event of its own, the case's first.

    Raises NotYoursToOffer, AlreadyOffered, CannotHold or NobodyCouldAnswer.
    """
    cases = lock_cases_to_offer(case, by)
    answering = people_who_may_answer(cases[0], to_team, to_user, at)
    offers = [
        offer_case(one, to_team=to_team, to_user=to_user, note=note, by=by, at=at) for one in cases
    ]
    alert([one for one in answering if one != by], "transfer_offered", at=at, case_ref=case.pk)
    return offers


def lock_cases_to_offer(case: Case, by: User) -> list[Case]:
    """The cases to offer, locked, this one first, without twins whose offer waits for an answer."""
    ids = [one.pk for one in family_to_offer(case, by)]
    rows = Case.objects.select_for_update(of=("self",)).select_related("owner", "team")
    # In one order for everybody, or two offers of the same twins could wait for each other.
    cases = list(rows.filter(pk__in=ids).order_by("pk"))
    waiting = set(Transfer.objects.open().filter(case__in=ids).values_list("case_id", flat=True))
    if case.pk not in ids:
        raise NotYoursToOffer("Only the holder, who covers, and their manager offer this family.")
    if case.pk in waiting:
        raise AlreadyOffered("This family has been offered already. Take that offer back first.")
    return sorted((one for one in cases if one.pk not in waiting), key=lambda one: one != case)


def offer_case(
    case: Case, *, to_team: Team, to_user: User | None, note: str, by: User, at: datetime
) -> Transfer:
    if to_user and (to_user == case.owner or not may_hold(to_user, case, to_team, at)):
        raise CannotHold("This person cannot take this family over. Choose someone else.")
    if not people_who_may_answer(case, to_team, to_user, at):
        raise NobodyCouldAnswer("Nobody there could answer. Choose someone else.")
    withdraw_unanswered_offer(case, by=by, at=at)
    made = Transfer(
        case=case,
        from_owner=case.owner,
        from_team=case.team,
        to_team=to_team,
        to_user=to_user,
        offered_by=by,
        offered_at=at,
    )
    encrypt(made, note={"words": note}).save(force_insert=True)
    record("transfer.offered", made, by=by, at=at, case=case, team=to_team.pk)
    return made


def withdraw_unanswered_offer(case: Case, *, by: User, at: datetime) -> None:
    """Close an unanswered offer of a family that is offered anew or changes hands otherwise.

    The caller has the transaction and records the event.
    """
    left = Transfer.objects.filter(case=case, state=State.OFFERED)
    left.update(state=State.WITHDRAWN, answered_by=by, answered_at=at)


def may_hold(user: User, case: Case, team: Team, at: datetime) -> bool:
    """Whether the family may go to this person in that team: at work there, and not kept away."""
    places = places_of_holders(london_date(at), [team.pk]).filter(user=user)
    return bool(people_in(places, blocked_from([case.pk], at)))


def people_who_may_answer(
    case: Case, to_team: Team, to_user: User | None, at: datetime
) -> list[User]:
    """Who may accept or reject such an offer; [] when nobody could."""
    day, kept_away = london_date(at), blocked_from([case.pk], at)
    named = places_of_holders(day, [to_team.pk]).filter(user=to_user) if to_user else []
    deciding = places_of_managers(day, [to_team.pk]) if to_team != case.team else []
    return people_in([*deciding, *named], kept_away)


@transaction.atomic
def take_back(offered: Transfer, *, by: User, at: datetime) -> None:
    """Take an offer back. Raises AlreadyAnswered or NotYoursToOffer."""
    row = lock_unanswered_offer(offered)
    if not may_offer(row.case, by):
        raise NotYoursToOffer("Only the holder, who covers, and their manager take this back.")
    save_answer(row, State.WITHDRAWN, by=by, at=at)
    record("transfer.withdrawn", row, by=by, at=at, case=row.case)


@transaction.atomic
def reject(offered: Transfer, *, reason: str, by: User, at: datetime) -> None:
    """Say no, and why. Raises SayWhy, AlreadyAnswered, Overtaken or NotYoursToAnswer."""
    if not reason.strip():
        raise SayWhy("Say why.")
    row = lock_offer_to_answer(offered, by)
    encrypt(row, reason={"words": reason})
    save_answer(row, State.REJECTED, by=by, at=at)
    record("transfer.rejected", row, by=by, at=at, case=row.case)
    refused, concerned = Notice.Kind.NOT_ACCEPTED, (row.offered_by, row.from_owner)
    give_notice(concerned, refused, row.pk, row.case, private=True, by=by, at=at)
    alert_about_answer(row, by=by, at=at)


def lock_unanswered_offer(offered: Transfer) -> Transfer:
    """The open offer as it is now, locked after its case. Raises AlreadyAnswered."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=offered.case_id)
    rows = Transfer.objects.select_for_update(of=("self",)).select_related(*RELATED)
    row = rows.get(pk=offered.pk)
    row.case = case
    if not row.is_open:
        raise AlreadyAnswered(f"{answered_words(row)} Nothing has changed.")
    return row


def lock_offer_to_answer(offered: Transfer, by: User) -> Transfer:
    """The offer, locked, for someone who may answer it."""
    row = lock_unanswered_offer(offered)
    if not Transfer.objects.open().filter(pk=row.pk).exists():
        raise Overtaken("This family has changed hands since. Nothing has changed.")
    if not Transfer.objects.answerable_by(by).filter(pk=row.pk).exists():
        raise NotYoursToAnswer("This was offered to somebody else.")
    return row


def save_answer(row: Transfer, state: State, *, by: User, at: datetime) -> None:
    """Close the offer for good. The caller has the transaction and records the event."""
    row.state, row.answered_by, row.answered_at = state, by, at
    row.save(update_fields=["state", "answered_by", "answered_at", "reason", "holder"])


def answered_words(row: Transfer) -> str:
    """'Mo Southgate accepted this on 23 November 2026.'"""
    did = {
        State.ACCEPTED: "accepted this",
        State.REJECTED: "did not accept this",
        State.WITHDRAWN: "took this back",
    }[State(row.state)]
    assert row.answered_at  # noqa: S101  the table holds that an answered offer says when
    return f"{row.answered_by} {did} on {in_words(row.answered_at)}."


def alert_about_answer(row: Transfer, *, by: User, at: datetime) -> None:
    """Alert who offered it and who held the family, unless they answered it or may not know."""
    concerned: Iterable[User] = (row.offered_by, row.from_owner)
    kept_away = blocked_from([row.case_id], at)
    people = [one for one in concerned if one != by and one.is_active and one.pk not in kept_away]
    alert(people, "transfer_answered", at=at, case_ref=row.case_id)


def decrypted_words(offer: Transfer, column: str) -> str:
    """A note or a reason; '' when there is none. The caller has asked who may read it."""
    return str(decrypt(offer, column).get("words", ""))

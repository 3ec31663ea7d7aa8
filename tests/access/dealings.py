"""What is going on around the families of `world`: offers, emergencies, blocks, requests, holds.

All of it was made through the verbs, at times when whoever did it might.
"""

from datetime import date, timedelta

import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from checklists.cases.conflicts import ask_to_lift, block_person
from checklists.cases.emergency import open_in_emergency
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.handover.offering import offer_family
from checklists.people.absence import plan_absence
from checklists.people.alerting import alert
from checklists.people.models.alerts import Alert
from checklists.records.disposing import ask_disposal
from checklists.records.holding import set_hold
from checklists.records.models import SubjectRequest
from checklists.records.preparing import Asked, ask_for_release, begin_request
from checklists.records.releasing import release
from tests.access.family_words import BABY, ENDED, OFFERED, SECRET, TWIN
from tests.factories import CaseFactory, EmergencyGrantFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT as NOW


def dealings(world) -> None:
    offers(world)
    emergencies(world)
    blocks(world)
    copies(world)
    keeping(world)
    absences(world)
    alerts(world)


def offers(world) -> None:
    """Offered to the stranger, in whose team a manager may answer too."""
    case, owner, to = world.cases[OFFERED], world.users["owner"], world.users["stranger"]
    team = world.cases["fernolund"].team
    note = f"{OFFERED} {SECRET} rings on Mondays."
    [made] = offer_family(case, to_team=team, to_user=to, note=note, by=owner, at=NOW)
    world.things["offer"] = {"pk": made.pk}
    world.things["alert"] = {"pk": Alert.objects.get(recipient=to, case_ref=case.pk).pk}


def emergencies(world) -> None:
    """One use that is over and waits for review; another is still going on."""
    case, before = world.cases[BABY], NOW - timedelta(days=2)
    with time_machine.travel(before, tick=False):
        used = open_in_emergency(
            case,
            category=EmergencyGrant.Category.CALLED_OUT,
            words=f"{BABY} {SECRET} was at the door.",
            by=person(team=TeamFactory()),
            at=before,
        )
    world.things["used emergency access"] = {"pk": used.pk}
    ended = EmergencyGrantFactory(
        case=case,
        user=world.users["stranger"],
        starts_at=before,
        ends_at=before + timedelta(hours=1),
        ended_by=world.users["manager"],
        ended_why=EmergencyGrant.EndedWhy.NOT_NEEDED,
    )
    world.things["ended emergency access"] = {"pk": ended.pk}
    going_on = EmergencyGrant.objects.get(case=case, user=world.users["emergency"])
    world.things["emergency access in use"] = {"pk": going_on.pk}


def blocks(world) -> None:
    """Two people are kept from the baby and its twin; for one a lead asks to lift it."""
    case, lead, team = world.cases[BABY], world.users["lead"], TeamFactory()
    for about in ("block", "block to lift"):
        kept = person(team=team)
        block_person(case, kept, why=f"{BABY} {SECRET} is their niece.", by=lead, at=NOW)
        world.things[about] = {"pk": case.pk, "person": kept.pk}
    ask_to_lift(case, kept, by=lead, at=NOW)


def copies(world) -> None:
    """One is being prepared and one waits, both by the manager; the lead has released one."""
    made = {
        about: begun(world, world.cases[BABY])
        for about in ("copy to prepare", "copy to decide", "copy released")
    }
    for about in ("copy to decide", "copy released"):
        ask_for_release(made[about], by=world.users["manager"], at=NOW)
    release(made["copy released"], by=world.users["lead"], at=NOW)
    world.things |= {about: {"pk": row.pk} for about, row in made.items()}


def begun(world, case: Case) -> SubjectRequest:
    said = f"{BABY} {SECRET} grandmother"
    return begin_request(
        case,
        subject=SubjectRequest.Subject.BABY,
        asked=Asked(by_whom=said, identity=said),
        asked_on=date(2026, 11, 20),
        by=world.users["manager"],
        at=NOW,
    )


def keeping(world) -> None:
    """The twin is held, and someone asks to dispose of a record whose time has passed."""
    lead, owner = world.users["lead"], world.users["owner"]
    set_hold(world.cases[TWIN], reason=f"{TWIN} {SECRET} at court.", by=lead, at=NOW)
    ended = CaseFactory(
        team=world.cases[BABY].team,
        owner=owner,
        given_name=f"{ENDED} given",
        family_name=f"{ENDED} family",
        mother_name=f"{ENDED} mother",
        past_retention=True,
    )
    world.cases[ENDED], world.things[ENDED] = ended, {"pk": ended.pk}
    ask_disposal(ended, by=lead, at=NOW)


def absences(world) -> None:
    """In a month's time, so that today nobody covers."""
    owner, first = world.users["owner"], (NOW + timedelta(days=30)).date()
    cover = world.users["colleague"]
    away = {"starts_on": first, "ends_on": first + timedelta(days=4)}
    row = plan_absence(owner, covered_by=cover, **away, by=owner, at=NOW)
    world.things["absence"] = {"pk": row.pk}


def alerts(world) -> None:
    """One about the baby for its owner, who does not find it once a block keeps them away."""
    case, owner = world.cases[BABY], world.users["owner"]
    [told] = alert([owner], "family_given", at=NOW, case_ref=case.pk)
    world.things["alert about the baby"] = {"pk": told.pk}
    for who in ("owner", "stranger", "colleague"):
        world.things[f"account of the {who}"] = {"pk": world.users[who].pk}


def second_session(world) -> None:
    """The owner is signed in on another device as well."""
    other = Client()
    other.force_login(world.users["owner"])
    key = other.session.session_key
    row, _ = UserSession.objects.get_or_create(
        session_key=key,
        defaults={"user": world.users["owner"], "ip": "127.0.0.1", "user_agent": "Another"},
    )
    world.things |= {"no passkey": {"pk": 1}, "no provider": {"provider_id": "elsewhere"}}
    world.things["session of the owner"] = {"pk": row.pk}

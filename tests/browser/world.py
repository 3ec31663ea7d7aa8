"""One database for all pages: the demonstration, and what it lacks to show every state of a page.

`build()` gives {name: what stands in an address}, so that a table of pages can name them.
"""

import json
from datetime import datetime, timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.conflicts import ask_to_lift, block_person
from checklists.cases.emergency import open_in_emergency, review
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.demo.circumstances import PARTNER_HERE
from checklists.demo.contacts import household_answers
from checklists.demo.families import Contact, Family
from checklists.demo.ordinary import FATHER
from checklists.demo.seeding import seed
from checklists.demo.story import Story
from checklists.guidance.models import LearningPoint, Setting, TemplateVersion, VisitType
from checklists.guidance.publishing import copy_to_draft, publish
from checklists.handbook.models import ServicePage
from checklists.handover.models import Transfer
from checklists.handover.offering import offer_family, reject
from checklists.household.adults import add_adult, end_adult
from checklists.household.models import Adult
from checklists.household.professionals import add_professional, end_professional
from checklists.outstanding.closing import ask_to_close, close, decline
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, OutstandingItem, Priority
from checklists.people.absence import plan_absence
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from checklists.reading.clock import london_today
from checklists.records import disposing, holding, preparing, releasing
from checklists.records.models import SubjectRequest
from checklists.records.preparing import Asked
from checklists.registration.duplicates import DutyAsked, save_duty_check
from checklists.visits.draft.saying_who_is_here import record_presence
from checklists.visits.models import Visit
from checklists.visits.signed.amending import Correction, amend
from checklists.withdrawal.withdrawing import agree_withdrawal, ask_withdrawal
from tests.accounts.second_factors import give_app, give_passkey
from tests.factories import (
    CaseFactory,
    EmergencyGrantFactory,
    ItemFactory,
    LocalNumberFactory,
    TeamFactory,
    UserFactory,
    person,
)
from tests.visits.story import begin, begun_in_error, draft_with_withdrawal_asked

LONG = "Wolverhamptonsteadbury" * 10
LONG_WORDS = f"{LONG[:200]} said Donaudampfschifffahrtsgesellschaftskapitaen. " * 8
SAID = {
    "baby_lived_experience": LONG_WORDS,
    "baby_observed_care": LONG_WORDS,
    "strengths_protective": LONG_WORDS,
}
MARK = {
    "mark_seen": "yes",
    "mark_type": ["bruise"],
    "mark_explanation": LONG_WORDS,
    "mark_map": [
        f'{{"drawing":"1/head","id":"{n}-00c0ffee","kind":"bruise","length":12,'
        f'"region":"left_cheek","seen":"seen","x":{700 + 20 * n},"y":{600 + 40 * n}}}'
        for n in range(1, 6)
    ],
    "mark_map_told": [json.dumps({"id": "1-00c0ffee", "who": LONG, "note": LONG_WORDS})],
}
ALONE = ("mother",)

FAMILIES = {
    "draft": Family(
        "Tilly",
        "Draftley",
        "Tess Draftley",
        50,
        "1 Halfway Lane",
        father="Tom Draftley",
        contacts=(
            Contact(38, "new-birth", {"sleep_smoking_who": ["partner"]}),
            Contact(0, "6-8-week", MARK, present=ALONE, signed=False),
        ),
    ),
    "twins": Family(
        "Una",
        "Pairwell",
        "Ursula Pairwell",
        40,
        "3 Halfway Lane",
        twin_name="Vera",
        contacts=(Contact(0, "6-8-week", present=ALONE, signed=False),),
    ),
    "ended": Family(
        "Noah",
        "Goneaway",
        "Nia Goneaway",
        90,
        "4 Halfway Lane",
        contacts=(Contact(78, "new-birth"),),
    ),
}


def build() -> dict[str, object]:
    """Make everything, and name what an address or a form needs."""
    call_command("load_content", verbosity=0)
    seed()
    people()
    begin(case_of("Otis"), visit_type="new-birth", at=timezone.now(), present=PARTNER_HERE)
    publish_again()
    for place, name in enumerate(("draft", "twins", "ended"), 601):
        tell(FAMILIES[name], place, "hv.north")
    tell(long_family(), 610, "hv.long")
    household_of(case_of(LONG))
    gone_again(draft_of(LONG))
    records()
    odds_and_ends()
    emergencies()
    handed_on()
    return named()


def tell(family: Family, place: int, owner: str) -> None:
    user = User.objects.get(username=owner)
    team = user.memberships.get(role=Role.HEALTH_VISITOR).team
    Story(family, user, team, place, london_today()).tell()


def people() -> None:
    """People without families, without a role, away for good, and with the longest names."""
    quiet = TeamFactory(slug="quiet", name="Quiet")
    long = TeamFactory(slug="long", name=LONG[:100], duty_contact=LONG[:200])
    for team, name in ((quiet, "{} Quietly"), (long, LONG[:150])):
        person(team=team, username=f"hv.{team.slug}", name=name.format("Hetty"))
        person(Role.MANAGER, team=team, username=f"manager.{team.slug}", name=name.format("Meg"))
    UserFactory(username="no.role", name="Nora Newly")
    UserFactory(username="closed", name="Carl Closed", is_active=False)
    with_second_factors(UserFactory(username="with.both", name=LONG[:150]))
    with_unreadable_ones(UserFactory(username="with.unreadable", name="Una Readable"))
    AccessAttempt.objects.create(
        username="locked", ip_address="127.0.0.1", failures_since_start=settings.AXES_FAILURE_LIMIT
    )


def with_unreadable_ones(user: User) -> None:
    """An app whose key is gone, its recovery codes, and a passkey that holds only its name.

    `with.nothing` has such a passkey alone.
    """
    RecoveryCodes.activate(user)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "gone:AAAA"})
    for owner in (user, UserFactory(username="with.nothing", name="Noa Nothing")):
        Authenticator.objects.create(user=owner, type="webauthn", data={"name": LONG[:60]})


def with_second_factors(user: User) -> None:
    """An app, recovery codes, a passkey with a long name, and two sessions elsewhere."""
    give_app(user)
    RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).mark_as_viewed()
    give_passkey(user, LONG[:60])
    for user_agent in ("", LONG):
        browser = Client()
        browser.force_login(user)
        UserSession.objects.create(
            user=user,
            session_key=browser.session.session_key,
            ip="2001:db8:85a3:1234:5678:8a2e:370:7334",
            user_agent=user_agent,
        )


def long_family() -> Family:
    return Family(
        LONG[:100],
        LONG[:100],
        LONG[:150],
        45,
        LONG[:200],
        father=LONG[:150],
        contacts=(
            Contact(33, "new-birth", SAID | {"sleep_own_surface": "none"}),
            Contact(0, "6-8-week", SAID | MARK, present=ALONE, signed=False),
        ),
    )


def household_of(case: Case) -> None:
    """Two more adults and professionals with endless names, one of each gone."""
    by, at = case.owner, timezone.now()
    for gone in (False, True):
        answers = household_answers(
            {**FATHER, "adult_name": LONG[:150], "adult_protective": LONG_WORDS}
        )
        adult = add_adult(case, named=Adult.Named.PARTLY, answers=answers, by=by, at=at)
        words = {"name": 150, "role": 100, "organisation": 150, "contact": 200}
        fields = {name: LONG[:length] for name, length in words.items()}
        professional = add_professional(case, by=by, at=at, **fields)
        if gone:
            end_adult(adult, by=by, at=at)
            end_professional(professional, by=by, at=at)


def publish_again() -> None:
    """Version 2 in force with one word changed, and version 3 a draft with another."""
    editor, at = User.objects.get(username="editor"), timezone.now()
    second = copy_to_draft(by=editor, at=at)
    reword(second, "Look at where the baby slept last night.")
    publish(second, by=editor, at=at, what_changed="Say where the baby slept.")
    reword(copy_to_draft(by=editor, at=at), LONG_WORDS)


def reword(version: TemplateVersion, words: str) -> None:
    point = LearningPoint.objects.get(version=version, number=3)
    point.guidance = f"{words}\n\n{point.guidance}"
    point.save(update_fields=["guidance"])


def odds_and_ends() -> None:
    """Items asked for, closed and with endless titles, and a case that has ended."""
    at = timezone.now()
    nia = User.objects.get(username="hv.north")
    done = Action("Rang the family and agreed a new day.", at - timedelta(hours=1), "Rosa, mother")
    asking = {"outcome": Outcome.DONE, "action": done, "by": nia, "at": at}
    ask_to_close(item_of("Kofi", priority=Priority.ROUTINE), **asking)
    ask_to_close(item_of("Juno", rule_key="home_hazard"), **asking)
    close(item_of("Zara", priority=Priority.ROUTINE), **asking)
    manager = User.objects.get(username="manager.north")
    left_open = ItemFactory(case=case_of("Milo"), immediate=True, title="Left open")
    ask_to_close(left_open, **asking)
    decline(left_open, reason=LONG_WORDS, by=manager, at=at)
    EmergencyGrantFactory(
        case=case_of("Kofi"),
        user=User.objects.get(username="hv.south"),
        starts_at=at - timedelta(hours=2),
        ends_at=at - timedelta(hours=1),
        ended_by=manager,
        ended_why=EmergencyGrant.EndedWhy.SPEAK_FIRST,
    )
    long = case_of(LONG)
    for priority in Priority:
        ItemFactory(
            case=long,
            title=LONG[:120],
            neutral_title=LONG[:120],
            guidance=LONG_WORDS,
            priority=priority,
            due_on=london_today() - timedelta(days=40),
        )
    conflicts_of_interest(long)
    Case.objects.filter(given_name="Noah").update(ended_on=london_today(), ended_why="Moved away")


def records() -> None:
    """Copies in every state, a hold, and two records whose time has passed."""
    at, today = timezone.now(), london_today()
    lead, manager = (User.objects.get(username=name) for name in ("lead", "manager.north"))
    asked = {"asked": Asked("The mother, by letter", "Passport seen"), "asked_on": today}
    for name in ("Milo", "Juno", "Zara"):
        preparing.begin_request(case_of(name), subject="baby", **asked, by=manager, at=at)
    for name in ("Milo", "Juno"):
        preparing.ask_for_release(request_of(name), by=manager, at=at)
    releasing.release(request_of("Juno"), by=lead, at=at)
    releasing.refuse(request_of("Zara"), because="It would put her at risk.", by=lead, at=at)
    long = case_of(LONG)
    said = Asked(LONG_WORDS, LONG_WORDS)
    adult = long.adults.filter(until_on=None).first()
    preparing.begin_request(
        long,
        subject="adult",
        adult=adult,
        asked=said,
        asked_on=today - timedelta(days=40),
        by=User.objects.get(username="manager.long"),
        at=at,
    )
    holding.set_hold(case_of("Ada"), reason=LONG_WORDS, by=lead, at=at)
    for name in ("Orin", "Opal"):
        CaseFactory(
            team=manager.memberships.get().team,
            given_name=name,
            family_name="Oldbury",
            past_retention=True,
        )
    disposing.ask_disposal(case_of("Opal"), by=lead, at=at)


def request_of(name: str) -> SubjectRequest:
    return SubjectRequest.objects.get(case=case_of(name))


def conflicts_of_interest(long: Case) -> None:
    """A block with endless words, one whose lifting is asked for, and a record saved anyway."""
    at, lead = timezone.now(), User.objects.get(username="lead")
    person(Role.SAFEGUARDING_LEAD, username="lead2", name="Lu Leadholm")
    person(Role.SAFEGUARDING_LEAD, username="lead.long", name=LONG[:150])
    ada = case_of("Ada")
    away = User.objects.get(username="hv.south")
    for case, who in ((long, "manager.south"), (ada, "hv.south")):
        block_person(case, User.objects.get(username=who), why=LONG_WORDS, by=lead, at=at)
    ask_to_lift(ada, away, by=lead, at=at)
    with transaction.atomic():
        record("case.refused", by=away, at=at, case=ada)
        save_duty_check(long, DutyAsked(LONG[:150], [ada.pk, long.pk]), by=long.owner, at=at)


def emergencies() -> None:
    """Two in force, one with the longest names that waits, and one that was reviewed at length."""
    now = timezone.now()
    used("hv.south", "Wren", now)
    used("hv.south", LONG, now)
    used("hv.quiet", LONG, now - timedelta(days=20))
    grant = used("hv.long", "Milo", now - timedelta(days=9))
    manager = User.objects.get(username="manager.north")
    review(grant, outcome="further", words=LONG_WORDS, by=manager, at=now)
    Alert.objects.filter(recipient=manager, about=grant.user).update(seen_at=now)


def used(username: str, name: str, at: datetime) -> EmergencyGrant:
    by = User.objects.get(username=username)
    said = {"category": EmergencyGrant.Category.SAFEGUARDING, "words": LONG_WORDS}
    return open_in_emergency(case_of(name), **said, by=by, at=at)


def handed_on() -> None:
    """An offer that was turned down, one with endless words, and someone away who leaves."""
    at, long = timezone.now(), case_of(LONG)
    nia, mo = (User.objects.get(username=name) for name in ("hv.north", "manager.south"))
    said = {"to_team": mo.memberships.get().team, "to_user": None, "note": LONG_WORDS}
    [turned_down] = offer_family(case_of("Zara"), **said, by=nia, at=at)
    reject(turned_down, reason=LONG_WORDS, by=mo, at=at)
    person(team=long.team, username="hv2.long", name=LONG[:150])
    cover = User.objects.get(username="hv2.long")
    offer_family(long, to_team=long.team, to_user=cover, note=LONG_WORDS, by=long.owner, at=at)
    last = london_today() + timedelta(days=9)
    days = {"starts_on": london_today(), "ends_on": last}
    plan_absence(long.owner, covered_by=cover, **days, by=long.owner, at=at)
    Membership.objects.filter(user=long.owner).update(ends_on=last)


def case_of(name: str) -> Case:
    return Case.objects.get(given_name=name[:100])


def item_of(name: str, **wanted) -> OutstandingItem:
    return OutstandingItem.objects.filter(case=case_of(name), **wanted).order_by("opened_at")[0]


def draft_of(name: str) -> Visit:
    return Visit.objects.get(case=case_of(name), status=Visit.Status.DRAFT)


def gone_again(visit: Visit) -> None:
    """Two were there for a while, so that review asks who they were."""
    for present in (["mother", "partner", "other_adult"], ["mother"]):
        record_presence(visit, present=present, by=visit.author, at=timezone.now())


def signed_of(name: str, **wanted) -> Visit:
    visits = Visit.objects.filter(case=case_of(name), status=Visit.Status.SIGNED, **wanted)
    return visits.order_by("-held_at")[0]


def amended_visit() -> Visit:
    """Wren's, with something beneath an answer and beneath each half."""
    visit, at = signed_of("Wren"), timezone.now()
    key = next(key for key, entry in visit.sheet.body.items() if entry["value"])
    for correction in (
        Correction(key, "It was the other way round.", "I mixed up two rooms.", private=False),
        Correction("", LONG_WORDS, LONG_WORDS, private=False),
        Correction("", LONG_WORDS, "Forgotten.", private=True),
    ):
        amend(visit, correction, by=visit.author, at=at)
    return visit


def put_right() -> dict[str, object]:
    """A visit that is asked to be taken out, and one that was."""
    at, manager = timezone.now(), User.objects.get(username="manager.north")
    waits, gone = signed_of("Juno"), signed_of("Ivy", outcome=Visit.Outcome.HELD)
    asking = ask_withdrawal(waits, reason=LONG_WORDS[:1000], by=waits.author, at=at)
    asked = ask_withdrawal(gone, reason="It was the baby next door.", by=gone.author, at=at)
    agree_withdrawal(asked, by=manager, at=at)
    return {"asked_out": waits, "asking_out": asking, "taken_out": gone}


def begun_by_mistake() -> dict[str, object]:
    case, at = case_of("Zara"), timezone.now()
    gone = begun_in_error(case, mistake=Visit.Mistake.WRONG_BABY, at=at)
    waits, asking = draft_with_withdrawal_asked(case, SAID, reason=LONG_WORDS[:1000], at=at)
    return {"discarded": gone, "mistaken": waits, "discarding": asking}


def named() -> dict[str, object]:
    """Everything that the table of pages names, by what it is there."""
    names = ("Wren", "Otis", "Milo", "Ada", "Nell", "Noah", "Ivy", "Juno", "Zara")
    cases = {name.lower(): case_of(name) for name in names}
    unborn = Case.objects.get(mother_name="Rosa Inventall")
    long = case_of(LONG)
    rows = {
        **cases,
        "unborn": unborn,
        "long": long,
        "adult": case_of("Milo").adults.get(),
        "long_adult": long.adults.filter(until_on=None).first(),
        "gone_adult": long.adults.exclude(until_on=None).get(),
        "professional": long.professionals.filter(until_on=None).get(),
        "draft": draft_of("Tilly"),
        "begun": draft_of("Otis"),
        "twin_draft": draft_of("Una"),
        "long_draft": draft_of(LONG),
        "signed": signed_of("Wren"),
        "with_items": signed_of("Milo"),
        "not_held_visit": signed_of("Ivy", outcome=Visit.Outcome.NO_ACCESS),
        "long_signed": signed_of(LONG),
        "ended_signed": signed_of("Noah"),
        "amended": amended_visit(),
        **put_right(),
        **begun_by_mistake(),
        "old_words": signed_of("Rex"),
        "held": case_of("Ada"),
        "old": case_of("Orin"),
        "old_asked": case_of("Opal"),
        "to_prepare": request_of("Wren"),
        "to_release": request_of("Milo"),
        "given": request_of("Juno"),
        "refused": request_of("Zara"),
        "long_request": request_of(LONG),
        "high": item_of("Wren"),
        "immediate": item_of("Milo", priority=Priority.IMMEDIATE),
        "with_steps": item_of("Milo", rule_key="bruise_non_mobile"),
        "routine": item_of("Ada"),
        "asked": item_of("Juno", rule_key="home_hazard"),
        "closed": item_of("Zara", priority=Priority.ROUTINE),
        "passkey": Authenticator.objects.get(type="webauthn", user__username="with.both"),
        "unreadable": Authenticator.objects.get(type="webauthn", user__username="with.unreadable"),
        "someone": User.objects.get(username="hv.north"),
        "nobody": User.objects.get(username="no.role"),
        "long_person": User.objects.get(username="hv.long"),
        "kept_away": User.objects.get(username="hv.south"),
        "long_team": long.team,
        "event": Event.objects.earliest("seq"),
        "use": EmergencyGrant.objects.get(case=cases["ivy"]),
        "in_force": EmergencyGrant.objects.get(case=cases["wren"]),
        "ended": EmergencyGrant.objects.get(case=case_of("Kofi")),
        "left_open": OutstandingItem.objects.get(title="Left open"),
        "reviewed": EmergencyGrant.objects.get(case=cases["milo"]),
        "long_use": EmergencyGrant.objects.get(user__username="hv.quiet"),
        "alert": Alert.objects.filter(recipient__username="manager.north").first(),
        "long_item": item_of(LONG, priority=Priority.IMMEDIATE),
        "to_south": Transfer.objects.get(case=case_of("Ivy")),
        "to_long": Transfer.objects.get(case=long),
        "rejected": Transfer.objects.get(case=case_of("Zara")),
        "away": Absence.objects.get(user__username="hv2.north"),
        "deputy": User.objects.get(username="deputy.north"),
    }
    found = {name: row.pk for name, row in [*rows.items(), *guidance_rows()]}
    return {**found, "nobodys": uuid4()}


def guidance_rows():
    """The versions, and a row of each kind in the draft and in the first version."""
    first, second, third = TemplateVersion.objects.order_by("number")
    yield from {"version1": first, "version2": second, "version3": third}.items()
    for version, when in ((first, "old"), (third, "draft")):
        yield f"{when}_point", version.points.get(number=3)
        yield f"{when}_prompt", version.prompts.get(key="sleep_bed_share")
        yield f"{when}_list", version.lists.first()
        yield f"{when}_rule", version.rules.get(key="da_postnatal_not_completed")
        yield f"{when}_resource", version.resources.first()
    yield "visit_type", VisitType.objects.get(slug="new-birth")
    yield "setting", Setting.objects.first()
    yield "help_page", ServicePage.objects.get(slug="help")
    yield "local_number", LocalNumberFactory()

"""Who prepares and who releases a copy, and what may not happen twice, alone or out of order."""

import pytest
from django.db import IntegrityError, transaction

from checklists.audit.models import Event
from checklists.audit.refused import NotYours
from checklists.cases.access import WholeRecord
from checklists.cases.encryption import decrypt
from checklists.household.adults import change_adult
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.records import preparing, releasing
from checklists.records.models import SubjectRequest
from checklists.records.preparing import NeverIncluded, RequestMovedOn
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.records.telling import add_dan, begun, released, reviewed, waiting
from tests.visits.story import AT_THE_VISIT, reread

pytestmark = pytest.mark.django_db
State = SubjectRequest.State

MAY = {
    "the lead": lambda case: person(Role.SAFEGUARDING_LEAD),
    "a manager": lambda case: person(Role.MANAGER, case.team),
    "a deputy": lambda case: person(Role.DEPUTY, case.team),
}
MAY_NOT = {
    "the holder": lambda case: case.owner,
    "a colleague": lambda case: person(team=case.team),
    "another manager": lambda case: person(Role.MANAGER, TeamFactory()),
    "a colleague who manages elsewhere": lambda case: both(case.team),
    "an editor": lambda case: person(Role.EDITOR),
    "a blocked lead": lambda case: blocked(case, person(Role.SAFEGUARDING_LEAD)),
    "a blocked manager": lambda case: blocked(case, person(Role.MANAGER, case.team)),
}


def both(team):
    """Health visitor here and manager of another team."""
    here = person(team=team)
    MembershipFactory(user=here, role=Role.MANAGER)
    return here


def blocked(case, user):
    return ConflictBlockFactory(case=case, user=user).user


def kinds(case):
    return list(
        Event.objects.filter(case_ref=case.pk, kind__startswith="request.")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


@pytest.mark.parametrize("who", MAY)
def test_who_may_prepare(case, who):
    request = waiting(case, MAY[who](case))

    assert request.state == State.WAITING
    assert kinds(case) == ["request.begun", "request.asked"]


@pytest.mark.parametrize("who", MAY_NOT)
def test_who_may_not_prepare(case, manager, who):
    with pytest.raises(NotYours):
        begun(case, MAY_NOT[who](case))

    request = begun(case, manager)
    verbs = [
        lambda by: preparing.ask_for_release(request, by=by, at=AT_THE_VISIT),
        lambda by: preparing.withdraw(request, because="", by=by, at=AT_THE_VISIT),
        lambda by: preparing.choose(
            request, entries=[], include=True, reason="", by=by, at=AT_THE_VISIT
        ),
    ]
    for verb in verbs:
        with pytest.raises(NotYours):
            verb(MAY_NOT[who](case))


def test_sent_twice_it_is_one_request(case, manager):
    first = begun(case, manager)

    again = preparing.begin_request(
        case,
        subject="baby",
        asked=preparing.Asked("x", "y"),
        asked_on=first.asked_on,
        by=manager,
        at=AT_THE_VISIT,
        pk=first.pk,
    )

    assert again == first
    assert kinds(case) == ["request.begun"]


def test_who_asked_and_how_we_know_is_sealed(case, manager):
    request = begun(case, manager)

    assert decrypt(request)["asked_by"] == "Rosa Fableton, by letter"
    assert b"Rosa" not in bytes(request.sealed)


def test_a_request_of_another_family_or_its_adult_is_refused(case, manager):
    other = CaseFactory(team=case.team)
    dan, request = add_dan(other), begun(other, manager)

    with pytest.raises(NotYours):
        begun(case, manager, subject="adult", adult=dan)
    with pytest.raises(NotYours):
        preparing.begin_request(
            case,
            subject="baby",
            asked=preparing.Asked("", ""),
            asked_on=request.asked_on,
            by=manager,
            at=AT_THE_VISIT,
            pk=request.pk,
        )


def test_what_may_never_be_put_in_is_refused_with_all_that_came_along(case, manager):
    dan = add_dan(case)
    ed = add_dan(case, name="Ed Darkwater")
    request = begun(case, manager, subject="adult", adult=dan)
    keys = {one.entry.key for one in preparing.judge_entries(request, WholeRecord(manager))}
    about_ed = next(key for key in keys if str(ed.pk) in key)

    for wrong in (about_ed, "item:nothing"):
        with pytest.raises(NeverIncluded):
            preparing.choose(
                request,
                entries=["fact:name", wrong],
                include=True,
                reason="x",
                by=manager,
                at=AT_THE_VISIT,
            )

    request.refresh_from_db()
    assert preparing.latest_choices(request) == {}


def test_a_note_that_goes_by_an_earlier_name_of_somebody_is_about_another_person(case, manager):
    """A health visitor who married and an adult whose name was put right are still found in it."""
    case.owner.name = "Ana Hart"
    case.owner.save()
    dan = add_dan(case)
    reviewed(
        case,
        strengths_protective="Mrs Hart rang her.",
        baby_observed_care="Darkwater came in.",
        baby_lived_experience="She is fed and warm.",
    )
    case.owner.name = "Ana Wedlock"
    case.owner.save()
    named = {"adult_name": {"value": "Daniel Ray", "reason": ""}}
    change_adult(reread(case), dan, named="known", answers=named, by=case.owner, at=AT_THE_VISIT)

    found = {
        one.entry.answer: one.entry.nature.names_another
        for one in preparing.judge_entries(begun(reread(case), manager), WholeRecord(manager))
    }

    assert found["Mrs Hart rang her."]
    assert found["Darkwater came in."]
    assert not found["She is fed and warm."]


def test_the_last_choice_counts(case, manager, deputy):
    request = begun(case, manager)
    for include, by in ((True, manager), (False, deputy)):
        preparing.choose(
            request,
            entries=["fact:mother"],
            include=include,
            reason="Thought again.",
            by=by,
            at=AT_THE_VISIT,
        )

    request.refresh_from_db()

    assert preparing.latest_choices(request)["fact:mother"].include is False
    assert preparing.preparers(request) == {manager.pk, deputy.pk}


@pytest.mark.django_db(transaction=True)
def test_those_who_may_release_are_told_and_nobody_who_is_blocked(mail_server, case, manager, lead):
    away = person(Role.SAFEGUARDING_LEAD, email="x@trust.example")
    ConflictBlockFactory(case=case, user=away, set_by=lead)
    second = person(Role.MANAGER, case.team)

    waiting(case, manager)

    assert set(Alert.objects.values_list("recipient", flat=True)) == {lead.pk, second.pk}
    assert [message["To"] for message in mail_server.messages] == ["lead@trust.example"]


# --- the second person --------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["the lead", "a manager"])
def test_another_lead_or_manager_releases(case, manager, who):
    request = waiting(case, manager)
    second = MAY[who](case)

    releasing.release(request, by=second, at=AT_THE_VISIT)

    request.refresh_from_db()
    assert (request.state, request.decided_by) == (State.RELEASED, second)
    assert kinds(case)[-1] == "request.released"


NOT_SECOND = {"a deputy": MAY["a deputy"], **MAY_NOT}


@pytest.mark.parametrize("who", NOT_SECOND)
def test_who_may_not_release_send_back_or_refuse(case, manager, who):
    request, by = waiting(case, manager), NOT_SECOND[who](case)

    for verb, said in every_second_verb():
        with pytest.raises(NotYours):
            verb(request, by=by, at=AT_THE_VISIT, **said)

    request.refresh_from_db()
    assert request.state == State.WAITING


def every_second_verb():
    return [
        (releasing.release, {}),
        (releasing.send_back, {"because": "x"}),
        (releasing.refuse, {"because": "x"}),
    ]


def test_nobody_who_had_a_hand_in_it_releases(case, manager, lead, other_lead):
    request = begun(case, manager)
    choice = {"entries": ["fact:nhs"], "include": False, "reason": "x", "at": AT_THE_VISIT}
    preparing.choose(request, by=lead, **choice)
    preparing.ask_for_release(request, by=other_lead, at=AT_THE_VISIT)

    for hand in (manager, lead, other_lead):
        with pytest.raises(NotYours):
            releasing.release(request, by=hand, at=AT_THE_VISIT)


def test_a_manager_who_holds_the_family_does_not_release_her_own_record(case, lead):
    holder = person(Role.MANAGER, case.team)
    case.owner = holder
    case.save()

    with pytest.raises(NotYours):
        releasing.release(waiting(case, lead), by=holder, at=AT_THE_VISIT)


def test_the_database_itself_refuses_one_person_for_both(case, manager):
    request = waiting(case, manager)

    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(
            state="released", decided_by=manager, decided_at=AT_THE_VISIT
        )


def test_a_copy_goes_out_as_it_was_put_forward(case, manager, lead):
    request = waiting(case, manager)
    before = decrypt(request, "document")
    reviewed(case)

    releasing.release(request, by=lead, at=AT_THE_VISIT)

    request.refresh_from_db()
    assert decrypt(request, "document") == before


def test_sent_back_it_is_prepared_again_with_the_same_choices(case, manager, lead):
    request = begun(case, manager)
    choice = {"entries": ["fact:nhs"], "include": False, "reason": "x", "at": AT_THE_VISIT}
    preparing.choose(request, by=manager, **choice)
    preparing.ask_for_release(request, by=manager, at=AT_THE_VISIT)

    releasing.send_back(request, because="Look at the plan again.", by=lead, at=AT_THE_VISIT)

    request.refresh_from_db()
    assert request.state == State.PREPARING
    assert bytes(request.document) == b""
    assert "fact:nhs" in preparing.latest_choices(request)
    assert decrypt(request)["back"] == "Look at the plan again."


@pytest.mark.parametrize("end", ["released", "refused", "withdrawn"])
def test_what_has_ended_is_frozen_and_ends_once(case, manager, lead, end):
    request = waiting(case, manager)
    ends = {
        "released": lambda: releasing.release(request, by=lead, at=AT_THE_VISIT),
        "refused": lambda: releasing.refuse(request, because="x", by=lead, at=AT_THE_VISIT),
        "withdrawn": lambda: preparing.withdraw(request, because="x", by=lead, at=AT_THE_VISIT),
    }
    ends[end]()

    for again in ends.values():
        with pytest.raises(RequestMovedOn):
            again()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(document=b"other")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).delete()


def test_only_those_who_decide_see_that_somebody_asked(case, manager, lead):
    released(case, manager, lead)

    for who in MAY.values():
        assert SubjectRequest.objects.visible_to(who(case)).count() == 1
    for who in MAY_NOT.values():
        assert not SubjectRequest.objects.visible_to(who(case)).exists()


def test_the_log_names_no_entry_and_no_word(case, manager, lead):
    dan = add_dan(case)
    released(case, manager, lead, subject="adult", adult=dan)

    said = str(list(Event.objects.filter(kind__startswith="request.").values()))

    for word in ("Dan", "Rosa", "Passport", "fact:", "adult"):
        assert word not in said

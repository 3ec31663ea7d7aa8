"""Opening a case is logged, and refused alike whatever the reason."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.test import RequestFactory

from checklists.audit.models import Event
from checklists.audit.querysets import note_all_stated
from checklists.cases import opening
from checklists.cases.access import WritableCase
from checklists.cases.opening import open_case, open_to_record, record_list
from checklists.people.models.teams import TEAM_ROLES, Role
from checklists.people.models.users import User
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person

pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=user.pk)
    return request


def test_opening_a_case_leaves_one_read_in_the_log():
    case = CaseFactory()

    right = open_case(request_of(case.owner), case.pk)

    event = Event.objects.get()
    assert right.case == case
    assert (event.kind, event.by, event.case_ref) == ("case.read", case.owner, case.pk)
    assert event.why == "caseload"


def test_a_colleague_of_the_team_finds_the_private_part_shut():
    case = CaseFactory()

    right = open_case(request_of(person(team=case.team)), case.pk)

    assert right.why == "team"
    assert not right.private


def test_a_manager_finds_the_private_part_open():
    case = CaseFactory()

    assert open_case(request_of(person(Role.MANAGER, case.team)), case.pk).private


def test_who_writes_in_a_case_is_given_the_right_to():
    case = CaseFactory()

    right = open_to_record(request_of(case.owner), case.pk)

    assert isinstance(right, WritableCase)
    assert Event.objects.get().kind == "case.read"


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.SAFEGUARDING_LEAD])
def test_who_only_reads_a_case_is_not(role):
    case = CaseFactory()
    reader = person(role, case.team if role in TEAM_ROLES else None)
    open_case(request_of(reader), case.pk)

    with pytest.raises(Http404):
        open_to_record(request_of(reader), case.pk)

    assert Event.objects.latest("seq").kind == "case.refused"


def test_nobody_writes_in_a_case_that_has_ended():
    case = CaseFactory(ended=True)

    with pytest.raises(Http404):
        open_to_record(request_of(case.owner), case.pk)


def test_unknown_foreign_and_blocked_are_refused_alike():
    nia = person(team=TeamFactory())
    blocked = ConflictBlockFactory(case__owner=nia, user=nia).case

    for pk in (uuid4(), CaseFactory().pk, blocked.pk):
        with pytest.raises(Http404):
            open_case(request_of(nia), pk)

        event = Event.objects.latest("seq")
        assert (event.kind, event.case_ref) == ("case.refused", pk)


def test_a_case_that_cannot_be_logged_is_not_opened(monkeypatch):
    case = CaseFactory()

    def fails(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(opening, "record", fails)

    with pytest.raises(OSError, match="No space"):
        open_case(request_of(case.owner), case.pk)


def test_opening_needs_few_statements(django_assert_num_queries):
    case = CaseFactory()
    request = request_of(case.owner)
    note_all_stated()  # what made the case was a transaction of its own

    # memberships, cover, blocks and grants; the case; the end of the chain and the event between
    # two savepoints
    with django_assert_num_queries(3 + 1 + 6):
        open_case(request, case.pk)


def test_a_list_is_one_event_with_the_ids_it_showed():
    team = TeamFactory()
    first, second = CaseFactory(team=team), CaseFactory(team=team)

    record_list(request_of(first.owner), "caseload.read", [first.pk, second.pk, first.pk])

    assert Event.objects.get().shown == [str(first.pk), str(second.pk)]


def test_an_empty_list_showed_nothing():
    record_list(request_of(person(team=TeamFactory())), "caseload.read", [])

    assert not Event.objects.exists()

"""Every address of ours, asked by people who may not open it. A new address is asked by itself."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse

from checklists.answers.models import AnswerSheet
from checklists.audit.models import Event
from checklists.cases.sealing import seal
from checklists.guidance.models import ChecklistTemplate, TemplateVersion
from checklists.people.models import Role
from checklists.records.models import SubjectRequest
from checklists.visits.models import Visit
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    ItemFactory,
    TeamFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OPEN_TO_ALL = {
    "account_login",
    "account_logout",
    "account_inactive",
    "baby_care_advice",
    "advice_topic",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
}
SOME = {"uuid": lambda: uuid4(), "int": lambda: 1, "slug": lambda: "sleep"}


def addresses(resolver=None):
    """Each address of ours as (name, converters by argument)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            kinds = {
                argument: type(converter).__name__.removesuffix("Converter").lower()
                for argument, converter in entry.pattern.converters.items()
            }
            yield pytest.param(entry.name, kinds, id=entry.name)
        elif entry.app_name != "admin":
            yield from addresses(entry)


def below(*places):
    """Addresses below /<place>/<id>/."""
    return [
        address
        for address in addresses()
        if "pk" in address.values[1] and to(*address.values).split("/")[1] in places
    ]


def to(name, kinds, **known):
    return reverse(
        name,
        kwargs={argument: known.get(argument) or SOME[kind]() for argument, kind in kinds.items()},
    )


@pytest.mark.parametrize(("name", "kinds"), list(addresses()))
def test_a_visitor_opens_only_what_is_open_to_all(client, name, kinds):
    got, posted = client.get(to(name, kinds)), client.post(to(name, kinds))

    if name in OPEN_TO_ALL:
        assert got.status_code in {200, 302, 404}
    else:
        assert got.status_code == 302
        assert got.url.startswith("/accounts/login/")
        assert posted.status_code == 401


OUTSIDERS = {
    "a health visitor of another team": lambda case: person(team=TeamFactory()),
    "a manager of another team": lambda case: person(Role.MANAGER, TeamFactory()),
    "an editor": lambda case: person(Role.EDITOR),
    "a publisher": lambda case: person(Role.PUBLISHER),
    "a system administrator": lambda case: person(Role.SYSTEM_ADMINISTRATOR),
    "a superuser": lambda case: UserFactory(is_superuser=True),
    "the owner, blocked": lambda case: ConflictBlockFactory(case=case, user=case.owner).user,
}


def known(case, place):
    """The id of the case, or of a row of it, that stands in an address below this place."""
    if place == "items":
        return ItemFactory(case=case).pk
    if place == "requests":
        return request_of(case).pk
    return visit_of(case).pk if place == "visits" else case.pk


def request_of(case):
    return SubjectRequest.objects.create(
        case=case,
        subject="baby",
        asked_on=NOON.date(),
        sealed=seal(case, {"asked_by": "Rosa", "identity": "Known"}),
        begun_by=person(Role.SAFEGUARDING_LEAD),
        begun_at=NOON,
    )


def visit_of(case):
    template, _ = ChecklistTemplate.objects.get_or_create(slug="visit", name="Visit")
    version, _ = TemplateVersion.objects.get_or_create(
        template=template, number=1, defaults={"created_at": NOON}
    )
    return Visit.objects.create(
        case=case,
        visit_type="new-birth",
        stage="born",
        place="home",
        held_at=NOON,
        written_at=NOON,
        version=version,
        sheet=AnswerSheet.objects.create(case=case, version=version),
        team=case.team,
        author=case.owner,
    )


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize(("name", "kinds"), below("cases", "visits", "items", "requests"))
def test_a_case_is_not_there_for_an_outsider(client, name, kinds, who):
    case = CaseFactory()
    client.force_login(OUTSIDERS[who](case))
    address = to(name, kinds, pk=known(case, to(name, kinds).split("/")[1]))

    assert client.get(address).status_code in {404, 405}
    assert client.post(address).status_code in {404, 405}


@pytest.mark.usefixtures("content_in_force")
@pytest.mark.parametrize(("name", "kinds"), below("cases"))
def test_a_case_page_is_one_read_in_the_log(client, name, kinds):
    case = CaseFactory()
    client.force_login(case.owner)

    page = client.get(to(name, kinds, pk=case.pk))

    if page.status_code == 200:
        assert Event.objects.filter(kind="case.read", case_ref=case.pk).count() == 1

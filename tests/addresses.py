"""The addresses of ours, and a visit to stand in one, for tests that ask them all."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse

from checklists.answers.models import AnswerSheet
from checklists.guidance.models import ChecklistTemplate, TemplateVersion
from checklists.handover.models import Transfer
from checklists.visits.models import Visit
from tests.factories import (
    TeamFactory,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
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


def offer_of(case, author):
    return Transfer.objects.create(
        case=case,
        from_owner=case.owner,
        from_team=case.team,
        to_team=TeamFactory(),
        to_user=None if author == case.owner else author,
        offered_by=case.owner,
        offered_at=NOON,
        note=b"",
    )

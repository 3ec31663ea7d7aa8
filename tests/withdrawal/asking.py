"""A visit signed in the wrong record, asked about and withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.audit.refused import NotYours
from checklists.visits.models import Visit
from checklists.withdrawal.withdrawing import (
    agree_withdrawal,
    ask_withdrawal,
    decline_withdrawal,
)
from tests.visits.story import AT_THE_VISIT

CANARY = "Zaunkoenig"
BEFORE, LATER = AT_THE_VISIT - timedelta(days=9), AT_THE_VISIT + timedelta(hours=2)
WRONG = {
    "baby_lived_experience": f"{CANARY} in the pram.",
    "baby_seen": "seen_awake",
    "mental_health_mother": "red_flag",
    "da_postnatal": "asked_disclosure",
    "da_safe_contact": f"{CANARY} rings.",
}


def asked(visit, by=None):
    return ask_withdrawal(
        visit, reason="It was the baby next door.", by=by or visit.author, at=LATER
    )


def withdrawn(visit, by):
    agree_withdrawal(asked(visit), by=by, at=LATER)
    return Visit.objects.get(pk=visit.pk)


def page(client, name, pk, **post):
    address = reverse(name, args=[pk])
    answer = client.post(address, post) if post else client.get(address)
    return answer.content.decode().replace("&#x27;", "'")


def refused(by, waits):
    for verb in (agree_withdrawal, decline_withdrawal):
        with pytest.raises(NotYours):
            verb(waits, by=by, at=LATER)

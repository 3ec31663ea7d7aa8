"""Keys are rotated while people work: nobody notices, and nothing is lost when it is cut off."""

import os
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime
from threading import Semaphore
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from checklists.answers.models import PrivateSheet
from checklists.answers.private import read_own
from checklists.answers.saving import Change
from checklists.audit.models import Event
from checklists.cases.binding import bind_cases
from checklists.cases.encryption import decrypt
from checklists.cases.models.keys import CaseKey
from checklists.cases.rotating_keys import rotate_keys
from checklists.facts.storing import read_facts
from checklists.household.adults import add_adult
from checklists.outstanding.models import ItemEvent
from tests.answers.filling import entry, fields, opened, send, write
from tests.cases.sealed_rows import case_from_before, seal_as_before
from tests.concurrent_presses import at_once
from tests.extent import how_many
from tests.factories import CaseFactory, ItemFactory
from tests.visits.story import begin, reread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]

NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
OLD, NEW = (f"{name}:{b64encode(name.encode() * 8).decode()}" for name in ("2025", "2026"))
# A private answer, an open one and a note on an item each turn: 216 requests that save, in full.
SAVERS, TURNS = how_many(suite=3, full=8), how_many(suite=2, full=9)
CASES = how_many(suite=6, full=200)
KILLED_AFTER = 2  # cases


class Saver:
    """One health visitor with a visit and an open item, who saves and saves."""

    def __init__(self, number):
        self.number, self.case = number, case_from_before()
        self.visit, self.item = begin(self.case), ItemFactory(case=self.case)
        self.client, self.answers = Client(), []
        write(self.visit, da_postnatal=Change("asked_disclosure"))
        row = PrivateSheet.objects.get(pk=self.visit.sheet_id)
        seal_as_before(row, self.case, sealed=read_own(self.visit.sheet)).save()

    def work(self):
        self.client.force_login(self.case.owner)
        for turn in range(TURNS):
            self.answers += [
                self.save_private(turn),
                send(
                    self.client,
                    self.visit,
                    "baby-today",
                    {"baby_lived_experience": self.words(turn)},
                ),
                self.act(turn),
            ]

    def save_private(self, turn):
        page = fields(opened(self.client, self.visit, "mothers-wellbeing"))
        words = {"da_notes": self.words(turn)}
        return send(self.client, self.visit, "mothers-wellbeing", words, page)

    def act(self, turn):
        url = reverse("act_on_item", args=[self.item.pk])
        day = {"done_on-day": "20", "done_on-month": "11", "done_on-year": "2026"}
        said = {"what": self.words(turn), "with_whom": "Dr Inkwell", **day}
        return self.client.post(url, {**fields(self.client.get(url)).sent, **said})

    def words(self, turn):
        return f"Saver {self.number}, turn {turn}"

    def notes_read(self):
        events = ItemEvent.objects.filter(item=self.item, kind="acted").order_by("pk")
        return [decrypt(event, case=reread(self.case))["what"] for event in events]


def rotate_until(done, settings):
    """Bind what is from before; then to and fro between two keys, at least once each way."""
    assert all(not listed.not_opened for listed in bind_cases())
    turns = [[NEW, OLD], [OLD, NEW]]
    rotated, waiting = 0, SAVERS
    while waiting or rotated < 2 * SAVERS:
        settings.CASE_KEYS = turns[0]
        turns.reverse()
        rotated += sum(rotate_keys())
        while waiting and done.acquire(blocking=False):
            waiting -= 1


@pytest.mark.usefixtures("content_in_force")
def test_everybody_saves_while_ciphertexts_are_bound_and_keys_are_rotated(settings):
    settings.CASE_KEYS, settings.UNBOUND_CIPHERTEXTS = [OLD], True
    with time_machine.travel(NOW, tick=False):
        savers, done = [Saver(number) for number in range(SAVERS)], Semaphore(0)

        def press(saver):
            try:
                saver.work()
            finally:
                done.release()

        at_once(
            *[lambda saver=saver: press(saver) for saver in savers],
            lambda: rotate_until(done, settings),
        )
        settings.CASE_KEYS = [NEW, OLD]
        list(rotate_keys())
        settings.CASE_KEYS, settings.UNBOUND_CIPHERTEXTS = [NEW], False

        for saver in savers:
            assert [answer.status_code for answer in saver.answers] == [302] * 3 * TURNS
            said = [saver.words(turn) for turn in range(TURNS)]
            assert saver.notes_read() == said
            assert entry(saver.visit, "da_postnatal")["value"] == "asked_disclosure"
            assert entry(saver.visit, "da_notes")["value"] == said[-1]
            assert entry(saver.visit, "baby_lived_experience")["value"] == said[-1]


# --- killed -------------------------------------------------------------------------------------


def rotate_in_a_process():
    """`manage.py rotate_case_keys` on the database of this test, as at the time of an upgrade."""
    name = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return subprocess.Popen(
        [sys.executable, "manage.py", "rotate_case_keys", "--verbosity=2"],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "CASE_KEYS": f"{NEW},{OLD}"},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_in_the_middle():
    """While it waits for the row of one key, in the transaction of that key."""
    waits_for = CaseKey.objects.order_by("pk")[KILLED_AFTER]
    with transaction.atomic():
        CaseKey.objects.select_for_update().get(pk=waits_for.pk)
        with rotate_in_a_process() as running:
            next(line for line in running.stdout if line.startswith(f"{KILLED_AFTER} of"))
            running.kill()


def test_killed_in_the_middle_it_goes_on_and_the_old_key_may_go(settings):
    settings.CASE_KEYS = [OLD]
    with time_machine.travel(NOW, tick=False):
        cases = [CaseFactory() for _ in range(CASES)]
        for case in cases:
            said = {"adult_name": {"value": "Dan Inventall", "reason": ""}}
            add_adult(case, named="known", answers=said, by=case.owner, at=NOW)

    kill_in_the_middle()
    assert CaseKey.objects.filter(wrapped_with="2026").count() == KILLED_AFTER
    assert Event.objects.filter(kind="keys.rotated").count() == 0

    with rotate_in_a_process() as running:
        said, _ = running.communicate(timeout=120)

    assert running.returncode == 0
    assert f"Encrypted anew: {CASES - KILLED_AFTER} of {CASES - KILLED_AFTER} case keys." in said
    assert "Key 2025 opens nothing any more: it may be removed." in said
    settings.CASE_KEYS = [NEW]
    for case in cases:
        known = read_facts(reread(case), with_private=True).private_answers
        assert [one["value"] for one in known.values()] == ["Dan Inventall"]

"""My items, and one item: who may see it, what it says, and what people do about it."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.encryption import encrypt
from checklists.outstanding.closing import ask_to_close
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, State
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, ItemFactory, TeamFactory, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
DONE = {
    "outcome": "done",
    "what": "Cot from the equipment scheme",
    "done_on-day": "20",
    "done_on-month": "11",
    "done_on-year": "2026",
    "with_whom": "Dr Inkwell",
}
OPEN = {"open": "titles"}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def nurse(north):
    return person(team=north, name="Nia Northfield")


@pytest.fixture
def manager(north):
    return person(Role.MANAGER, north)


@pytest.fixture
def case(north, nurse):
    return CaseFactory(team=north, owner=nurse)


def page_of(client, user, name, *args, data=None):
    client.force_login(user)
    url = reverse(name, args=args)
    return client.post(url, data, follow=True) if data is not None else client.get(url)


def rows_of(page):
    return [row["title"] for group in page.context["groups"] for row in group["rows"]]


@pytest.mark.usefixtures("content_in_force")
class TestMyItems:
    def test_shows_what_i_own_most_urgent_first(self, client, nurse, north):
        ItemFactory(case=CaseFactory(team=north), title="Somebody else's")
        later = CaseFactory(team=north, owner=nurse, given_name="Later")
        ItemFactory(case=later)
        now = CaseFactory(team=north, owner=nurse, given_name="Now")
        ItemFactory(case=now, immediate=True)

        page = page_of(client, nurse, "my_items")

        assert [group["name"] for group in page.context["groups"]] == [
            "Now Fableton",
            "Later Fableton",
        ]

    def test_shows_the_items_of_a_colleague_i_cover(self, client, case, north):
        other = person(team=north)
        ItemFactory(case=case)
        Absence.objects.create(
            user=case.owner, covered_by=other, starts_on=TODAY, ends_on=TODAY + timedelta(days=1)
        )

        page = page_of(client, other, "my_items")

        assert [group["name"] for group in page.context["groups"]] == [case.name]

    def test_a_family_closed_to_the_cover_is_the_managers_and_no_page_says_why(
        self, client, case, north
    ):
        cover, manager = person(team=north), person(Role.MANAGER, north)
        open_ = CaseFactory(team=north, owner=case.owner, given_name="Robin")
        for one in (case, open_):
            ItemFactory(case=one)
        Absence.objects.create(user=case.owner, covered_by=cover, starts_on=TODAY, ends_on=TODAY)
        before = page_of(client, manager, "my_items")
        people = page_of(client, manager, "team").context["people"]
        ConflictBlockFactory(case=case, user=cover)

        after = page_of(client, manager, "my_items")

        assert [group["name"] for group in after.context["groups"]] == [case.name]
        assert before.context["groups"] == []
        shown = ("covering", "show_owner", "filtered")
        assert [before.context[name] for name in shown] == [after.context[name] for name in shown]
        assert page_of(client, manager, "team").context["people"] == people
        names = [group["name"] for group in page_of(client, cover, "my_items").context["groups"]]
        assert names == [open_.name]

    def test_titles_are_neutral_until_one_switch_shows_every_one(self, client, nurse, case):
        ItemFactory(case=case, about_her=True)
        ItemFactory(case=case)

        shut = page_of(client, nurse, "my_items")
        full = page_of(client, nurse, "my_items", data=OPEN)

        assert rows_of(shut) == ["Follow-up"] * 2
        assert set(rows_of(full)) == {
            "Complete routine enquiry after the birth",
            "Get a safe sleep space in place",
        }
        assert "Complete routine enquiry" not in shut.content.decode()
        assert "data-titles-end" in full.content.decode()
        assert "data-way-out" not in shut.content.decode()
        assert "data-way-out" in full.content.decode()

    @pytest.mark.parametrize(
        ("asked", "left"),
        [
            ("urgency=high", ["high", "overdue"]),
            ("overdue=on", ["overdue"]),
            ("point=7", ["routine"]),
            ("urgency=immediate", []),
        ],
    )
    def test_a_filter_leaves_what_was_asked_for(self, client, nurse, case, asked, left):
        ItemFactory(case=case, title="high")
        ItemFactory(case=case, title="overdue", due_on=TODAY - timedelta(days=1))
        ItemFactory(case=case, title="routine", routine=True, point_number=7)

        page_of(client, nurse, "my_items", data=OPEN)
        page = client.get(f"{reverse('my_items')}?{asked}")

        assert sorted(rows_of(page)) == left

    @pytest.mark.parametrize("asked", ["urgency=red", "point=99", "point=x"])
    def test_a_filter_that_does_not_exist_is_refused_in_words(self, client, nurse, asked):
        client.force_login(nurse)

        page = client.get(f"{reverse('my_items')}?{asked}")

        assert page.status_code == 400
        assert "Choose from the answers shown" in page.content.decode()

    def test_an_empty_list_says_so(self, client, nurse):
        assert b"No open item is in your name" in page_of(client, nurse, "my_items").content

    def test_showing_the_list_is_one_event_with_the_families_it_showed(self, client, nurse, case):
        ItemFactory.create_batch(2, case=case)

        page_of(client, nurse, "my_items")

        assert Event.objects.get(kind="items.read").shown == [str(case.pk)]

    @pytest.mark.parametrize("items", [1, 40])
    def test_a_page_costs_the_same_at_any_size(self, client, nurse, north, statements, items):
        counts = []
        for families in (1, 60):
            for _ in range(families):
                ItemFactory(case=CaseFactory(team=north, owner=nurse))
            ItemFactory.create_batch(items, case=CaseFactory(team=north, owner=nurse))
            client.force_login(nurse)
            client.get(reverse("my_items"))
            with statements() as counted:
                client.get(reverse("my_items"))
            counts.append(len(counted))

        assert counts[0] == counts[1] <= 10  # seven for who asks and the log, and three

    def test_an_editor_of_guidance_has_no_items(self, client):
        assert page_of(client, person(Role.EDITOR), "my_items").status_code == 404


class TestItem:
    def test_arrives_shut_and_opens_with_one_tap(self, client, nurse, case):
        item = ItemFactory(case=case, about_her=True, guidance="Plan a private contact.")

        shut = page_of(client, nurse, "item", item.pk).content.decode()
        opened = page_of(client, nurse, "item", item.pk, data=OPEN).content.decode()

        assert "Follow-up" in shut
        assert "routine enquiry" not in shut
        assert "Plan a private contact" not in shut
        assert "Complete routine enquiry after the birth" in opened
        assert "Plan a private contact" in opened
        assert re.search(r"<title>\s*Item", opened)

    def test_opening_the_words_is_logged(self, client, nurse, case):
        item = ItemFactory(case=case)

        page_of(client, nurse, "item", item.pk, data=OPEN)

        read = Event.objects.filter(case_ref=case.pk).order_by("pk").values_list("kind", flat=True)
        assert list(read) == ["case.read", "item.read"]

    def test_a_private_item_does_not_exist_for_a_colleague(self, client, case, north):
        item = ItemFactory(case=case, about_her=True)
        colleague = person(team=north)

        assert page_of(client, colleague, "item", item.pk).status_code == 404
        assert page_of(client, colleague, "item", ItemFactory(case=case).pk).status_code == 200

    @pytest.mark.parametrize("name", ["item", "act_on_item", "close_item", "decline_item"])
    def test_another_team_is_told_what_an_unknown_address_is_told(self, client, case, name):
        item = ItemFactory(case=case)
        stranger = person(Role.MANAGER, TeamFactory())

        theirs = page_of(client, stranger, name, item.pk)
        unknown = page_of(client, stranger, name, uuid4())

        assert (theirs.status_code, unknown.status_code) == (404, 404)
        assert without_token(theirs) == without_token(unknown)

    def test_a_colleague_who_may_only_read_finds_nothing_to_do(self, client, case, north):
        item = ItemFactory(case=case)
        colleague = person(team=north)

        assert b"Record what was done" not in page_of(client, colleague, "item", item.pk).content
        assert page_of(client, colleague, "act_on_item", item.pk, data=DONE).status_code == 404

    @pytest.mark.usefixtures("content_in_force")
    def test_says_which_question_and_which_adult_it_is_about(self, client, nurse, case):
        adult = uuid4()
        known = {"value": "Dan Inventall", "on": "2026-11-12", "by": "Nia", "visit": ""}
        encrypt(case.facts, sealed={"answers": {f"adult_name:{adult}": known}})
        case.facts.save()
        item = ItemFactory(
            case=case, private=True, subject=f"adult:{adult}", opened_because=["adult_met"]
        )

        shut = page_of(client, nurse, "item", item.pk).content.decode()
        opened = page_of(client, nurse, "item", item.pk, data=OPEN).content.decode()

        assert "Dan Inventall" not in shut
        assert "About Dan Inventall" in opened
        assert "Has a practitioner met and spoken with Dan Inventall?" in opened

    @pytest.mark.parametrize("name", ["agree_item", "acknowledge_item"])
    def test_deciding_is_a_post(self, client, manager, case, name):
        item = ItemFactory(case=case)

        assert page_of(client, manager, name, item.pk).status_code == 405


def without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


class TestDoing:
    def test_what_was_done_is_recorded_and_the_item_stays_open(self, client, nurse, case):
        item = ItemFactory(case=case)

        page_of(client, nurse, "act_on_item", item.pk, data=DONE)

        item.refresh_from_db()
        assert item.state == State.OPEN
        assert [event.kind for event in item.history.all()] == ["acted"]

    def test_a_routine_item_is_closed(self, client, nurse, case):
        item = ItemFactory(case=case, routine=True)

        page_of(client, nurse, "close_item", item.pk, data=DONE)

        item.refresh_from_db()
        assert (item.state, item.outcome) == (State.CLOSED, Outcome.DONE)

    @pytest.mark.parametrize("name", ["act_on_item", "close_item"])
    def test_words_for_an_item_closed_meanwhile_are_shown(self, client, nurse, case, name):
        item = ItemFactory(case=case, routine=True)
        page_of(client, nurse, "close_item", item.pk, data=DONE)

        late = page_of(client, nurse, name, item.pk, data={**DONE, "what": "Rang the midwife"})

        assert late.status_code == 409
        assert "This item is closed already." in late.text
        add = reverse("add_item", args=[case.pk])
        for words in ("Rang the midwife", "20 November 2026", "Dr Inkwell", f'href="{add}"'):
            assert words in late.text

    def test_words_for_an_item_asked_for_meanwhile_can_be_recorded(self, client, nurse, case):
        item = asked_for(ItemFactory(case=case), nurse)

        late = page_of(client, nurse, "close_item", item.pk, data=DONE)

        assert late.status_code == 409
        act = reverse("act_on_item", args=[item.pk])
        assert DONE["what"] in late.text
        assert f'href="{act}"' in late.text

    def test_a_reason_for_an_item_decided_meanwhile_is_shown(self, client, nurse, manager, case):
        item = asked_for(ItemFactory(case=case), nurse)
        page_of(client, manager, "decline_item", item.pk, data={"reason": "See it first"})

        late = page_of(client, manager, "decline_item", item.pk, data={"reason": "Ring first"})

        assert late.status_code == 409
        assert "Ring first" in late.text
        assert "See it first" not in late.text

    def test_a_high_item_waits_and_the_manager_agrees(self, client, nurse, manager, case):
        item = ItemFactory(case=case)

        page_of(client, nurse, "close_item", item.pk, data=DONE)
        item.refresh_from_db()
        assert item.state == State.CLOSING_ASKED
        page_of(client, manager, "agree_item", item.pk, data={})

        item.refresh_from_db()
        assert item.state == State.CLOSED

    def test_the_manager_declines_with_a_reason(self, client, nurse, manager, case):
        item = asked_for(ItemFactory(case=case), nurse)

        without = page_of(client, manager, "decline_item", item.pk, data={"reason": " "})
        page_of(client, manager, "decline_item", item.pk, data={"reason": "See it first"})

        item.refresh_from_db()
        assert without.status_code == 422
        assert item.state == State.OPEN

    def test_the_one_who_asked_cannot_decide(self, client, manager, case):
        item = asked_for(ItemFactory(case=case), manager)

        page_of(client, manager, "agree_item", item.pk, data={})

        item.refresh_from_db()
        assert item.state == State.CLOSING_ASKED
        assert page_of(client, manager, "decline_item", item.pk).status_code == 404

    def test_an_immediate_item_asks_the_time_and_with_whom(self, client, nurse, case):
        item = ItemFactory(case=case, immediate=True)
        typed = {**DONE, "with_whom": ""}

        page = page_of(client, nurse, "close_item", item.pk, data=typed)

        assert page.status_code == 422
        assert set(page.context["form"].errors) == {"done_time", "with_whom"}
        assert "Cot from the equipment scheme" in page.content.decode()

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"done_on-day": "24"}, "done_on"),
            ({"done_on-day": "31"}, "done_on"),
            ({"done_on-day": "23", "done_time": "11pm"}, "done_time"),
            ({"done_time": "half past"}, "done_time"),
            ({"outcome": "lost"}, "outcome"),
            ({"what": "x" * 200_000}, "what"),
            ({"what": "\x00\u200b"}, "what"),
            ({"with_whom": "-"}, "with_whom"),
            ({"done_on-day": "29", "done_on-month": "3", "done_time": "1.30am"}, "done_time"),
        ],
    )
    def test_bad_input_is_refused_at_the_question(self, client, nurse, case, typed, field):
        item = ItemFactory(case=case, immediate=True)

        page = page_of(
            client, nurse, "close_item", item.pk, data={**DONE, "done_time": "2pm", **typed}
        )

        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]

    def test_the_manager_says_that_she_has_seen_it(self, client, manager, case):
        item = ItemFactory(case=case, immediate=True)

        page_of(client, manager, "acknowledge_item", item.pk, data={})

        item.refresh_from_db()
        assert item.acknowledged_by == manager

    def test_what_someone_else_did_first_is_said_and_nothing_changes(self, client, nurse, case):
        item = asked_for(ItemFactory(case=case), nurse)

        client.force_login(nurse)
        page = client.post(reverse("close_item", args=[item.pk]), DONE, follow=True)

        assert "already been asked" in page.content.decode()


def asked_for(item, by):
    ask_to_close(item, outcome=Outcome.DONE, action=Action("Cot seen"), by=by, at=AT)
    return item

"""Every fact of meta.facts about a case, with tables of contacts in the words of a visit."""

import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from checklists.cases.models.case import Case
from checklists.facts.contacts import prompts_to_watch
from checklists.facts.facts import Facts, facts_after_contact, facts_after_household_entry
from checklists.facts.rule_facts import facts_for_rules
from checklists.guidance.compiled import compile_content
from checklists.guidance.conditions import facts_in
from tests.facts.contacts import CONTENT, FIRST_DAY, contact, entry


def case(**fields):
    registered = datetime(2026, 10, 10, 9, tzinfo=UTC)
    return Case(
        **{
            "born_on": date(2026, 10, 9),
            "created_at": registered,
            "owner_since": registered.date(),
            **fields,
        }
    )


def after_all(contacts, facts=None):
    facts = facts or Facts()
    for one in contacts:
        facts = facts_after_contact(facts, one)
    return facts


def fact(key, facts=None, *, now=None, on=FIRST_DAY, items=(), of=None):
    known = facts_for_rules(of or case(), facts or Facts(), on, open_items=items, contact=now)
    return known[key]


def item(point=3, priority=3, opened=FIRST_DAY):
    opened_at = datetime(opened.year, opened.month, opened.day, 12, tzinfo=UTC)
    return SimpleNamespace(point_number=point, priority=priority, opened_at=opened_at)


def test_every_fact_that_a_visit_asks_for_is_known():
    asked = {
        key
        for rule in CONTENT["rules"]
        if rule["kind"] in ("visit", "case")
        for key in facts_in(rule["when"]) | facts_in(rule["closes_when"])
    } | {
        key
        for point in CONTENT["points"]
        for prompt in point["prompts"]
        for key in facts_in(prompt["show_when"])
    }

    known = facts_for_rules(case(), Facts(), FIRST_DAY, open_items=[])

    assert asked <= known.keys()
    assert known.keys() <= CONTENT["meta"]["facts"].keys()


@pytest.mark.parametrize(
    ("fields", "days_to_edd", "age"),
    [
        ({}, None, 11),
        ({"due_on": date(2026, 10, 12)}, None, 11),
        ({"born_on": None, "due_on": date(2026, 11, 20)}, 31, None),
        ({"born_on": None, "due_on": date(2026, 10, 18)}, -2, None),
        ({"born_on": FIRST_DAY, "due_on": FIRST_DAY}, None, 0),
    ],
)
def test_days_to_the_due_date_are_unset_once_born_and_age_before(fields, days_to_edd, age):
    assert fact("days_to_edd", of=case(**fields)) == days_to_edd
    assert fact("baby_age_days", of=case(**fields)) == age


NOBODY_IN = {"outcome": "no_access"}
CANCELLED = {"outcome": "cancelled_by_family"}
NOT_BROUGHT = {"outcome": "not_brought"}
BY_US = {"outcome": "cancelled_by_us"}
HELD = {}
CLINIC = {"visit_type": "brief-contact"}


@pytest.mark.parametrize(
    ("contacts", "streak"),
    [
        ([], 0),
        ([NOBODY_IN], 1),
        ([NOBODY_IN, CANCELLED], 2),
        ([NOBODY_IN, NOT_BROUGHT, CANCELLED], 3),
        ([NOBODY_IN, HELD], 0),
        ([NOBODY_IN, HELD, NOT_BROUGHT], 1),
        ([NOBODY_IN, BY_US, NOT_BROUGHT], 2),  # cancelled by us is neither theirs nor a contact
        ([NOBODY_IN, CLINIC, NOT_BROUGHT], 2),  # a drop-in was not planned
    ],
)
def test_no_access_counts_planned_contacts_running(contacts, streak):
    made = [contact(day, **fields) for day, fields in enumerate(contacts)]

    assert fact("no_access_streak", after_all(made)) == streak


def test_no_access_counts_this_contact_at_signing():
    before = after_all([contact(0, outcome="no_access")])

    assert fact("no_access_streak", before, now=contact(1, outcome="not_brought")) == 2
    assert fact("no_access_streak", before, now=contact(1)) == 0


@pytest.mark.parametrize(
    ("answers", "streak"),
    [
        ([{"mental_health_mother": "not_asked"}], 1),
        ([{"mental_health_mother": "not_asked"}] * 2, 2),
        ([{"mental_health_mother": "not_asked"}, {"sleep_bed_share_advice": "not_done"}], 1),
        ([{"mental_health_mother": "not_asked"}, {"mental_health_mother": "no_concern"}], 0),
        ([{"mental_health_mother": "not_asked"}, {}, {"mental_health_mother": "not_asked"}], 2),
        (
            [{"mental_health_mother": "not_asked"}, {}],
            1,
        ),  # not asked at a brief contact, still waiting
        ([{"sleep_carer_impaired": ["not_asked"]}] * 2, 2),
        ([{"sleep_carer_impaired": ["none"]}] * 2, 0),
        ([{"mental_health_mother": {"value": None, "reason": "visit_cut_short"}}] * 2, 2),
        ([{"skin_seen": "not_done"}] * 2, 0),  # has a rule of its own
        ([{"mental_health_mother": "not_asked", "sleep_bed_share_advice": "not_done"}] * 3, 3),
    ],
)
def test_not_done_counts_one_and_the_same_question(answers, streak):
    made = [contact(day, said=said) for day, said in enumerate(answers)]

    assert fact("not_done_streak", after_all(made[:-1]), now=made[-1]) == streak
    assert fact("not_done_streak", after_all(made)) == streak


def test_not_done_watches_every_contact_questions_without_a_rule_of_their_own():
    checklist = compile_content(CONTENT)

    assert prompts_to_watch(checklist.prompts.values(), checklist.rules) == {
        "sleep_bed_share_advice",
        "sleep_sofa",
        "sleep_carer_impaired",
        "crying_coping",
        "handling_observed",
        "mental_health_mother",
    }


@pytest.mark.parametrize(
    ("answers", "contacts"),
    [
        ([{"father_identity": "genuinely_unknown"}], 1),
        ([{"father_identity": "genuinely_unknown"}, {}], 2),  # carried, so in force again
        ([{"father_identity": "partly"}, {"father_identity": "not_asked"}], 2),
        ([{"father_identity": "yes"}, {}], 0),
        ([{"father_identity": "donor"}], 0),
        ([{}, {}], 2),  # left blank: nobody has recorded it
        ([{}, {"father_identity": "yes"}], 1),
        ([{"father_identity": "withheld"}, {"father_identity": "yes"}, {}], 1),
    ],
)
def test_father_s_identity_counts_contacts_at_which_it_was_open(answers, contacts):
    made = [contact(day, private=private) for day, private in enumerate(answers)]

    assert fact("father_identity_gap_contacts", after_all(made[:-1]), now=made[-1]) == contacts


NOT_A_WORD = {"father_identity": {"value": None, "reason": "visit_cut_short"}}


@pytest.mark.parametrize(
    ("answers", "contacts"),
    [
        ([{}], 1),
        ([{}, {}], 2),
        ([{}, NOT_A_WORD], 2),  # it could not be asked: still nobody has recorded it
        ([{"father_identity": "not_asked"}, {}], 2),  # and not asked again
        ([{}, {"father_identity": "genuinely_unknown"}, {}], 0),  # asked, and answered
        ([{}, {"father_identity": "yes"}], 0),
    ],
)
def test_contacts_running_at_which_nobody_asked_who_the_father_is(answers, contacts):
    made = [contact(day, private=private) for day, private in enumerate(answers)]

    assert fact("father_identity_unasked_contacts", after_all(made[:-1]), now=made[-1]) == contacts


HIDDEN = {"pregnancy_concealed": "concealed"}
WITHHELD = {"father_identity": "withheld"}


@pytest.mark.parametrize(
    ("answers", "contacts"),
    [
        ([{}, {}], 0),  # nothing that asks for it
        ([WITHHELD], 1),
        ([WITHHELD, {}], 2),  # what is withheld stands
        ([HIDDEN, {"coercion_considered": "not_considered"}], 2),
        ([{"pregnancy_concealed": "late_booking"}, {"pregnancy_concealed": "denied"}], 2),
        ([WITHHELD, {"coercion_considered": "considered_no_signs"}], 0),
        ([WITHHELD, {"father_identity": "yes"}], 0),
        ([{"father_identity": "genuinely_unknown"}, {}], 0),
        ([{"pregnancy_concealed": "no"}, {}], 0),
    ],
)
def test_contacts_running_at_which_nobody_thought_about_coercion(answers, contacts):
    made = [contact(day, private=private) for day, private in enumerate(answers)]

    assert fact("coercion_not_considered_contacts", after_all(made[:-1]), now=made[-1]) == contacts


@pytest.mark.parametrize(
    "now", [contact(1, outcome="no_access"), contact(1, visit_type="brief-contact")]
)
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("father_identity_gap_contacts", {"father_identity": "partly"}),
        ("father_identity_unasked_contacts", {}),
        ("coercion_not_considered_contacts", WITHHELD),
    ],
)
def test_a_contact_that_could_not_ask_of_the_father_is_not_counted(key, said, now):
    before = after_all([contact(0, private=said)])

    assert fact(key, before, now=now) == 1


@pytest.mark.parametrize(
    ("private", "known"),
    [
        ({"da_antenatal": "asked_disclosure"}, True),
        ({"da_postnatal": "asked_disclosure"}, True),
        ({"da_indicators": ["fearful", "told_us"]}, True),
        ({"da_indicators": ["fearful"]}, False),
        ({"da_postnatal": "asked_no_disclosure"}, False),
        ({}, False),
    ],
)
def test_domestic_abuse_is_known_from_an_earlier_contact_on(private, known):
    told = contact(0, private=private)

    later = after_all([told, contact(9, private={"da_postnatal": "asked_no_disclosure"})])

    assert fact("known_domestic_abuse", Facts(), now=told) is False
    assert fact("known_domestic_abuse", facts_after_contact(Facts(), told)) is known
    assert fact("known_domestic_abuse", later) is known


@pytest.mark.parametrize(
    ("surface", "seen"),
    [("yes", True), ("unsuitable", True), ("told_only", False), ("none", False)],
)
def test_the_sleep_place_was_seen_at_an_earlier_contact(surface, seen):
    now = contact(0, said={"sleep_own_surface": surface})

    assert fact("sleep_place_seen_before", Facts(), now=now) is False
    assert fact("sleep_place_seen_before", facts_after_contact(Facts(), now)) is seen


def test_the_last_time_the_sleep_place_was_seen_is_kept_with_what_was_seen():
    seen = contact(0, said={"sleep_own_surface": "yes", "sleep_night_place": ["cot_or_basket"]})
    told = contact(9, said={"sleep_own_surface": "told_only", "sleep_night_place": ["pod_nest"]})

    place = after_all([seen, told]).sleep_place_seen

    assert place["place"] == ["cot_or_basket"]
    assert (place["on"], place["by"]) == ("2026-10-20", "Nia Northfield")


@pytest.mark.parametrize(
    ("answers", "streak"),
    [
        (["no"], 1),
        (["no", "no"], 2),
        (["no", "yes", "no"], 1),
        (["no", None, "no"], 2),
    ],
)
def test_not_seen_alone_counts_contacts_running(answers, streak):
    made = [contact(day, private={"da_seen_alone": one}) for day, one in enumerate(answers)]

    assert fact("not_seen_alone_streak", after_all(made)) == streak


@pytest.mark.parametrize(
    ("answers", "waiting"),
    [(["partly"], 1), (["partly", "avoided"], 2), (["avoided", "done"], 0), (["no"], 0)],
)
def test_a_difficult_conversation_waits(answers, waiting):
    key = "difficult_conversation_needed"
    made = [contact(day, private={key: one}) for day, one in enumerate(answers)]

    assert fact("conversation_waiting_visits", after_all(made)) == waiting


def test_what_the_page_shows_about_a_waiting_conversation_does_not_change_at_signing():
    before = facts_after_contact(
        Facts(), contact(0, private={"difficult_conversation_needed": "avoided"})
    )
    now = contact(1, private={"difficult_conversation_needed": "no"})

    assert fact("conversation_waiting_visits", before, now=now) == 1


@pytest.mark.parametrize(
    ("contacts", "streak"),
    [
        ([{"plan_progress": "no_change"}, {"plan_progress": "worse"}], 2),
        ([{"plan_progress": "no_change"}, {}], 1),
        ([{"plan_progress": "no_change"}, {"plan_progress": "too_early"}], 0),
        ([{"plan_progress": "worse"}, {"plan_level": "universal"}], 0),
    ],
)
def test_a_plan_without_progress_counts_contacts_running(contacts, streak):
    made = [contact(day, said=said) for day, said in enumerate(contacts)]

    assert fact("plan_no_progress_visits", after_all(made)) == streak


@pytest.mark.parametrize(
    ("items", "mark", "high", "count"),
    [
        ([], False, 0, 0),
        ([item(point=3, priority=3)], False, 0, 1),
        ([item(point=7, priority=1), item(point=5, priority=2)], True, 2, 2),
        ([item(point=None, priority=3)], False, 0, 1),
    ],
)
def test_open_items_are_counted_and_marks_followed_up(items, mark, high, count):
    assert fact("mark_followup_open", items=items) is mark
    assert fact("open_high_items", items=items) == high
    assert fact("open_items", items=items) == count


@pytest.mark.parametrize(
    ("owner_since", "days"), [(date(2026, 10, 10), None), (date(2026, 10, 15), 5)]
)
def test_a_new_practitioner_is_new_only_when_the_owner_has_changed(owner_since, days):
    assert fact("practitioner_changed_days", of=case(owner_since=owner_since)) == days


@pytest.mark.parametrize(
    ("answer", "day", "recorded"),
    [("both", 0, True), ("written_only", 0, False), ("both", -8, False)],
)
def test_the_handover_counts_since_the_change_only(answer, day, recorded):
    facts = facts_after_contact(Facts(), contact(day, said={"handover_done": answer}))
    taken_over = case(owner_since=date(2026, 10, 15))

    assert fact("handover_recorded", facts, of=taken_over) is recorded


def test_an_active_concern_is_a_high_item_or_a_plan():
    plan = facts_after_contact(Facts(), contact(0, said={"plan_level": "cin"}))
    universal = facts_after_contact(Facts(), contact(0, said={"plan_level": "universal"}))

    assert fact("has_active_concern", items=[item(priority=3)]) is False
    assert fact("has_active_concern", items=[item(priority=2)]) is True
    assert fact("has_active_concern", plan) is True
    assert fact("has_active_concern", universal) is False


def test_supervision_is_counted_from_when_the_concern_began():
    later = FIRST_DAY + timedelta(days=90)

    assert fact("days_since_supervision", on=later, items=[item(priority=2)]) == 90
    assert fact("days_since_supervision", on=later) is None


def test_days_since_the_last_contact_leave_out_contacts_that_did_not_happen():
    facts = after_all([contact(0), contact(5, outcome="no_access")])

    assert fact("days_since_last_contact", facts, on=FIRST_DAY + timedelta(days=12)) == 12
    assert fact("days_since_last_contact", Facts()) is None


@pytest.mark.parametrize(
    ("seen", "last_seen_on"),
    [("seen_awake", FIRST_DAY), ("seen_asleep", FIRST_DAY), ("not_seen", None)],
)
def test_the_baby_was_last_seen(seen, last_seen_on):
    assert (
        facts_after_contact(Facts(), contact(said={"baby_seen": seen})).last_seen_on == last_seen_on
    )


# --- last known answers -------------------------------------------------------------------------


def test_a_carried_answer_is_kept_with_who_when_and_which_visit():
    said = {"sleep_room_share": entry("yes", note="By the parents' bed")}

    facts = facts_after_contact(Facts(), contact(0, said=said))

    assert facts.open_answers == {
        "sleep_room_share": {
            "value": "yes",
            "reason": "",
            "note": "By the parents' bed",
            "on": "2026-10-20",
            "by": "Nia Northfield",
            "visit": "visit-0",
            "since": "2026-10-20",
        }
    }


def test_confirming_moves_the_date_and_keeps_since_when():
    said = {"sleep_room_share": entry("yes", how="confirmed")}

    facts = after_all([contact(0, said=said), contact(9, said=said)])

    answer = facts.open_answers["sleep_room_share"]
    assert (answer["on"], answer["since"]) == ("2026-10-29", "2026-10-20")


def test_what_is_asked_every_time_is_not_carried_but_its_last_answer_is_known():
    facts = facts_after_contact(
        Facts(), contact(said={"baby_lived_experience": "Feeds every 3 hours"})
    )

    assert facts.open_answers == {}
    assert facts.latest["baby_lived_experience"]["value"] == "Feeds every 3 hours"


def test_what_was_not_answered_stays_as_it_was():
    first = contact(0, private={"father_identity": "partly"})
    blank = contact(5, private={"father_identity": entry(None, reason="visit_cut_short")})

    facts = after_all([first, blank])

    assert facts.private_answers["father_identity"]["value"] == "partly"
    assert facts.private_answers["father_identity"]["on"] == "2026-10-20"


def test_could_not_ask_today_does_not_wipe_out_what_is_known():
    put_off = entry("not_asked", reason="partner_present", how="could_not")
    known = contact(0, private={"father_identity": "partly"})

    facts = after_all([known, contact(5, private={"father_identity": put_off})])

    assert facts.private_answers["father_identity"]["value"] == "partly"


def test_could_not_ask_is_known_when_nothing_else_is():
    put_off = entry("not_asked", reason="partner_present", how="could_not")

    facts = facts_after_contact(Facts(), contact(private={"father_identity": put_off}))

    assert facts.private_answers["father_identity"]["value"] == "not_asked"


def test_private_answers_never_reach_the_open_part():
    private = {
        "father_identity": "withheld",
        "da_postnatal": "asked_disclosure",
        "da_seen_alone": "no",
        "adult_name:a1": "Dan Inventall",
    }

    facts = facts_after_contact(Facts(), contact(private=private))

    assert facts.open_answers == {}
    assert not {"father", "da_", "adult", "Dan"} & set(json.dumps(facts.open_counters).split('"'))
    assert "Dan" not in json.dumps(facts.open_counters)
    assert facts.private_answers["adult_name:a1"]["value"] == "Dan Inventall"


def test_a_visit_signed_late_does_not_replace_what_a_newer_one_said():
    newer = contact(9, said={"sleep_room_share": "no", "mental_health_mother": "no_concern"})
    older = contact(
        2,
        said={
            "sleep_room_share": "yes",
            "mental_health_mother": "not_asked",
            "baby_seen": "seen_awake",
        },
        visit_type="new-birth",
    )

    facts = after_all([newer, older])

    assert facts.open_answers["sleep_room_share"]["value"] == "no"
    assert fact("not_done_streak", facts) == 0
    assert facts.last_contact_on == newer.on
    assert facts.last_seen_on == older.on
    assert facts.contacts_done == {"6-8-week": newer.on, "new-birth": older.on}
    assert facts.open_counters["held_on"] == [older.on.isoformat(), newer.on.isoformat()]


def test_a_contact_that_did_not_happen_is_not_a_contact_done():
    facts = facts_after_contact(Facts(), contact(outcome="no_access", visit_type="new-birth"))

    assert facts.contacts_done == {}
    assert facts.last_contact_on is None


def test_the_household_page_writes_the_same_private_answers():
    said = {"adult_name:a1": {"value": "Dan Inventall"}, "adult_met:a1": {"value": ""}}

    facts = facts_after_household_entry(Facts(), said, on=FIRST_DAY, by="Nia Northfield")

    assert facts.private_answers == {
        "adult_name:a1": {
            "value": "Dan Inventall",
            "reason": "",
            "note": "",
            "on": "2026-10-20",
            "by": "Nia Northfield",
            "visit": "",
            "since": "2026-10-20",
        }
    }


def test_after_changes_nothing_it_was_given():
    before = facts_after_contact(Facts(), contact(0, said={"sleep_room_share": "yes"}))
    copy = json.dumps([before.open_answers, before.open_counters], sort_keys=True)

    facts_after_contact(
        before, contact(3, said={"sleep_room_share": "no", "mental_health_mother": "not_asked"})
    )

    assert json.dumps([before.open_answers, before.open_counters], sort_keys=True) == copy

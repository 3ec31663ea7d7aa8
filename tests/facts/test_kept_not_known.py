"""What is kept for lists of what is not known yet, and all that stops a list believing it."""

from datetime import date

import pytest
from django.core.management import call_command

from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.facts import kept_not_known
from checklists.facts.facts import Facts, facts_after_contact
from checklists.facts.kept_not_known import KINDS, believed, kept_of, left_open, made_of, with_kept
from checklists.facts.models import CaseFacts
from checklists.facts.storing import plan_next_contact, read_facts, write_facts
from checklists.guidance import in_force
from checklists.guidance.in_force import guidance_in_force
from checklists.guidance.models import Prompt
from checklists.guidance.publishing import copy_to_draft, publish
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, person
from tests.facts.contacts import CHECKLIST, CONTENT, contact, entry, with_changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
TODAY = date(2026, 11, 23)
ASKED = frozenset({"history_reviewed", "da_postnatal", "father_identity", "plan_level"})
FROM_BEFORE = ["answers", "counters", "sealed", "last_contact_on", "last_seen_on"]
FROM_BEFORE += ["next_contact", "next_from", "next_until"]


@pytest.fixture
def case():
    case = CaseFactory()
    write_facts(case, Facts(), on=TODAY)
    return case


def kept(case):
    return kept_of(with_kept(Case.objects.filter(pk=case.pk)).get(), guidance_in_force())


def said(case, **contact_fields):
    """The facts of the case after one more contact, not stored."""
    facts = read_facts(Case.objects.get(pk=case.pk), with_private=True)
    return facts_after_contact(facts, contact(0, baseline=ASKED, **contact_fields))


def reword(at):
    by = person(Role.PUBLISHER)
    draft = copy_to_draft(by=by, at=at)
    Prompt.objects.filter(point__version=draft, key="history_reviewed").update(help="Reworded.")
    publish(draft, by=by, at=at, what_changed="Reworded.")


def test_what_stands_open_is_kept_as_it_is_written(case):
    assert "history_reviewed" in kept(case)["never_asked"]

    write_facts(case, said(case, said={"history_reviewed": "done"}), on=TODAY)

    assert not any("history_reviewed" in keys for keys in kept(case).values())


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (entry("not_done", reason="records_unavailable"), "not_done"),
        (entry(None, reason="short_of_time", how="could_not"), "could_not"),
    ],
)
def test_how_a_question_stands_is_kept(case, given, kind):
    write_facts(case, said(case, said={"history_reviewed": given}), on=TODAY)

    assert kept(case)[kind] == ["history_reviewed"]


def test_a_disclosure_leaves_no_trace_in_what_is_kept(case):
    write_facts(case, said(case), on=TODAY)
    without = kept(case)
    private = {"da_postnatal": "disclosed", "father_identity": "yes"}

    write_facts(case, said(case, private=private), on=TODAY)

    row = CaseFacts.objects.get(case=case)
    assert kept(case) == without
    assert row.not_known["made_of"].keys() == {"reading", "wording", "stage", "sealed"}
    assert not {"da_postnatal", "father_identity"} & {
        key for keys in without.values() for key in keys
    }


def test_no_private_answer_decides_what_is_kept(case):
    asked_of_a_father = {"show_when": {"prompt": "father_identity", "op": "eq", "value": "yes"}}
    wording = with_changes(plan_level=asked_of_a_father)
    told, silent = said(case, private={"father_identity": "yes"}), said(case)

    assert left_open(case, told, wording, TODAY) == left_open(case, silent, wording, TODAY)


def test_what_a_page_names_only_once_it_is_opened_is_not_kept(case):
    [apart, *_] = CONTENT["meta"]["behind_presence"]["sections"]

    wording = with_changes(plan_level={"section": apart})

    assert "plan_level" in left_open(case, Facts(), CHECKLIST, TODAY)["never_asked"]
    assert "plan_level" not in left_open(case, Facts(), wording, TODAY)["never_asked"]


# --- what is not believed -----------------------------------------------------------------------


def test_another_version_of_the_checklist(case, time_machine):
    assert kept(case)

    reword(case.created_at)

    assert kept(case) is None


def test_another_part_of_the_journey():
    unborn = CaseFactory(unborn=True)
    write_facts(unborn, Facts(), on=TODAY)
    assert kept(unborn)

    Case.objects.filter(pk=unborn.pk).update(born_on=TODAY)  # as by an earlier release

    assert kept(unborn) is None


def test_a_birth_keeps_what_a_born_baby_is_asked():
    unborn = CaseFactory(unborn=True)
    write_facts(unborn, Facts(), on=TODAY)
    assert "baby_mobility" not in kept(unborn)["never_asked"]
    Case.objects.filter(pk=unborn.pk).update(born_on=TODAY)

    plan_next_contact(Case.objects.get(pk=unborn.pk), on=TODAY)

    assert "baby_mobility" in kept(unborn)["never_asked"]


def test_another_reading_of_the_same_facts(case, monkeypatch):
    monkeypatch.setattr(kept_not_known, "READING", kept_not_known.READING + 1)

    assert kept(case) is None


def test_what_a_release_wrote_that_does_not_know_of_it(case):
    write_facts(case, said(case, said={"history_reviewed": "done"}), on=TODAY)
    row = CaseFacts.objects.get(case=case)
    row.counters = {}
    encrypt(row, sealed=decrypt(row))

    row.save(update_fields=FROM_BEFORE)

    assert kept(case) is None
    assert CaseFacts.objects.get(case=case).not_known["left"]["never_asked"]


def test_a_family_written_before_anything_was_kept():
    assert kept(CaseFactory()) is None


def without_a_kind(whole):
    return {**whole, "left": {kind: [] for kind in KINDS[1:]}}


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: None,
        lambda whole: [],
        lambda whole: "kept",
        lambda whole: {},
        lambda whole: {"left": whole["left"]},
        lambda whole: {"made_of": whole["made_of"]},
        lambda whole: {**whole, "left": []},
        lambda whole: {**whole, "left": {**whole["left"], "never_asked": None}},
        lambda whole: {**whole, "left": {**whole["left"], "never_asked": "history_reviewed"}},
        lambda whole: {**whole, "left": {**whole["left"], "never_asked": [None]}},
        lambda whole: {**whole, "left": {**whole["left"], "known": []}},
        without_a_kind,
    ],
)
def test_what_is_damaged(case, damage):
    whole = CaseFacts.objects.get(case=case).not_known
    assert believed(whole, whole["made_of"])

    CaseFacts.objects.filter(case=case).update(not_known=damage(whole))

    assert kept(case) is None


@pytest.mark.parametrize(
    "condition",
    [
        {"fact": "baby_age_days", "op": "gte", "value": 42},
        {"prompt": "history_reviewed", "op": "eq", "value": {"setting": "some_setting"}},
        {"not": {"any": [{"fact": "baby_age_days", "op": "gte", "value": 42}]}},
    ],
)
def test_nothing_is_kept_of_a_version_that_asks_by_what_a_day_may_change(
    case, monkeypatch, condition
):
    wording = with_changes(plan_level={"show_when": condition})
    monkeypatch.setattr(in_force, "compiled_by_hash", lambda *_: wording)

    write_facts(case, Facts(), on=TODAY)

    assert CaseFacts.objects.get(case=case).not_known is None
    assert made_of(case, b"", guidance_in_force()) is None


def test_nothing_is_kept_while_no_version_is_published(case):
    guidance = in_force.GuidanceInForce(None, "", ())

    write_facts(case, Facts(), on=TODAY, guidance=guidance)

    assert CaseFacts.objects.get(case=case).not_known is None


# --- kept anew ----------------------------------------------------------------------------------


def test_the_command_keeps_it_anew_for_the_version_in_force(case, capsys):
    ended, before = CaseFactory(ended=True), kept(case)
    reword(case.created_at)

    call_command("renew_not_known")
    call_command("renew_not_known")

    assert kept(case) == before
    assert kept(ended) is None
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Renewed what is not known of 1 families.",
        "Renewed what is not known of 0 families.",
    ]


# --- what READING stands for --------------------------------------------------------------------

CHOICES = [
    {"value": "yes", "label": "Yes", "means": "known"},
    {"value": "no", "label": "No", "means": "gap"},
    {"value": "unsure", "label": "Unsure", "means": "unknown"},
]
REASONS = [{"value": "busy", "label": "Busy", "means": "unknown"}]
PLAIN = {"choices": CHOICES, "not_done_reasons": REASONS, "baseline": True, "show_when": None}
ACT, FACT, FOLLOW_UP = "history_reviewed", "plan_level", "crying_plan"
INVENTED = with_changes(
    **{
        ACT: {**PLAIN, "asks_for": "act"},
        FACT: {**PLAIN, "asks_for": "fact"},
        FOLLOW_UP: {**PLAIN, "show_when": {"prompt": FACT, "op": "eq", "value": "no"}},
    }
)
BUSY = entry(None, reason="busy")


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ([], {ACT: "never_asked", FACT: "never_asked"}),
        ([{ACT: "yes", FACT: "yes"}], {}),
        ([{ACT: "yes", FACT: "yes"}, {ACT: "no", FACT: "unsure"}], {FACT: "still_not_known"}),
        ([{ACT: "no"}], {ACT: "not_done", FACT: "never_asked"}),
        ([{ACT: "yes", FACT: "no"}], {FACT: "not_done", FOLLOW_UP: "never_asked"}),
        ([{ACT: BUSY, FACT: BUSY}], {ACT: "could_not", FACT: "could_not"}),
        ([{ACT: "yes", FACT: "yes"}, {ACT: BUSY, FACT: BUSY}], {}),
        ([{ACT: "yes", FACT: "no"}, {FACT: "yes"}], {}),
    ],
)
def test_whoever_changes_what_facts_are_read_as_raises_READING(given, stands):  # noqa: N802
    """Otherwise lists would go on saying what the release before has read."""
    facts = Facts()
    for day, said in enumerate(given):
        asked = frozenset({ACT, FACT, FOLLOW_UP})
        facts = facts_after_contact(facts, contact(day, said=said, baseline=asked))

    left = left_open(CaseFactory(), facts, INVENTED, TODAY)

    found = {key: kind for kind, keys in left.items() for key in keys}
    assert kept_not_known.READING == 1
    assert {key: found[key] for key in (ACT, FACT, FOLLOW_UP) if key in found} == stands

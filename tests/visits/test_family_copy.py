"""What a family takes home: the same sheet for everybody, whatever was said in private."""

import re
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from html import unescape

import pytest
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import visit_types
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Role, Team
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.signed.amending import Correction, amend
from checklists.visits.signed.taking_home import (
    CONTACTS,
    SENTENCES,
    answers_for_family,
    next_contact_words,
)
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    TeamFactory,
    person,
)
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

SHEET = re.compile(r"<article.*?</article>", re.DOTALL)
PARTS = [
    "1. What we agreed",
    "2. Sleep: do these every time",
    "3. When your baby cries",
    "4. Who to call",
    "5. We will see you next",
]
AGREED = {
    "sleep_action_plan": "- Take the soft toys out of the cot tonight.\n- Put the cot by the bed.",
    "crying_plan": "Make a drink. Ring Auntie.",
    "icon_given_main": "done",
}
DISCLOSED = {
    "da_seen_alone": "yes",
    "da_postnatal": "asked_disclosure",
    "da_indicators": ["told_us", "partner_answers"],
    "da_safe_now": "not_safe",
    "da_notes": "She told me what he does.",
}
TELLING = ["withheld", "confidential", "private", "not shown", "section", "redact", "hidden"]


def get(client, visit, query=""):
    return client.get(reverse("family_copy", args=[visit.pk]) + query)


def sheet(client, visit, query=""):
    """The bytes of the sheet alone: what is printed."""
    response = get(client, visit, query)
    assert response.status_code == 200
    (found,) = SHEET.findall(response.text)
    return found


def words_of(html):
    """What is read on the sheet, a line for each heading, sentence or point."""
    without_pictures = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    on_one_line = " ".join(without_pictures.split())
    lines = re.sub(r"</?(?:p|li|h\d|dd|dt)\b[^>]*>", "\n", on_one_line)
    plain = unescape(re.sub(r"<[^>]+>", " ", lines))
    return [" ".join(line.split()) for line in plain.splitlines() if line.strip()]


def normalised(response):
    """A page without what differs between any two requests: ids and tokens."""
    without_tokens = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id", without_tokens)


@pytest.fixture
def case(case):
    Team.objects.filter(pk=case.team_id).update(family_contact="01632 960123, 9am to 5pm")
    return case


@pytest.fixture
def signed_in(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def twin_of(case):
    """Another case in which everything is the same as in the first."""

    def twin_of():
        same = {
            field: getattr(case, field)
            for field in ("given_name", "family_name", "mother_name", "born_on", "owner", "team")
        }
        return CaseFactory(**same)

    return twin_of


# --- what is in it, and what is not -------------------------------------------------------------


def test_what_was_amended_since_is_left_out_in_both_wordings(signed_in, case):
    visit = signed(case, AGREED)
    wrong = Correction("crying_plan", "Ring Auntie Bea.", "Mistyped.", private=False)
    amend(visit, wrong, by=case.owner, at=AT_THE_VISIT)

    shown = sheet(signed_in, visit)

    assert "Auntie" not in shown
    assert "Take the soft toys out of the cot tonight." in shown


@pytest.mark.parametrize("query", ["", "?size=large"])
def test_content_case_7_the_copy_is_the_same_bytes_with_and_without_a_disclosure(
    signed_in, case, twin_of, query
):
    quiet = signed(case, AGREED)
    disclosed = signed(twin_of(), {**AGREED, **DISCLOSED})

    copies = [sheet(signed_in, visit, query).encode() for visit in (quiet, disclosed)]

    private = OutstandingItem.objects.filter(case=disclosed.case, private=True)
    assert private.filter(opened_at_visit=disclosed).exists()
    assert len({sha256(copy).hexdigest() for copy in copies}) == 1


def test_the_page_around_it_is_the_same_too(signed_in, case, twin_of):
    Case.objects.update(nhs_number=None, address="")
    quiet, other = signed(case, AGREED), twin_of()
    Case.objects.update(nhs_number=None, address="")
    disclosed = signed(other, {**AGREED, **DISCLOSED})

    pages = {normalised(get(signed_in, visit)) for visit in (quiet, disclosed)}

    assert len(pages) == 1


def test_another_answer_that_may_go_home_does_change_it(signed_in, case, twin_of):
    one, other = signed(case, AGREED), signed(twin_of(), {**AGREED, "crying_plan": "Ring Nan."})

    assert sheet(signed_in, one) != sheet(signed_in, other)


def test_the_five_parts_are_there_in_order_whatever_was_answered(signed_in, case, twin_of):
    for visit in (signed(case, {}), signed(twin_of(), {**AGREED, **DISCLOSED})):
        found = re.findall(r"<h3>(.*?)</h3>", sheet(signed_in, visit))

        assert found == PARTS


def test_it_says_what_was_agreed_the_plan_and_whom_to_call(signed_in, case, nurse):
    lines = words_of(sheet(signed_in, signed(case, AGREED)))

    assert lines[:2] == [
        "For Wren's family",
        f"From your visit on 23 November 2026 with {nurse.name}",
    ]
    start = lines.index(PARTS[0]) + 1
    assert lines[start : lines.index(PARTS[1])] == [
        "Take the soft toys out of the cot tonight.",
        "Put the cot by the bed.",
        SENTENCES["icon_given_main"],
    ]
    assert "Your plan: Make a drink. Ring Auntie." in lines
    assert "01632 960123, 9am to 5pm" in lines


def test_without_anything_agreed_it_reads_as_whole(signed_in, case):
    lines = words_of(sheet(signed_in, signed(case, {})))

    assert "No changes are written down for this time." in lines
    assert any(line.startswith("Your plan: put your baby in the cot") for line in lines)


def test_without_a_number_there_is_room_to_write_it(signed_in, case):
    Team.objects.update(family_contact="")

    assert "We will write the number here:" in words_of(sheet(signed_in, signed(case, {})))


def test_what_was_not_done_and_why_is_not_said(signed_in, case):
    visit = signed(case, {"icon_given_main": ("not_done", "carer_absent"), "crying_plan": ""})

    copy = sheet(signed_in, visit)

    assert SENTENCES["icon_given_main"] not in copy
    assert "Not done" not in copy


def test_a_baby_without_a_name_is_not_called_after_the_mother(signed_in, case):
    Case.objects.update(given_name="", mother_name="Rosa Inventall")

    copy = sheet(signed_in, signed(case, {}))

    assert "For your family" in copy
    assert "Rosa" not in copy


def test_a_call_is_not_called_a_visit(signed_in, case):
    assert "From your call on" in sheet(signed_in, signed(case, {}, place="phone"))


def test_nothing_but_the_allow_list_gets_in(version):
    wording = compiled(version)
    entry = {"value": "x", "reason": "y", "note": "z"}

    found = {
        prompt.key
        for prompt, _ in answers_for_family(wording, dict.fromkeys(wording.prompts, entry))
    }

    assert found == {
        "crying_plan",
        "equipment_checked",
        "home_action",
        "icon_given_main",
        "sleep_action_plan",
        "sleep_bed_share_advice",
    }


def test_of_an_allowed_answer_neither_note_nor_writer_goes_home(signed_in, case, nurse):
    visit = signed(case, {"crying_plan": Change("Ring Nan.", note="Said while he was out")})

    copy = sheet(signed_in, visit)

    assert "Ring Nan." in copy
    assert "he was out" not in copy
    assert copy.count(nurse.name) == 1  # whom they met


@pytest.mark.parametrize(
    "change",
    [
        {"privacy": "private"},
        {"privacy": "staff"},
        {"family_copy": False},
        {"repeat_group": "adults"},
    ],
)
def test_a_prompt_is_for_the_family_only_when_every_switch_says_so(version, change):
    prompt = compiled(version).prompts["crying_plan"]

    assert prompt.is_for_family
    assert not replace(prompt, **change).is_for_family


def test_every_choice_of_the_allow_list_has_a_sentence_for_families(version):
    asked = [prompt for prompt in compiled(version).prompts.values() if prompt.is_for_family]

    assert {prompt.key for prompt in asked if prompt.answer_type != "text"} == set(SENTENCES)


def test_an_answer_whose_question_no_longer_showed_stays_out(version):
    entry = {"value": "Old plan", "reason": "", "note": "", "counts": False}

    assert list(answers_for_family(compiled(version), {"home_action": entry})) == []


def test_staff_answers_and_notes_stay_out(signed_in, case):
    said = {"baby_lived_experience": "Sits alone in the dark", **AGREED}

    copy = sheet(signed_in, signed(case, said))

    assert "dark" not in copy
    assert case.mother_name not in copy
    assert "mother" not in copy


def test_it_gives_no_hint_that_anything_is_missing(signed_in, case):
    text = " ".join(words_of(sheet(signed_in, signed(case, {**AGREED, **DISCLOSED})))).lower()

    assert [word for word in TELLING if word in text] == []


def test_title_and_address_are_neutral(signed_in, case):
    response = get(signed_in, signed(case, AGREED))

    assert "<title>Family copy - Safe Babies</title>" in response.text
    assert "no-store" in response.headers["Cache-Control"]


# --- how it reads -------------------------------------------------------------------------------


def syllables(word):
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))))


def reading_age(sentences):
    """Flesch-Kincaid: years of schooling and five."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59 + 5


def test_a_child_of_11_can_read_it(signed_in, case):
    lines = words_of(sheet(signed_in, signed(case, {})))
    fixed = [*lines, *SENTENCES.values(), *CONTACTS.values()]
    sentences = [one for line in fixed for one in re.split(r"(?<=[.:])\s", line) if one.strip()]

    assert reading_age(sentences) < 11
    assert [one for one in sentences if len(one.split()) > 18] == []
    long = {word for one in sentences for word in one.split() if syllables(word) > 3}
    assert long <= {"emergency"}


def test_it_has_no_acronyms(signed_in, case):
    text = " ".join([*words_of(sheet(signed_in, signed(case, AGREED))), *SENTENCES.values()])

    assert set(re.findall(r"\b[A-Z]{2,}\b", text)) <= {"OK"}


def test_each_message_on_sleep_has_a_picture_and_its_words_beside_it(signed_in, case):
    points = re.findall(r"<li>\s*<svg.*?</svg>.*?</li>", sheet(signed_in, signed(case, {})), re.S)

    assert len(points) == 6
    for point in points:
        assert re.search(r"<(path|rect|circle)", point)
        assert 'aria-hidden="true"' in point
        assert len(words_of(point)) == 2


def test_large_print_is_a_choice_on_the_page(signed_in, case):
    visit = signed(case, AGREED)

    ordinary, large = sheet(signed_in, visit), sheet(signed_in, visit, "?size=large")

    assert "handout--large" in large
    assert "handout--large" not in ordinary
    assert words_of(large) == words_of(ordinary)
    page = get(signed_in, visit).text
    assert f'href="{reverse("family_copy", args=[visit.pk])}?size=large"' in page


# --- who may have it ----------------------------------------------------------------------------


def test_a_preview_is_logged_as_a_print_and_names_the_visit(signed_in, case, nurse):
    visit = signed(case, AGREED)
    before = Event.objects.latest("pk").pk

    get(signed_in, visit)

    read, printed = Event.objects.filter(pk__gt=before).order_by("pk")
    assert (read.kind, read.case_ref, read.details["page"]) == ("case.read", case.pk, "family_copy")
    assert (printed.kind, printed.by) == ("visit.family_copied", nurse)
    assert (printed.target, printed.why) == (f"visit:{visit.pk}", "caseload")


def test_the_manager_may_print_it_and_the_signed_page_leads_to_it(client, case):
    visit = signed(case, AGREED)
    client.force_login(person(Role.MANAGER, team=case.team))
    address = reverse("family_copy", args=[visit.pk])

    assert address in client.get(reverse("visit_signed", args=[visit.pk])).text
    assert get(client, visit).status_code == 200


def test_so_may_whoever_stands_in_for_the_holder_or_was_called_out(client, case):
    visit, today = signed(case, AGREED), AT_THE_VISIT.date()
    cover, called = person(team=case.team), person(team=TeamFactory())
    AbsenceFactory(user=case.owner, covered_by=cover, starts_on=today, ends_on=today)
    hour = timedelta(hours=1)
    until = {"starts_at": AT_THE_VISIT - hour, "ends_at": AT_THE_VISIT + hour}
    EmergencyGrantFactory(case=case, user=called, **until)

    for user in (cover, called):
        client.force_login(user)
        assert get(client, visit).status_code == 200


@pytest.mark.parametrize("who", ["colleague", "lead", "stranger", "blocked"])
def test_whoever_does_not_write_for_this_family_does_not_print_for_it(client, case, who):
    visit = signed(case, AGREED)
    people = {
        "colleague": lambda: person(team=case.team),
        "lead": lambda: person(Role.SAFEGUARDING_LEAD),
        "stranger": lambda: person(team=TeamFactory()),
        "blocked": lambda: ConflictBlockFactory(case=case, user=case.owner).user,
    }
    client.force_login(people[who]())

    assert get(client, visit).status_code == 404
    assert Event.objects.filter(kind="case.refused").exists()
    assert not Event.objects.filter(kind="visit.family_copied").exists()


def test_a_draft_and_a_contact_that_was_not_held_have_no_copy(signed_in, case, nurse):
    draft = say(begin(reread(case)), AGREED)
    not_held = record_not_held(
        reread(case),
        visit_type="6-8-week",
        outcome="no_access",
        held_at=AT_THE_VISIT,
        note="Nobody came to the door.",
        by=nurse,
        at=AT_THE_VISIT,
    )

    assert get(signed_in, draft).status_code == 404
    before = Event.objects.filter(kind="case.read").count()
    assert get(signed_in, not_held).status_code == 404
    assert Event.objects.filter(kind="case.read").count() == before
    page = signed_in.get(reverse("visit_signed", args=[not_held.pk])).text
    assert "Family copy" not in page


def test_it_is_only_ever_read(signed_in, case):
    visit = signed(case, AGREED)

    assert signed_in.post(reverse("family_copy", args=[visit.pk])).status_code == 405


# --- when the next contact is -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 23), "Your 3 to 4 month visit, from 8 January 2027"),
        (date(2027, 1, 8), "Your 3 to 4 month visit, by 8 February 2027"),
        (date(2027, 2, 8), "Your 3 to 4 month visit, by 8 February 2027"),
        (date(2027, 2, 9), "Your 6 month visit, from 26 March 2027"),
    ],
)
def test_it_says_which_contact_comes_next(case, today, words):
    signed(case, AGREED)

    assert next_contact_words(reread(case), today) == words


def test_after_care_has_ended_no_contact_is_promised(signed_in, case):
    visit = signed(case, AGREED)
    Case.objects.update(ended_on=AT_THE_VISIT.date())

    assert "3 to 4 month" not in sheet(signed_in, visit)


def test_every_planned_contact_has_words_for_families(version):
    planned = {
        one.slug for one in visit_types() if one.kind == "visit" and one.start_days is not None
    }

    assert planned <= set(CONTACTS)

"""The signed page and its text: who reads which half, and that each reading is logged."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from checklists.answers.no_longer_fits import NEVER
from checklists.audit.models import Event
from checklists.cases.access import WholeRecord
from checklists.guidance.answer_types import AnswerType
from checklists.outstanding.closing import ConfirmedClosing, close_at_signing
from checklists.outstanding.history import Action
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Role
from checklists.visits.draft.signing import sign
from checklists.visits.draft.starting import start
from checklists.visits.draft.working import WorkingVisit
from tests.answers.filling import EXAMPLES
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT, begin, item, leave_the_rest, reread, say, signed

PRIVATE = {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")}
NOTHING_PRIVATE = ["within earshot", "da_", "Was the mother alone"]
BEFORE_THE_BIRTH = ["antenatal-targeted", "antenatal", "targeted", "brief-contact", "movement-in"]
AFTER_THE_BIRTH = [
    "new-birth",
    "6-8-week",
    "3-4-month",
    "6-month",
    "12-month",
    "2-2-half-year",
    "targeted",
    "brief-contact",
    "movement-in",
]


def read(client, visit, method="get", name="visit_signed"):
    response = getattr(client, method)(reverse(name, args=[visit.pk]))
    return response.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def test_it_shows_what_was_asked_answered_and_by_whom(client, case, nurse):
    visit = signed(case, {"baby_lived_experience": "Settled in her mother's arms"})
    client.force_login(nurse)

    page = read(client, visit)

    assert "What is daily life like for this baby right now?" in page
    assert "Settled in her mother's arms" in page
    assert f"{nurse.name}, 23 November 2026, 2.21pm" in page
    assert "Wording of version 1" in page


def test_private_answers_are_behind_a_deliberate_tap_that_is_logged(client, case, nurse):
    visit = signed(case, PRIVATE)
    client.force_login(nurse)

    shut = read(client, visit)
    opened = read(client, visit, "post")

    assert [words for words in NOTHING_PRIVATE if words in shut] == []
    assert "Partner or ex-partner present or within earshot" in opened
    assert Event.objects.filter(kind="visit.private_read").count() == 1


@pytest.mark.parametrize("name", ["visit_signed", "visit_copy"])
def test_a_colleague_of_the_team_reads_the_open_part_only(client, case, name):
    visit = signed(case, PRIVATE)
    client.force_login(person(team=case.team))

    page = read(client, visit, name=name)

    assert "Did I see the baby at this contact?" in page
    assert "Wellbeing and before you sign" not in page
    assert client.post(reverse(name, args=[visit.pk])).status_code == 404


@pytest.mark.parametrize("name", ["visit_signed", "visit_copy"])
def test_another_team_and_a_visitor_find_nothing(client, case, name):
    visit = signed(case, {})
    url = reverse(name, args=[visit.pk])

    client.force_login(person(team=TeamFactory()))
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_the_manager_may_open_the_private_part(client, case):
    visit = signed(case, PRIVATE)
    client.force_login(person(Role.MANAGER, team=case.team))

    assert "within earshot" in read(client, visit, "post")


def test_a_draft_has_no_signed_page_and_no_copy(client, case, nurse):
    visit = begin(reread(case))
    client.force_login(nurse)

    response = client.get(reverse("visit_signed", args=[visit.pk]))

    assert response.url == reverse("visit", args=[visit.pk])
    assert client.get(reverse("visit_copy", args=[visit.pk])).status_code == 404


def test_an_entry_written_long_after_says_so(client, case, nurse):
    held_at = AT_THE_VISIT - timedelta(days=3)
    visit = start(
        reread(case),
        visit_type="6-8-week",
        held_at=held_at,
        place="home",
        present=["mother"],
        by=nurse,
        at=AT_THE_VISIT,
    )
    sign(leave_the_rest(visit), confirmed_closings=[], by=nurse, at=AT_THE_VISIT)
    client.force_login(nurse)

    assert "Late entry." in read(client, visit)
    assert "Late entry: written 23 November 2026" in read(client, visit, name="visit_copy")
    visits = client.get(reverse("case_visits", args=[case.pk])).content.decode()
    assert ". Late entry" in visits


def test_an_immediate_item_asks_what_was_done(client, case, nurse):
    visit = signed(case, {"mental_health_mother": "red_flag"})
    client.force_login(nurse)

    page = read(client, visit)

    assert "Say what you did, when and with whom" in page
    assert "Record it now" in page


def test_the_copy_keeps_the_private_part_apart_and_logs_both(client, case, nurse):
    visit = signed(case, {**PRIVATE, "baby_seen": "seen_awake"})
    client.force_login(nurse)

    open_text = read(client, visit, name="visit_copy")
    private_text = read(client, visit, "post", name="visit_copy")

    assert "Seen awake" in open_text
    assert "within earshot" not in open_text
    assert "within earshot" in private_text
    assert "- Complete routine enquiry after the birth. High, due 7 December 2026" in private_text
    assert "Complete routine enquiry" not in open_text
    assert "Seen awake" not in private_text
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"visit.copied", "visit.private_copied"} <= kinds


# --- a long page that can be read -----------------------------------------------------------------


def test_who_and_when_stands_once_for_each_section(client, case, nurse):
    visit = signed(case, {"baby_seen": "seen_awake"})
    client.force_login(person(Role.MANAGER, team=case.team))

    page = read(client, visit)
    recorded, _, _ = page.partition("Not known yet that day</h2>")
    sections = recorded.split('<section class="readout">')[1:]

    assert len(sections) > 5
    assert [section.count("23 November 2026, 2.21pm") for section in sections] == [1] * len(
        sections
    )


def test_every_section_is_one_press_away(client, case, nurse):
    visit = signed(case, {**PRIVATE, "mental_health_mother": "red_flag"})
    client.force_login(nurse)

    shut, opened = read(client, visit), read(client, visit, "post")

    for page in (shut, opened):
        content = page[page.index("<h1") : page.index("</main>")]
        ids = re.findall(r' id="([^"]+)"', content)
        assert set(re.findall(r'href="#([^"]+)"', content)) <= set(ids)
        assert sorted(ids) == sorted(set(ids))
    titles = re.findall(r'<h3 id="([^"]+)">([^<]+)</h3>', opened)
    assert len(titles) > 8
    for place, title in titles:
        assert f'<a href="#{place}">{title}</a>' in opened
    for place, title in (("opened", "What this visit opened"), ("apart", "Wellbeing and")):
        assert f'<a href="#{place}">{title}' in shut


def test_the_links_tell_nothing_of_what_is_shut(client, case):
    """The same for a family that disclosed as for one with nothing to say."""
    visits = [signed(case, {}), signed(CaseFactory(), {"da_postnatal": "asked_disclosure"})]
    found = []
    for visit in visits:
        client.force_login(visit.author)
        page = read(client, visit)
        found.append(re.findall(r'<li><a href="#part-\d+">.*?</a></li>', page))

    assert found[0] == found[1] != []


def test_the_page_its_print_and_its_copy_say_what_the_visit_closed(client, case, nurse):
    first = signed(case, PRIVATE)
    enquiry = item(case, "da_postnatal_not_completed")
    asked = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}
    visit = signed(
        case, asked, visit_type="targeted", at=AT_THE_VISIT + timedelta(hours=2), close=[enquiry.pk]
    )
    client.force_login(nurse)

    page, before = read(client, visit), read(client, first)
    paper = [read(client, visit, method, "visit_print") for method in ("get", "post")]
    copy = [read(client, visit, method, "visit_copy") for method in ("get", "post")]

    closed = page[page.index("What this visit closed</h2>") :]
    assert "Closed: Done" in closed
    assert f"Opened 23 November 2026 by {nurse.name}" in closed
    assert enquiry.title not in page
    assert "What this visit closed" not in before
    assert "Closed 23 November 2026: Done" in before
    assert [enquiry.title in sheet for sheet in paper] == [False, True]
    words = f"- {enquiry.title}. High. Opened 23 November 2026 by {nurse.name}. Closed: Done"
    assert [words in text for text in copy] == [False, True]


def test_a_visit_that_could_only_ask_for_closing_says_so(client, case, nurse):
    signed(case, {"mental_health_mother": "red_flag"})
    urgent = OutstandingItem.objects.get(priority=1)
    at = AT_THE_VISIT + timedelta(hours=2)
    action = Action("Rang the crisis team", at, "Crisis team")
    draft = leave_the_rest(say(begin(reread(case), visit_type="targeted", at=at), {}, at=at), at=at)
    confirmed = ConfirmedClosing(urgent.pk, action=action)
    visit = sign(draft, confirmed_closings=[], by=nurse, at=at)
    ask_at_visit(urgent, confirmed, visit, by=nurse, at=at)
    client.force_login(nurse)

    assert "Asked to close. Waiting for a manager to agree" in read(client, visit)


def ask_at_visit(item, confirmed, visit, *, by, at):
    with transaction.atomic():
        close_at_signing([confirmed], visit, by=by, at=at)


# --- every prompt of every visit, answered and read back


# What is drawn on the body map, and the words of its mark.
MARKS = {kind: EXAMPLES[kind] for kind in (AnswerType.BODY_MAP, AnswerType.MARK_WORDS)}


def last_choice(prompt, circumstances):
    """The last that makes sense at this contact, whatever else is answered."""
    return next(
        one for one in reversed(prompt.choices) if circumstances.resolved(one).only_when != NEVER
    )


def an_answer(prompt, circumstances):
    """The last choice, or words of its own, so that each can be found again."""
    if prompt.has_choices:
        value = last_choice(prompt, circumstances).value
        return [value] if prompt.is_multiple else value
    if prompt.answer_type in MARKS:
        return MARKS[prompt.answer_type]
    return "2026-12-01" if prompt.answer_type == "date" else f"Words for {prompt.key}"


def words_for(prompt, circumstances):
    if prompt.has_choices:
        return last_choice(prompt, circumstances).label
    if prompt.answer_type in MARKS:
        return prompt.kind.words(prompt, MARKS[prompt.answer_type]).partition(": ")[2]
    return "1 December 2026" if prompt.answer_type == "date" else f"Words for {prompt.key}"


@pytest.mark.parametrize(
    ("visit_type", "stage"),
    [
        *((kind, "pregnancy") for kind in BEFORE_THE_BIRTH),
        *((kind, "born") for kind in AFTER_THE_BIRTH),
    ],
)
def test_every_prompt_answered_is_read_back_at_review_and_signed(
    client, version, now, visit_type, stage
):
    case = CaseFactory(unborn=stage == "pregnancy")
    visit = begin(reread(case), visit_type=visit_type)
    before = WorkingVisit(visit, WholeRecord(case.owner))
    prompts = [p for p in before.prompts if not p.repeat_group]
    say(visit, {prompt.key: an_answer(prompt, before.circumstances) for prompt in prompts})
    leave_the_rest(visit)
    client.force_login(case.owner)
    wanted = {True: set(), False: set()}
    for prompt in prompts:
        wanted[prompt.is_hidden_at_first].add(words_for(prompt, before.circumstances))

    review = read(client, visit, name="visit_review")
    review_open = client.post(reverse("visit_review", args=[visit.pk]), {"part": "answers"})
    sign(visit, confirmed_closings=[], by=case.owner, at=AT_THE_VISIT)
    signed_page, signed_open = read(client, visit), read(client, visit, "post")
    if any(prompt.is_apart for prompt in prompts):
        signed_open += read(client, visit, "post", name="call_sheet")

    assert [words for words in wanted[False] if words not in review] == []
    assert [words for words in wanted[False] if words not in signed_page] == []
    plain = review_open.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert [words for words in wanted[True] if words not in plain] == []
    assert [words for words in wanted[True] if words not in signed_open] == []


def test_a_phone_contact_says_no_more_than_was_seen(client, case, nurse):
    """Neither that who was there is still to be said, nor that the skin was seen."""
    said = {"baby_seen": ("not_seen", "remote_contact"), "mark_seen": "none_reported"}
    visit = signed(case, said, place="phone", present=())
    client.force_login(nurse)

    for page in (read(client, visit), read(client, visit, name="visit_print")):
        assert "Who was there was not said" in page
        assert "not said yet" not in page
        assert "None reported; the skin was not seen" in page

"""What was signed goes on showing the names of that day, whoever is renamed later."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from checklists.cases.models.case import Case
from checklists.facts.storing import read_facts
from checklists.guidance.models import VisitType
from checklists.guidance.timing import change_visit_type
from checklists.household.adults import change_adult
from checklists.household.models import Adult
from checklists.nhsuk.wording import in_words
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.records.disposing import erase_family
from checklists.registration.registering import change_case, register_twin
from checklists.visits.about import birth_as_signed
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit
from checklists.visits.signed.amending import Correction, amend
from checklists.visits.signed.verifying import visit_problems
from checklists.withdrawal.rebuilding import rebuilt_facts
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, reread, say, signed

pytestmark = pytest.mark.django_db

LATER = AT_THE_VISIT + timedelta(days=2)
BOTH_HALVES = ("visit_signed", "visit_print", "visit_copy")
PAGES = [
    *((name, method) for name in BOTH_HALVES for method in ("get", "post")),
    ("family_copy", "get"),
    ("call_sheet", "post"),
]
SAID = {
    "baby_lived_experience": "Asleep in the pram.",
    "mental_health_mother": "red_flag",
    "da_postnatal": ("not_asked", "partner_present"),
    "sleep_action_plan": "Put the cot by the bed.",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def case(version, now):
    team = TeamFactory()
    return CaseFactory(team=team, owner=person(team=team, name="Ana Hart"))


@pytest.fixture
def visit(case, nurse):
    """With an adult, an amendment to each half, and open items."""
    draft = say(begin(reread(case)), SAID)
    known = {"name": "Dan Darkwater", "named": Adult.Named.KNOWN}
    add_at_visit(draft, **known, by=nurse, at=AT_THE_VISIT)
    sign(leave_the_rest(draft), confirmed_closings=[], by=nurse, at=AT_THE_VISIT)
    for key, private in (("baby_lived_experience", False), ("da_postnatal", True)):
        words = Correction(key, "I mixed up two rooms.", "Told so.", private=private)
        amend(draft, words, by=nurse, at=AT_THE_VISIT)
    return draft


@pytest.fixture
def reads(client, case, time_machine):
    """What a manager reads two days later: reads("visit_print", visit) gives the words."""
    time_machine.move_to(LATER, tick=False)
    client.force_login(person(Role.MANAGER, team=case.team))

    def read(name, row, method="get"):
        response = getattr(client, method)(reverse(name, args=[row.pk]))
        assert response.status_code == 200
        text = response.content.decode()
        return unescape(TOKEN.sub("", text[text.index("<main") : text.index("</main>")]))

    return read


def marry(user, name="Ana Wedlock"):
    user.name = name
    user.save()


def rename_everybody(case, nurse):
    marry(nurse)
    change_case(reread(case), given_name="Robin", family_name="Fableton-Ray", by=nurse, at=LATER)
    dan = Adult.objects.get(case=case)
    said = {"adult_name": {"value": "Daniel Ray", "reason": ""}}
    change_adult(reread(case), dan, named="known", answers=said, by=nurse, at=LATER)
    kind = VisitType.objects.get(slug="6-8-week")
    kind.name = "Second look"
    change_visit_type(kind, by=person(Role.EDITOR), at=LATER)


def without_ways_on(page):
    """Less the links that lead to the family as it is called now."""
    return re.sub(r'<a class="back".*?</a>|>Back to [^<]*<', "", page, flags=re.DOTALL)


def test_renaming_anybody_changes_no_signed_page_print_or_copy(case, nurse, visit, reads):
    before = {page: without_ways_on(reads(page[0], visit, page[1])) for page in PAGES}

    rename_everybody(case, nurse)

    for page, text in before.items():
        assert without_ways_on(reads(page[0], visit, page[1])) == text, page
    assert "Ana Hart" in before["visit_signed", "get"]
    assert "Dan Darkwater" in before["visit_print", "post"]
    assert "Wren Fableton" in before["visit_print", "get"]
    assert "Wren" in before["family_copy", "get"]
    assert list(visit_problems()) == []


def test_what_is_signed_from_now_on_bears_the_new_name(case, nurse, visit, reads, time_machine):
    time_machine.move_to(LATER - timedelta(days=1), tick=False)
    marry(nurse)
    time_machine.move_to(LATER, tick=False)

    after = signed(case, {}, at=LATER)

    assert "Signed by Ana Wedlock" in reads("visit_print", after)
    assert "Signed by Ana Hart" in reads("visit_print", visit)


def test_each_of_several_names_holds_for_its_own_time(nurse, time_machine):
    for day, name in enumerate(("Ana Wedlock", "Ana Wedlock", "Ana Free"), 1):
        time_machine.move_to(AT_THE_VISIT + timedelta(days=day), tick=False)
        marry(User.objects.get(pk=nurse.pk), name)
    names = [
        User.objects.get(pk=nurse.pk).name_on(AT_THE_VISIT + timedelta(days=day, hours=-1))
        for day in (1, 2, 3, 4)
    ]

    assert names == ["Ana Hart", "Ana Wedlock", "Ana Wedlock", "Ana Free"]


def test_a_page_opened_before_a_colleague_renamed_somebody_takes_no_name_away(nurse, time_machine):
    stale = User.objects.get(pk=nurse.pk)
    time_machine.move_to(AT_THE_VISIT + timedelta(days=1), tick=False)
    marry(User.objects.get(pk=nurse.pk), "Ana Wedlock")
    time_machine.move_to(AT_THE_VISIT + timedelta(days=2), tick=False)
    marry(stale, "Ana Free")

    renamed = User.objects.get(pk=nurse.pk)
    assert renamed.name_on(AT_THE_VISIT) == "Ana Hart"
    assert renamed.name_on(AT_THE_VISIT + timedelta(days=1, hours=1)) == "Ana Wedlock"
    assert renamed.name_on(LATER + timedelta(hours=1)) == "Ana Free"


def test_an_item_goes_on_naming_who_opened_it_as_they_were_called(case, nurse, visit, reads):
    urgent = OutstandingItem.objects.filter(priority=1).get()

    marry(nurse)

    assert "by Ana Hart" in reads("item", urgent)
    assert "Owner</dt><dd>Ana Wedlock" in reads("item", urgent)


def test_the_list_of_visits_names_who_signed_as_they_were_called(case, nurse, visit, reads):
    marry(nurse)

    assert "Signed by Ana Hart" in reads("case_visits", case)


def test_what_is_known_is_made_again_with_the_names_of_that_day(case, nurse, visit):
    known = read_facts(reread(case), with_private=False)

    marry(nurse)

    assert rebuilt_facts(reread(case)).open_answers == known.open_answers


def test_a_baby_without_a_name_goes_by_what_it_was_called_that_day(case, time_machine):
    unborn = CaseFactory(unborn=True, mother_name="Rosa Fableton")
    days = [AT_THE_VISIT + timedelta(days=number) for number in range(3)]
    time_machine.move_to(days[0], tick=False)
    register_twin(reread(unborn), by=unborn.owner, at=days[0])
    time_machine.move_to(days[1], tick=False)
    change_case(
        reread(unborn), given_name="Wren", family_name="Fableton", by=unborn.owner, at=days[1]
    )

    named = reread(unborn)

    names = [named.name_on(day) for day in days]
    assert names == ["Baby of Rosa Fableton", "Baby of Rosa Fableton, twin 1", "Wren Fableton"]


def test_disposal_leaves_no_earlier_name_of_a_family(case):
    change_case(reread(case), given_name="Robin", by=case.owner, at=AT_THE_VISIT)
    assert reread(case).former_names[0]["given_name"] == "Wren"

    erase_family(reread(case), AT_THE_VISIT)

    assert Case.objects.get(pk=case.pk).former_names == []


# --- the dates of that day ------------------------------------------------------------------------

THAT_DAY = "born 9 October 2026"
CORRECTED = "corrected on 25 November 2026 to 9 September 2026"


def correct(case, **dates):
    change_case(reread(case), **dates, by=case.owner, at=LATER)


@pytest.mark.parametrize("page", [page for page in PAGES if page[0] != "family_copy"])
def test_a_corrected_date_of_birth_leaves_the_age_of_that_day(case, visit, reads, page):
    correct(case, born_on=date(2026, 9, 9))

    text = reads(page[0], visit, page[1])

    assert THAT_DAY in text
    assert "6 weeks 3 days" in text
    assert "10 weeks" not in text
    assert CORRECTED in text


def test_a_family_copy_bears_no_date_of_birth(case, visit, reads):
    correct(case, born_on=date(2026, 9, 9))

    text = reads("family_copy", visit)

    assert "Wren" in text
    assert all(said not in text for said in ("9 October 2026", "9 September 2026", "weeks 3 days"))


def test_the_signed_page_says_whom_it_is_about_on_that_day(visit, reads):
    about = "About Wren Fableton, born 9 October 2026, 6 weeks 3 days old."

    assert about in reads("visit_signed", visit)


def test_a_due_date_and_what_it_was_corrected_to(version, now, reads):
    unborn = CaseFactory(unborn=True)
    before = signed(unborn, {}, visit_type="antenatal")
    was = in_words(unborn.due_on)

    correct(unborn, due_on=unborn.due_on + timedelta(days=7))

    about = birth_as_signed(Visit.objects.get(pk=before.pk))
    assert (
        about == f"due {was} (corrected on 25 November 2026 to {in_words(reread(unborn).due_on)})"
    )


def test_a_birth_recorded_later_corrects_no_antenatal_visit(version, case, now, reads):
    unborn = CaseFactory(unborn=True, owner=case.owner, team=case.team)
    before = signed(unborn, {}, visit_type="antenatal")
    correct(unborn, born_on=date(2026, 11, 25), given_name="Robin")

    text = reads("visit_signed", before)

    assert f"due {in_words(unborn.due_on)}, " in text
    assert "weeks pregnant." in text
    assert "orrected" not in text


def test_a_correction_that_is_taken_back_is_none(case, visit, reads):
    correct(case, born_on=date(2026, 9, 9))
    correct(case, born_on=date(2026, 10, 9))

    assert "orrected" not in reads("visit_signed", visit)


def test_a_name_kept_before_dates_were_says_nothing_of_the_dates(case, visit):
    row = {"given_name": "Wr", "family_name": "Fableton", "mother_name": "", "birth_order": None}
    old = [{**row, "until": (AT_THE_VISIT + timedelta(days=1)).isoformat()}]
    Case.objects.filter(pk=case.pk).update(former_names=old)

    dates = reread(case).dates_on(AT_THE_VISIT)

    assert (dates.born_on, reread(case).given_name_on(AT_THE_VISIT)) == (date(2026, 10, 9), "Wr")


def test_whoever_is_renamed_during_a_visit_has_one_name_in_it(case, nurse, reads, time_machine):
    draft = say(begin(reread(case)), SAID)
    time_machine.move_to(AT_THE_VISIT + timedelta(hours=1), tick=False)
    marry(nurse)
    visit = Visit.objects.get(pk=draft.pk)
    signing_at = AT_THE_VISIT + timedelta(hours=2)
    time_machine.move_to(signing_at, tick=False)
    sign(leave_the_rest(visit, at=signing_at), confirmed_closings=[], by=nurse, at=signing_at)
    reread_visit = Visit.objects.get(pk=draft.pk)

    for page in BOTH_HALVES:
        for method in ("get", "post"):
            text = reads(page, reread_visit, method)
            assert "Ana Wedlock" in text
            assert "Ana Hart" not in text

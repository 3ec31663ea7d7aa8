"""The pages on which a baby is registered, born and changed."""

from uuid import uuid4

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from tests.browsing import shown_to
from tests.factories import CaseFactory, ConflictBlockFactory, MembershipFactory, TeamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]

BABY = {
    "given_name": "Wren",
    "mother_name": "Rosa Fableton",
    "born_on-day": "9",
    "born_on-month": "10",
    "born_on-year": "2026",
    "nhs_number": "999 000 1022",
}
BIRTH = {
    "given_name": "Wren",
    "born_on-day": "20",
    "born_on-month": "11",
    "born_on-year": "2026",
    "how_many": "one",
}


def post(client, user, name, data, *args):
    client.force_login(user)
    address = reverse(name, args=args)
    return client.post(address, shown_to(client, address) | data)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def reads():
    return Event.objects.filter(kind="case.read").count()


def test_a_health_visitor_adds_a_baby_to_her_caseload(client, nurse, team):
    answer = post(client, nurse, "new_case", BABY)

    case = Case.objects.get()
    assert (case.owner, case.team, case.nhs_number) == (nurse, team, "9990001022")
    assert answer.url == reverse("case", args=[case.pk])


def test_two_taps_on_the_button_make_one_case(client, nurse):
    sent = {**BABY, "new_id": str(uuid4())}

    answers = [post(client, nurse, "new_case", sent) for _ in range(2)]

    assert Case.objects.count() == 1
    assert answers[0].url == answers[1].url


def test_mistakes_are_said_at_the_question_and_on_top_and_all_is_kept(client, nurse):
    page = post(client, nurse, "new_case", {**BABY, "nhs_number": "123", "born_on-year": "2027"})

    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("Enter a date of birth that is today or earlier") == 2
    assert text.count("Enter the 10 numbers of the NHS number") == 2
    assert 'value="Rosa Fableton"' in text
    assert 'value="123"' in text
    assert 'value="2027"' in text
    assert not Case.objects.exists()


def test_who_works_in_two_teams_says_for_which(client, nurse):
    MembershipFactory(user=nurse, team=(other := TeamFactory(name="Harbour")))

    missing = post(client, nurse, "new_case", BABY)
    post(client, nurse, "new_case", {**BABY, "team": other.pk})

    assert "Choose one of your teams" in missing.content.decode()
    assert Case.objects.get().team == other


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_manager_does_not_register_babies(client, manager, method):
    client.force_login(manager)

    assert getattr(client, method)(reverse("new_case")).status_code == 404


PAGES = ["edit_case", "record_birth", "add_twin"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("nurse", 200), ("manager", 200), ("colleague", 404), ("stranger", 404)]
)
def test_who_may_change_a_case(client, request, unborn, name, who, status):
    page = get(client, request.getfixturevalue(who), name, unborn.pk)

    assert page.status_code == status


@pytest.mark.parametrize("name", ["new_case", *PAGES])
def test_a_visitor_is_sent_to_sign_in(client, unborn, name):
    address = reverse(name, args=[] if name == "new_case" else [unborn.pk])

    answers = client.get(address), client.post(address, BABY)

    assert answers[0].url.startswith(reverse("account_login"))
    assert answers[1].status_code == 401  # what was typed is kept for after signing in
    assert Case.objects.count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_blocked_foreign_and_unknown_look_the_same(client, nurse, unborn, name):
    ConflictBlockFactory(case=unborn, user=nurse)

    pages = [get(client, nurse, name, pk) for pk in (unborn.pk, CaseFactory().pk, uuid4())]

    assert [page.status_code for page in pages] == [404] * 3
    assert len({without_token(page) for page in pages}) == 1


def without_token(page):
    lines = page.content.decode().splitlines()
    own = ("csrfmiddlewaretoken", "?record=")  # the id is the one of the address
    return "".join(line for line in lines if not any(word in line for word in own))


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_one_read(client, nurse, unborn, name):
    get(client, nurse, name, unborn.pk)

    assert reads() == 1


@pytest.mark.parametrize("name", PAGES)
def test_an_ended_case_is_not_changed(client, nurse, team, name):
    ended = CaseFactory(owner=nurse, team=team, ended=True)

    assert get(client, nurse, name, ended.pk).status_code == 404


@pytest.mark.parametrize("name", ["new_case", *PAGES])
def test_no_family_is_named_in_a_page_title(client, nurse, unborn, name):
    page = get(client, nurse, name, *([] if name == "new_case" else [unborn.pk]))

    title = page.content.decode().split("<title>")[1].split("</title>")[0]
    assert "Fableton" not in title


def test_an_address_is_changed(client, nurse, case):
    changed = {**BABY, "address": "9 Quill Court, Northton", "postcode": "zz1 2ab"}

    post(client, nurse, "edit_case", changed, case.pk)

    case.refresh_from_db()
    assert (case.address, case.postcode) == ("9 Quill Court, Northton", "ZZ1 2AB")


def test_a_birth_is_recorded(client, nurse, unborn):
    answer = post(client, nurse, "record_birth", BIRTH, unborn.pk)

    unborn.refresh_from_db()
    assert unborn.name == "Wren"
    assert answer.url == reverse("case", args=[unborn.pk])


def test_a_birth_of_twins_goes_on_to_the_other_twin(client, nurse, unborn):
    answer = post(client, nurse, "record_birth", {**BIRTH, "how_many": "more"}, unborn.pk)
    page = client.get(answer.url)
    sent = {key: value for key, value in BIRTH.items() if key != "how_many"}
    post(client, nurse, "add_twin", {**sent, "given_name": "Robin"}, unborn.pk)

    assert answer.url == reverse("add_twin", args=[unborn.pk])
    assert page.context["form"].initial["born_on"].day == 20
    names = Case.objects.filter(family=unborn.family).values_list("given_name", flat=True)
    assert set(names) == {"Wren", "Robin"}


def test_a_birth_already_recorded_leads_to_the_case(client, nurse, case):
    assert get(client, nurse, "record_birth", case.pk).url == reverse("case", args=[case.pk])


@pytest.mark.parametrize("name", ["new_case", "edit_case"])
def test_far_too_much_text_is_answered_in_plain_words(client, nurse, case, name):
    sent = {**BABY, "address": "a" * 200_000, "mother_name": "Rosa\x00"}

    page = post(client, nurse, name, sent, *([] if name == "new_case" else [case.pk]))

    assert page.status_code == 200
    assert "Shorten this to 200 characters or fewer" in page.content.decode()


def test_the_wrong_verb_is_refused(client, nurse, case):
    client.force_login(nurse)

    assert client.delete(reverse("edit_case", args=[case.pk])).status_code == 405

"""The pages on which a system administrator looks after people and teams."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.hashers import check_password

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from tests.accounts.admin_pages import page_of, role_typed, save
from tests.factories import AbsenceFactory, MembershipFactory, TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = person(Role.SYSTEM_ADMINISTRATOR, name="Ada Keyes")
    client.force_login(user)
    return user


@pytest.mark.parametrize("name", ["\u200b\u200d", "\u2019-", "\u0301"])
def test_a_name_that_nobody_could_read_is_refused_with_words(client, ada, name):
    user, team = UserFactory(), TeamFactory()
    contact = {"slug": team.slug, "name": name}

    pages = [
        save(client, user, name=name),
        client.post(f"/admin/checklists/team/{team.pk}/change/", contact),
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert all("name" in page.context["adminform"].form.errors for page in pages)


def test_a_pasted_name_is_kept_on_one_line(client, ada):
    user = UserFactory()

    save(client, user, name="Nia\u00a0\u2028North\u200bfield ")

    user.refresh_from_db()
    assert user.name == "Nia Northfield"


def test_a_role_is_given_from_a_day_and_logged(client, ada):
    user, team = UserFactory(), TeamFactory()

    response = save(
        client, user, **role_typed("manager", team.pk), **{"memberships-0-user": user.pk}
    )

    assert response.status_code == 302
    assert Membership.objects.get(user=user).starts_on == date(2026, 11, 1)
    event = Event.objects.get(kind="user.changed", by=ada)
    assert event.target == f"user:{user.pk}"
    assert user.name not in str(event.details)


def test_the_same_role_is_given_once(client, ada):
    """From a second window, or twice on one page: ending one would leave it to the person."""
    user, team = UserFactory(), TeamFactory()
    row = {**role_typed("manager", team.pk), "memberships-0-user": user.pk}
    later = {name.replace("-0-", "-1-"): value for name, value in row.items()}
    twice = {**later, **row, "memberships-TOTAL_FORMS": 2}

    both = save(client, user, **twice)
    first, second = save(client, user, **row), save(client, user, **row)

    assert [both.status_code, first.status_code, second.status_code] == [200, 302, 200]
    assert "The same role is given twice for the same days." in both.text
    assert "The same role is given twice for the same days." in second.text
    assert Membership.objects.filter(user=user).count() == 1


def test_a_role_that_has_ended_is_given_again(client, ada):
    user, team = UserFactory(), TeamFactory()
    MembershipFactory(
        user=user, team=team, role=Role.MANAGER, starts_on="2026-01-01", ends_on="2026-10-31"
    )

    save(client, user, **role_typed("manager", team.pk), **{"memberships-0-user": user.pk})

    assert Membership.objects.filter(user=user).count() == 2


def test_a_person_who_is_renamed_keeps_the_name_that_they_signed_with(client, ada):
    user, then = UserFactory(name="Ana Hart"), datetime.now(tz=UTC)

    save(client, user, name="Ana Wedlock")

    user.refresh_from_db()
    assert (user.name, user.name_on(then)) == ("Ana Wedlock", "Ana Hart")


@pytest.mark.parametrize(
    ("role", "in_team", "ends_on", "words"),
    [
        ("manager", False, "", "Choose the team in which this role is held."),
        ("editor", True, "", "This role belongs to no team"),
        ("editor", False, "2026-10-31", "The last day comes before the first day."),
    ],
)
def test_a_role_that_cannot_be_is_explained(client, ada, role, in_team, ends_on, words):
    user, team = UserFactory(), TeamFactory().pk if in_team else ""

    response = save(client, user, **role_typed(role, team, ends_on=ends_on))

    assert words in response.text
    assert not Membership.objects.filter(user=user).exists()


def test_nobody_covers_for_themselves(client, ada):
    user = UserFactory()
    away = {"id": "", "covered_by": user.pk, "starts_on": "2026-11-01", "ends_on": "2026-11-02"}

    response = save(
        client,
        user,
        **{"absences-TOTAL_FORMS": 1},
        **{f"absences-0-{name}": value for name, value in away.items()},
    )

    assert "nobody covers for themselves" in response.text
    assert not Absence.objects.exists()


def away_typed(user, cover, *, row="", first="2026-12-01", last="2026-12-04"):
    away = {"id": row, "user": user.pk, "covered_by": cover.pk, "starts_on": first, "ends_on": last}
    more = {"absences-TOTAL_FORMS": 1, "absences-INITIAL_FORMS": int(bool(row))}
    return more | {f"absences-0-{name}": value for name, value in away.items()}


@pytest.mark.parametrize(
    ("of_the_team", "away_too", "words"),
    [
        (False, False, "holds no role with these families"),
        (True, True, "is away on 2 to 4 December"),
        (True, False, None),
    ],
)
def test_who_cannot_cover_is_not_named_here_either(client, ada, of_the_team, away_too, words):
    team = TeamFactory()
    user, cover = person(team=team), person(team=team if of_the_team else TeamFactory())
    if away_too:
        AbsenceFactory(user=cover, starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 9))

    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False):
        response = save(client, user, **away_typed(user, cover))

    assert Absence.objects.filter(user=user).exists() is (words is None)
    assert words is None or words in response.text


def test_a_row_that_nobody_touches_is_saved_though_its_cover_has_left(client, ada):
    user, cover = person(team=TeamFactory()), person(team=TeamFactory())
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 4)}
    row = AbsenceFactory(user=user, covered_by=cover, **days)

    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False):
        sent = away_typed(user, cover, row=row.pk)
        save(client, user, name="New name", **sent)

    user.refresh_from_db()
    assert user.name == "New name"


def test_nobody_raises_their_own_rights(client, ada):
    response = save(client, ada, **role_typed("editor"))

    assert response.status_code == 403
    assert ada.memberships.count() == 1


def test_nobody_becomes_superuser_here(client, ada):
    user = UserFactory()

    save(client, user, is_superuser="on", is_staff="on", name="New name")

    user.refresh_from_db()
    assert user.name == "New name"
    assert not user.is_superuser


@pytest.mark.parametrize("rest", ["change/", "password/"])
def test_an_administrator_does_not_change_a_superuser(client, ada, rest):
    assert client.post(page_of(UserFactory(is_superuser=True), rest)).status_code == 403


def test_a_password_is_set_for_someone_and_logged_without_it(client, ada):
    user = UserFactory()
    new = "a quiet river in June"

    client.post(
        page_of(user, "password/"),
        {"password1": new, "password2": new, "usable_password": "true", "set-password": "Set"},
    )

    user.refresh_from_db()
    assert check_password(new, user.password)
    assert new not in str(Event.objects.get(kind="user.changed").details)


def test_an_account_is_made_without_roles(client, ada):
    new = "a quiet river in June"

    client.post(
        "/admin/checklists/user/add/",
        {
            "username": "omar",
            "name": "Omar Inkwell",
            "password1": new,
            "password2": new,
            "usable_password": "true",
        },
    )

    assert not User.objects.get(username="omar").memberships.exists()
    assert Event.objects.filter(kind="user.added", by=ada).count() == 1


def test_nobody_is_deleted(client, ada):
    assert client.post(page_of(UserFactory(), "delete/")).status_code == 403


def test_a_team_without_a_manager_is_loud(client, ada):
    managed, alone = TeamFactory(name="Led"), TeamFactory(name="Alone")
    MembershipFactory(team=managed, role=Role.MANAGER, user=UserFactory(name="Morag"))
    MembershipFactory(team=alone)

    page = client.get("/admin/checklists/team/").text

    assert "Morag" in page
    assert page.count("NOBODY") == 1


@pytest.mark.parametrize("path", ["user/", "team/", "event/", "user/add/", "team/add/"])
def test_the_pages_open(client, ada, path):
    TeamFactory()
    MembershipFactory()

    assert client.get(f"/admin/checklists/{path}").status_code == 200


def test_the_page_of_a_person_opens(client, ada):
    assert client.get(page_of(person(team=TeamFactory()))).status_code == 200


def test_the_log_is_read_and_never_written(client, ada):
    save(client, UserFactory(), name="New name")
    event = Event.objects.get(kind="user.changed")

    assert client.get(f"/admin/checklists/event/{event.pk}/change/").status_code == 200
    assert client.post(f"/admin/checklists/event/{event.pk}/change/").status_code == 403
    assert client.post(f"/admin/checklists/event/{event.pk}/delete/").status_code == 403
    assert client.get("/admin/checklists/event/add/").status_code == 403


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_guidance_roles_do_not_see_people_or_the_log(client, role):
    client.force_login(person(role))

    for model in ("user", "team", "event"):
        assert client.get(f"/admin/checklists/{model}/").status_code == 403


@pytest.mark.parametrize("username", ["NIA", "\uff2eia"])
def test_nobody_gets_a_username_that_differs_from_another_in_capitals_alone(client, ada, username):
    UserFactory(username="nia")
    password = {"usable_password": "true", "password1": "four words in there", "name": "Nia Two"}

    page = client.post(
        "/admin/checklists/user/add/",
        {"username": username, **password, "password2": password["password1"]},
    )

    assert page.context["errors"]
    assert User.objects.count() == 2


def test_nobody_changes_a_username_to_one_that_differs_in_capitals_alone(client, ada):
    UserFactory(username="nia")
    user = UserFactory(username="nina")

    page = save(client, user, username="NIA")

    assert "Somebody has this username, perhaps in other capitals." in page.text
    user.refresh_from_db()
    assert user.username == "nina"


@pytest.mark.parametrize("username", ["hv.n\u043erth", "stra\u00dfe", "test.\u0131", "re\u0301ne"])
def test_no_username_looks_like_another_in_letters_of_another_alphabet(client, ada, username):
    user = UserFactory(username="nina")

    page = save(client, user, username=username)

    assert "Use the letters a to z without accents." in page.text
    user.refresh_from_db()
    assert user.username == "nina"


def test_a_page_of_a_person_with_rows_without_end_is_answered_at_once(client, ada):
    user = UserFactory()

    page = save(client, user, **{"memberships-TOTAL_FORMS": 99_999_999_999})

    assert "at most 200 forms" in page.text
    assert page.text.count('name="memberships-') < 2000


@pytest.mark.parametrize("words", ["zoe", "ZOË", "O'Brien", "obrien", "o brien zoe", "ZOB"])
@pytest.mark.parametrize("place", ["user", "event"])
def test_a_person_is_found_however_the_name_is_spelt(client, ada, place, words):
    zoe = UserFactory(name="Zoë O\u2019Brien", username="zob")
    record("session.started", by=zoe, at=datetime(2026, 11, 23, 12, tzinfo=UTC))

    found = client.get(f"/admin/checklists/{place}/", {"q": words}).context["cl"].result_list

    assert [getattr(row, "by", row) for row in found] == [zoe]


def test_the_log_is_searched_by_what_happened_and_who_did_it(client, ada):
    zoe, at = UserFactory(name="Zoë O\u2019Brien"), datetime(2026, 11, 23, 12, tzinfo=UTC)
    for by, kind in ((zoe, "session.started"), (zoe, "session.ended"), (ada, "session.ended")):
        record(kind, by=by, at=at)

    found = client.get("/admin/checklists/event/", {"q": "zoe session.end"}).context["cl"]

    assert [(row.by, row.kind) for row in found.result_list] == [(zoe, "session.ended")]

"""Every form that changes stored values, opened by two people who both save.

A form is known by its address in tests/access/table.py. Each that takes a post is either tried
here, tried in the tests of its room, or changes no stored value that its page shows, for a reason.
"""

import pytest
from django.contrib import admin

from checklists.accounts.admin.stale import ComparedAdmin, ComparedInline
from checklists.people.models.users import User
from tests.access.expected_answers import WRONG_VERB
from tests.access.table import ROUTES
from tests.browsing import sent_back
from tests.reading.kinds_of_forms import (
    ACCOUNT,
    ADDS,
    OPENS,
    REVISIONS,
    STEPS,
    TRIED_ELSEWHERE,
)
from tests.reading.saved_by_two import (
    ADMIN,
    ONE_FIELD,
    TWO_FIELDS,
    as_lists,
    same_field,
)

READ_ONLY = (ADMIN("event"), ADMIN("templateversion"))
NO_FORM = ("_changelist", "_add", "_history", "admin:index", "admin:app_list", "/", "$")


def is_of_the_admin_and_edits_no_row(name):
    """Lists, new rows and histories; the test of the registry says that no list is edited."""
    in_admin = name.startswith("admin") and name.endswith((*NO_FORM, "view_on_site"))
    return in_admin or name in READ_ONLY


def test_every_form_that_is_posted_is_tried_or_changes_nothing_that_it_shows():
    posted = {route.name for route in ROUTES if route.post.keys() - {WRONG_VERB}}
    tried = {*TWO_FIELDS, *ONE_FIELD, *TRIED_ELSEWHERE}
    known = [tried, REVISIONS, OPENS, ADDS, STEPS, ACCOUNT]
    said = [name for names in known for name in names]

    missing = {one for one in posted if not is_of_the_admin_and_edits_no_row(one)} - set(said)

    assert not missing, "Say in tests/reading/kinds_of_forms.py what they change"
    assert len(said) == len(set(said))
    assert set(said) <= posted


def test_every_admin_that_changes_rows_compares_them_with_what_was_shown(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True)
    admins = {ADMIN(model._meta.model_name): one for model, one in admin.site._registry.items()}
    changing = [one for name, one in admins.items() if name not in READ_ONLY]
    rows = [inline for one in changing for inline in one.get_inlines(request, User())]

    assert {name for name in admins if name not in READ_ONLY} <= {*TWO_FIELDS, *ONE_FIELD}
    assert all(isinstance(one, ComparedAdmin) for one in changing)
    assert all(issubclass(inline, ComparedInline) for inline in rows)
    assert not any(one.list_editable for one in admins.values())
    assert not any(admins[name].has_change_permission(request) for name in READ_ONLY)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TWO_FIELDS)
def test_two_people_each_save_one_field_and_both_stay(client, open_twice, name):
    page, (hers, mine) = open_twice(name), TWO_FIELDS[name]

    answer = both_save(client, page, hers, mine)

    stored = sent_back(client.get(page.address))
    assert answer.status_code == 302
    assert {key: stored[key] for key in hers | mine} == as_lists(hers | mine)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*TWO_FIELDS, *ONE_FIELD])
def test_two_people_save_the_same_field_and_the_second_chooses(client, open_twice, name):
    page, (hers, mine) = open_twice(name), same_field(name)

    asked = both_save(client, page, hers, mine)
    undecided = client.post(page.address, sent_back(asked))
    client.post(page.address, sent_back(asked) | dict.fromkeys(choices_on(asked), "stored"))

    stored = sent_back(client.get(page.address))
    assert asked.status_code == undecided.status_code
    assert asked.status_code in (200, 422)
    assert "while you had the page open. Choose which one stays" in undecided.text
    assert {key: stored[key] for key in hers} == as_lists(hers)


def both_save(client, page, hers, mine):
    """Both opened it before either saved; gives what the second is answered."""
    client.force_login(page.first)
    first = sent_back(client.get(page.address), **hers)
    client.force_login(page.second)
    second = sent_back(client.get(page.address), **mine)
    client.force_login(page.first)
    assert client.post(page.address, first).status_code == 302
    client.force_login(page.second)
    return client.post(page.address, second)


def choices_on(page):
    """The names of the choices that the page offers."""
    return {part.split('"')[0] for part in page.text.split('name="')[1:] if "-stays" in part[:60]}


# --- rows of people in the admin ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_role_and_a_time_away_that_two_administrators_change_both_stay(client, open_twice):
    page = open_twice(ADMIN("user"))
    hers, mine = {"absences-0-ends_on": "01/12/2026"}, {"memberships-0-ends_on": "01/01/2030"}

    both_save(client, page, hers, mine)

    stored = sent_back(client.get(page.address))
    assert {key: stored[key] for key in hers | mine} == as_lists(hers | mine)


@pytest.mark.django_db
def test_the_first_day_of_one_and_the_last_day_of_another_are_no_time_away(client, open_twice):
    page = open_twice(ADMIN("user"))
    hers, mine = {"absences-0-ends_on": "01/12/2026"}, {"absences-0-starts_on": "24/11/2026"}

    asked = both_save(client, page, hers, mine)

    assert choices_on(asked) == {"absences-0-starts_on-stays"}

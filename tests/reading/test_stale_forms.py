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
from tests.reading.saved_by_two import (
    ADMIN,
    ONE_FIELD,
    TWO_FIELDS,
    as_lists,
    same_field,
)

TRIED_ELSEWHERE = {
    "record_birth": "cases/test_stale_pages",
    "add_adult": "cases/test_stale_pages",
    "request_entries": "records/test_views",
    "admin:guidance_publish": "guidance/test_stale_drafts",
    "admin:guidance_discard": "guidance/test_stale_drafts",
}
REVISIONS = {"visit_point"}  # each answer carries the revision it was typed over
OPENS = {  # shows more of a page, or remembers how lists are shown
    *("caseload", "find_family", "team", "case", "case_outstanding", "my_items", "item"),
    *("visit_review", "visit_signed", "visit_copy", "visit_print", "household", "people_access"),
    *("emergency_use", "request_inside"),
}
ADDS = {  # makes a row of its own; the page shows none that it would change
    *("start_visit", "not_held", "visit_amend", "call_sheet", "add_item", "act_on_item"),
    *("new_case", "add_twin", "add_professional", "emergency", "block_person", "offer_case"),
    *("absences", "new_request", "set_hold", "ask_disposal", "admin:guidance_draft"),
}
STEPS = {  # takes a row one step on, and is refused when another took it meanwhile
    *(
        "visit_stop",
        "visit_discard",
        "visit_twin",
        "visit_sign",
        "close_item",
        "agree_item",
        "decline_item",
    ),
    *("acknowledge_item", "ask_withdrawal", "withdrawal", "decline_withdrawal", "end_adult"),
    *("bring_back_adult", "end_professional", "alert_seen", "end_emergency", "end_emergency_use"),
    *("close_emergency_review", "ask_to_lift_block", "lift_block", "keep_block", "leaving"),
    *("accept_transfer", "reject_transfer", "withdraw_transfer", "end_absence", "ask_release"),
    *("release_request", "send_back_request", "refuse_request", "withdraw_request", "lift_hold"),
    *("agree_disposal", "decline_disposal"),
}
ACCOUNT = {  # one's own sign-in: nothing stored is shown to be changed
    *("account_login", "account_logout", "account_reauthenticate", "account_change_password"),
    *("policy_report", "unsent_words", "unsent_words_back", "end_session", "end_other_sessions"),
    *("mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_activate_totp"),
    *("mfa_reauthenticate_webauthn", "mfa_deactivate_totp", "mfa_add_webauthn"),
    *("mfa_generate_recovery_codes", "admin:login", "admin:logout", "admin:password_change"),
    "admin:auth_user_password_change",
}
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

    assert not missing, "Say in tests/reading/test_stale_forms.py what they change"
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

"""The two of a stale form press at the same moment: neither undoes the other."""

import pytest
from django.test import Client

from tests.browsing import sent_back
from tests.concurrent_presses import at_once
from tests.reading.saved_by_two import ADMIN, as_lists, same_field

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]
PRESSED = {
    "edit_case": ({"address": "9 Quill Court"}, {"mother_name": "Rosa Mayfield"}),
    "change_adult": ({"adult_lives_in_home": "visits"}, {"adult_name": "Dan Fields"}),
    ADMIN("user"): (
        {"absences-0-ends_on": "01/12/2026"},
        {"memberships-0-ends_on": "01/01/2030"},
    ),
    ADMIN("learningpoint"): ({"summary": "Find out where."}, {"why_it_matters": "It is safer."}),
}


def press_both(page, *changes):
    """Both have it open and press at once; gives both answers and what is stored then."""
    presses = []
    for user, changed in zip((page.first, page.second), changes, strict=True):
        browser = Client()
        browser.force_login(user)
        sent = sent_back(browser.get(page.address), **changed)
        presses.append(lambda browser=browser, sent=sent: browser.post(page.address, sent))
    answers = at_once(*presses)
    return [one.status_code for one in answers], sent_back(browser.get(page.address))


@pytest.mark.parametrize("name", PRESSED)
def test_two_fields_saved_at_the_same_moment_both_stay(open_twice, name):
    hers, mine = PRESSED[name]

    answers, stored = press_both(open_twice(name), hers, mine)

    assert answers == [302, 302]
    assert {key: stored[key] for key in hers | mine} == as_lists(hers | mine)


@pytest.mark.parametrize("name", ["edit_case", "change_adult", ADMIN("learningpoint")])
def test_of_one_field_saved_at_the_same_moment_one_is_asked(open_twice, name):
    hers, mine = same_field(name)

    answers, stored = press_both(open_twice(name), hers, mine)

    assert sorted(answers) == [200, 302]
    saved = hers if answers[0] == 302 else mine
    assert {key: stored[key] for key in saved} == as_lists(saved)

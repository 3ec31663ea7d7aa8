"""The page of one adult: how it is known and from whom, and of nobody else."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from checklists.household import adults
from tests.browsing import shown_to
from tests.visits.story import item, items, reread, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]
NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
OLD = datetime(2026, 8, 1, 9, tzinfo=UTC)
CONFIRM = "confirm again"


def add(case, at=NOW, **answers):
    said = {key: {"value": value, "reason": ""} for key, value in answers.items()}
    return adults.add_adult(case, named="known", answers=said, by=case.owner, at=at)


def dan(case, at=NOW, **more):
    known = {"adult_name": "Dan Inventall", "adult_lives_in_home": "yes", "adult_met": "yes"}
    return add(case, at, **{**known, **more})


def page(client, case, adult):
    client.force_login(case.owner)
    return client.get(reverse("change_adult", args=[case.pk, adult.pk])).content.decode()


def opened(client, case):
    client.force_login(case.owner)
    return client.post(reverse("case", args=[case.pk]), {"open": "family"}).content.decode()


def known(client, case, adult):
    return page(client, case, adult).split("What is known, and from whom")[1].split("</dl>")[0]


def test_says_from_whom_and_who_wrote_it_when(client, case):
    adult = dan(case, adult_known_from=["child", "record"])

    text = known(client, case, adult)

    assert "From a child; From a record we hold" in text
    assert f"23 November 2026, {case.owner}. Written on the household page" in text


def test_says_with_whom_the_history_was_checked_and_when(client, case):
    adult = dan(case)
    signed(
        case,
        {
            f"adult_other_children_checked:{adult.pk}": "checked_no_concern",
            f"adult_checked_with:{adult.pk}": ["social_care", "police"],
            f"adult_checked_on:{adult.pk}": "2026-11-19",
        },
    )

    text = known(client, reread(case), adult)

    assert "Children&#x27;s social care; Police" in text
    assert "19 November 2026" in text
    assert "Written at a contact" in text


def test_nothing_of_one_adult_is_on_the_page_of_another(client, case):
    adult = dan(case)
    other = add(
        case,
        adult_name="Baz Otherman",
        adult_role="ex_partner",
        adult_protective="Plumwhistle",
        adult_known_from=["professional"],
    )

    text = page(client, case, adult)

    assert not any(word in text for word in ("Baz", "Otherman", "Plumwhistle", str(other.pk)))
    assert "Plumwhistle" in page(client, case, other)


def test_from_whom_never_stands_in_the_picture_or_the_list(client, case):
    dan(case, adult_known_from=["child"])

    assert "From a child" not in opened(client, case)


def test_from_whom_is_asked_on_the_household_page_and_kept(client, case):
    adult = dan(case)
    client.force_login(case.owner)
    typed = {
        "named": "known",
        "adult_name": "Dan Inventall",
        "adult_role": "birth_father",
        "adult_lives_in_home": "yes",
        "adult_cares_alone": "no",
        "adult_met": "yes",
        "adult_known_from": ["mother"],
    }

    address = reverse("change_adult", args=[case.pk, adult.pk])
    client.post(address, shown_to(client, address) | typed)

    assert "From the mother" in known(client, case, adult)


def test_the_case_page_draws_the_same_people_as_it_lists(client, case):
    dan(case)

    text = opened(client, case)
    picture, listed = text.split('<svg class="picture"')[1].split("</svg>", 1)

    assert "Dan Inventall" in picture
    assert "<b>Dan Inventall</b>" in listed
    assert "Someone else?" in picture


def test_the_case_page_keeps_the_adults_shut_on_arrival(client, case):
    dan(case)
    client.force_login(case.owner)

    text = client.get(reverse("case", args=[case.pk])).content.decode()

    assert "Dan Inventall" not in text
    assert '<svg class="picture"' not in text


def test_what_was_confirmed_long_ago_is_to_be_confirmed_again(client, case):
    dan(case, at=OLD)

    assert "Last confirmed 1 August 2026, confirm again" in opened(client, case)


def test_what_was_confirmed_lately_is_not(client, case):
    dan(case)

    assert CONFIRM not in opened(client, case)


def test_a_contact_that_leaves_it_unconfirmed_opens_an_item(case):
    dan(case, at=OLD)

    signed(case, {"new_adult_since_last": "no"})

    stale = item(case, "adult_confirmation_stale")
    assert stale.private
    assert "Dan" not in f"{stale.title} {stale.neutral_title}"


def test_a_contact_that_confirms_it_opens_none(case):
    adult = dan(case, at=OLD)

    said = {f"adult_lives_in_home:{adult.pk}": "yes", f"adult_cares_alone:{adult.pk}": "no"}
    signed(case, {"new_adult_since_last": "no", **said})

    assert items(case, "adult_confirmation_stale") == []


def test_who_has_left_needs_no_confirming(case):
    adults.end_adult(dan(case, at=OLD), by=case.owner, at=NOW)

    signed(case, {"new_adult_since_last": "no"})

    assert items(case, "adult_confirmation_stale") == []


def test_opening_the_family_asks_the_database_as_often_for_many(client, case, statements):
    counts = []
    for number in (1, 6):
        for _ in range(number):
            dan(case)
        opened(client, case)
        with statements() as counted:
            opened(client, case)
        counts.append(len(counted))

    assert counts[0] == counts[1]

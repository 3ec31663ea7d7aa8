"""Where to turn: the order of a point's resources, and what is said of each."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string

from checklists.guidance.compiled import compile_content, compiled
from checklists.guidance.content import content_of
from checklists.guidance.publishing import copy_to_draft
from checklists.guidance.resources import resources_for
from checklists.people.models.teams import Role
from tests.factories import person
from tests.guidance.conftest import NOW


def words_of(resource, *, is_private=False):
    told = {"resource": resource, "is_private": is_private}
    return " ".join(render_to_string("guidance/_resource.html", told).split())


@pytest.fixture
def lullaby(checklist):
    return next(one for one in checklist.resources if one.slug == "lullaby")


@pytest.mark.parametrize(
    ("number", "first"),
    [(1, "three-steps"), (3, "three-steps"), (5, "dd-procedures"), (14, "working-together")],
)
def test_the_key_resource_is_first_and_the_briefing_last(checklist, number, first):
    slugs = [one.slug for one in resources_for(checklist, number)]

    assert slugs[0] == first
    assert slugs[-1] == "ddscp-briefing"


def test_the_ways_on_are_where_the_briefing_has_them(checklist):
    assert {"dd-referral", "starting-point"} <= {r.slug for r in resources_for(checklist, 7)}
    assert "dd-prebirth" in {r.slug for r in resources_for(checklist, 6)}


def test_every_resource_says_what_it_is_for(checklist):
    assert [one.slug for one in checklist.resources if not one.what_for] == []


def test_a_link_leaves_in_a_new_tab_and_says_nothing_of_where_it_was_followed(lullaby):
    words = words_of(lullaby)

    assert 'href="https://www.lullabytrust.org.uk/"' in words
    assert 'target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer"' in words
    assert "(opens in a new tab)" in words
    assert "The Lullaby Trust" in words
    assert lullaby.what_for in words


def test_without_an_address_it_says_whom_to_ask_and_where_it_is_added(lullaby):
    words = words_of(replace(lullaby, url=None))

    assert "<a" not in words
    assert "Ask your team where to find it" in words
    assert "in the admin, under Resources" in words


def test_when_it_was_last_checked_is_said_and_also_that_nobody_noted_it(lullaby):
    checked = words_of(replace(lullaby, checked_on=date(2026, 11, 3)))

    assert "Last checked on 3 November 2026" in checked
    assert "Nobody has noted yet when this was last checked" in words_of(lullaby)


def test_in_a_private_part_the_history_of_the_browser_is_named(lullaby):
    kept = "stays in the history of this browser"

    assert kept in words_of(lullaby, is_private=True)
    assert kept not in words_of(lullaby)
    assert kept not in words_of(replace(lullaby, url=None), is_private=True)


def test_a_point_without_resources_says_whom_to_ask():
    words = render_to_string("guidance/_resources.html", {"resources": ()})

    assert "Ask your team" in words


def test_the_day_of_checking_goes_with_the_version(content, version):
    draft = copy_to_draft(by=person(Role.EDITOR), at=NOW)
    draft.resources.filter(slug="lullaby").update(checked_on=date(2026, 11, 3))

    kept = content_of(draft)["resources"]
    lullaby = next(one for one in kept if one["slug"] == "lullaby")
    again = compile_content({**content, "resources": kept})

    assert lullaby["checked_on"] == "2026-11-03"
    assert again.resources == compiled(draft).resources
    assert "checked_on" not in kept[0]

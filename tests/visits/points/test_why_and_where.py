"""Why a point is asked, what to look for and where to turn, behind one disclosure of its page."""

import html
import re
import zlib
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled import compiled
from checklists.guidance.resources import resources_for
from checklists.guidance.sources import sources_of
from checklists.people.models.local_numbers import LocalNumber
from checklists.people.models.teams import Role
from checklists.visits.draft.views.why_and_where import render_parts
from checklists.visits.models import Visit
from tests.answers.filling import opened, url_of
from tests.factories import LocalNumberFactory, TeamFactory, person

SUMMARY = "Why we ask and where to turn"
LINK = re.compile(r'<a [^>]*href="(https://[^"]+)"[^>]*>')
KEPT_IN_HISTORY = "stays in the history of this browser. The quick exit cannot hide it."
SHUT, SOCIAL_CARE = "mothers-wellbeing", "plan-and-services"
MARKS, APART = "weight-and-skin-check", "next-steps-for-today"
MOST_BYTES = 3_500  # of the longest page, compressed as it is sent


@pytest.fixture
def checklist(version):
    return compiled(version)


def disclosure(page):
    """Its HTML; '' where the page has none."""
    found = re.search(
        r'<details class="disclosure">\s*<summary>Why we ask.*?</details>', page, re.S
    )
    return found.group() if found else ""


def words(page):
    return " ".join(html.unescape(strip_tags(disclosure(page))).split())


def shown(hv, visit, slug):
    return hv.get(url_of(visit, slug)).text


def shown_open(hv, visit, slug):
    return opened(hv, visit, slug).text


def tasks(checklist):
    return [task for task in all_tasks(checklist) if task.point_number]


def test_it_says_why_what_to_look_for_and_the_source(hv, visit, checklist):
    said, point = words(shown(hv, visit, "sleep")), checklist.points_by_number[3]

    assert said.startswith(f"{SUMMARY} Why it matters {point.summary} {point.why_it_matters}")
    assert "Source: point 3 of the briefing of the Derby and Derbyshire" in said
    assert "reviews of 2018 to 2020. Also: Lullaby Trust safer sleep advice; NICE" in said
    assert "What to look for and how to ask Ask to be shown where the baby sleeps" in said


def test_it_is_one_and_shut_and_works_without_a_script(hv, visit):
    page = shown(hv, visit, "sleep")

    assert page.count(SUMMARY) == 1
    assert "<details open" not in disclosure(page)
    assert "data-" not in disclosure(page)


def test_every_resource_of_the_point_stands_there_in_its_order(hv, visit, checklist):
    said = words(shown(hv, visit, "sleep"))

    places = [said.index(f"{one.title} ") for one in resources_for(checklist, 3)]
    assert places == sorted(places)
    assert "Three Steps to Baby Safety" in said[places[0] :]


def test_a_link_leaves_in_a_new_tab_and_tells_nobody_where_from(hv, visit):
    found = LINK.finditer(disclosure(shown(hv, visit, "sleep")))

    tags = [one.group() for one in found]
    away = 'target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer"'
    assert len(tags) > 5
    assert [tag for tag in tags if away not in tag] == []


def test_beside_somebody_who_must_not_hear_it_stays_shut_and_says_so(hv, visit):
    Visit.objects.filter(pk=visit.pk).update(present=["mother", "father"])

    page = shown(hv, visit, "family-picture")

    assert disclosure(page) == ""
    assert "Why we ask and where to turn stays shut while others are here." in page


def test_a_private_page_says_nothing_of_it_while_it_is_shut(hv, visit):
    assert disclosure(shown(hv, visit, SHUT)) == ""


def test_an_opened_private_page_gives_words_and_says_what_a_link_leaves_behind(
    hv, visit, checklist
):
    page = shown_open(hv, visit, SHUT)
    inside = page.split('id="opened"')[1]

    with_address = [one for one in resources_for(checklist, 5) if one.url]
    assert disclosure(inside)
    assert words(inside).count(KEPT_IN_HISTORY) == len(with_address)
    for one in with_address:
        assert f'<span class="resource__title">{html.escape(one.title)}</span>' in page
    assert KEPT_IN_HISTORY not in words(shown(hv, visit, "sleep"))


def test_the_page_apart_has_it_once_it_is_opened_and_says_what_to_do_once(hv, visit, checklist):
    apart = next(task for task in all_tasks(checklist) if task.is_apart)

    page = shown_open(hv, visit, apart.slug)

    assert "What to look for" not in words(page).removeprefix(SUMMARY)
    assert "Bruising in non-mobile infants" in words(page)
    assert disclosure(shown(hv, visit, apart.slug)) == ""


def test_a_version_without_resources_says_whom_to_ask(checklist):
    none = replace(checklist, resources=())

    reasons, resources = render_parts(none, 3, is_apart=False, is_private=False)

    assert checklist.points_by_number[3].summary in html.unescape(reasons)
    assert "No resource is listed for this point. Ask your team" in resources


def test_the_open_page_of_a_mark_leads_to_where_to_turn_and_names_nobody(hv, visit):
    LocalNumberFactory(name="Referral desk")

    page = disclosure(shown(hv, visit, MARKS))

    assert "This stands under \u201cNext steps for today\u201d" in page
    assert not [one for one in ("Referral desk", "ocial care", "https://") if one in page]


# Local numbers and pathways


def test_local_numbers_come_before_the_resources_and_ring(hv, visit):
    LocalNumberFactory(name="Sleep desk", number="01632 960123, 9 to 5", note="For a cot.")

    page = shown(hv, visit, "sleep")

    assert '<a href="tel:01632960123">01632 960123, 9 to 5</a>' in disclosure(page)
    said = words(page)
    assert "Sleep desk 01632 960123, 9 to 5 For a cot. Last checked on 2 November 2026" in said
    assert said.index("Sleep desk") < said.index("Three Steps to Baby Safety")


def test_of_a_private_page_a_number_is_words_and_a_pathway_says_what_it_leaves(hv, visit):
    LocalNumberFactory(name="Advice line", points=[5], url="https://trust.example/path")

    page = shown_open(hv, visit, SHUT)

    inside = words(page).split("In your team")[1].split("To read")[0]
    assert "tel:" not in disclosure(page)
    assert "Advice line 01632 960123, weekdays 9 to 5" in inside
    assert f"(opens in a new tab). The page it opens {KEPT_IN_HISTORY}" in inside


def test_only_of_this_team_on_this_point_and_on_this_day(hv, visit):
    LocalNumberFactory(name="Ours", team=visit.case.team)
    LocalNumberFactory(name="Theirs", team=TeamFactory())
    LocalNumberFactory(name="Another point", points=[9])
    LocalNumberFactory(name="Of yesterday", ends_on=date(2020, 1, 2))

    said = words(shown(hv, visit, "sleep"))

    assert "Ours" in said
    assert not [one for one in ("Theirs", "Another point", "Of yesterday") if one in said]


def test_one_that_nobody_checked_says_so(hv, visit):
    LocalNumberFactory(review_on=date(2026, 11, 3))

    said = words(shown(hv, visit, "sleep"))

    assert "to be checked again by 3 November 2026: make sure before you rely on it" in said


def test_a_change_of_a_number_shows_at_once_and_without_a_new_version(hv, visit):
    one = LocalNumberFactory(name="Old desk")
    assert "Old desk" in words(shown(hv, visit, "sleep"))

    LocalNumber.objects.filter(pk=one.pk).update(ends_on=date(2020, 1, 2))

    assert "Old desk" not in words(shown(hv, visit, "sleep"))


@pytest.mark.parametrize("slug", [APART, SOCIAL_CARE])
def test_where_a_referral_is_made_its_number_comes_first(hv, visit, slug):
    LocalNumberFactory(name="A desk")
    visit.case.team.referral_contact = "Starting desk, 01632 960999"
    visit.case.team.save()

    page = shown_open(hv, visit, slug)

    assert "In your team Children's social care, referrals Starting desk, 01632" in words(page)
    assert 'href="tel:01632960999"' in disclosure(page)
    assert "Making a Referral to Social Care" in words(page)


def test_without_a_number_it_says_so_and_where_it_is_added(hv, visit):
    assert "Your team's number is not set" in words(shown_open(hv, visit, APART))
    said = words(shown(hv, visit, "sleep"))
    assert "No local number or pathway is set for this point. Ask your team" in said


# What it costs


def test_it_costs_no_statement(hv, visit):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            hv.get(url_of(visit, "sleep"))
        return [one["sql"] for one in asked]

    statements()
    few = statements()
    LocalNumberFactory.create_batch(9)
    statements()  # its event states the rows that were just written

    assert len(statements()) == len(few)
    assert [one for one in few if "localnumber" in one and "checklists_visit" not in one] == []


def test_it_is_a_few_kilobytes_on_every_page(hv, visit, checklist):
    LocalNumberFactory.create_batch(4)

    sizes = {
        task.slug: len(zlib.compress(disclosure(shown_open(hv, visit, task.slug)).encode()))
        for task in tasks(checklist)
        if hv.get(url_of(visit, task.slug)).status_code == 200
    }

    assert len(sizes) > 10
    assert {slug: size for slug, size in sizes.items() if not 500 < size < MOST_BYTES} == {}


# What editors see, and what a source says


def test_the_preview_shows_it_too_and_names_no_team(client, version, checklist):
    client.force_login(person(Role.EDITOR))
    LocalNumberFactory(name="A desk")

    page = client.get(reverse("preview_point", args=[version.pk, "sleep"])).text

    assert "The numbers and pathways of the team stand here" in words(page)
    assert "Three Steps to Baby Safety" in words(page)
    assert "A desk" not in page


def test_every_point_names_the_briefing_and_no_brackets(checklist):
    for point in checklist.points:
        said = sources_of(point)
        assert said.has_briefing
        assert "[" not in said.others

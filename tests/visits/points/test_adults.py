"""The adults of a visit: who is new first, each in sight until confirmed, then one line."""

import re

import pytest
from django.utils import timezone

from checklists.answers.saving import Change
from checklists.answers.views import choice_set, rendering
from checklists.answers.views.rendering import Look
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.visits.models import Visit
from tests.answers.filling import entry, fields, opened, send, url_of, working_visit, write

PAGE = "family-and-friends"
KEEPING = ("render_look", "render_for_any_adult")
NAME = "Theo Sagaworth"
KNOWN = {
    "adult_name": NAME,
    "adult_role": "birth_father",
    "adult_lives_in_home": "yes",
    "adult_cares_alone": "yes",
    "adult_met": "yes",
    "adult_concerns": ["none_known"],
    "adult_other_children_checked": "asked_only",
    "adult_protective": "Calm with the baby. " * 30,
}


def known_adult(case, **other):
    answers = {key: {"value": value} for key, value in {**KNOWN, **other}.items()}
    return add_adult(
        case, named=Adult.Named.KNOWN, answers=answers, by=case.owner, at=timezone.now()
    )


@pytest.fixture
def theo(case, now):
    return known_adult(case)


def html_of(response):
    return response.content.decode().replace("&#x27;", "'")


def block_of(response, adult):
    """What stands about one adult, and whether it is folded."""
    html = html_of(response)
    tag, block = re.search(
        rf'<(details|section)[^>]*data-record="{adult.pk}"(.*)', html, re.S
    ).groups()
    return block.split("data-record=")[0], tag == "details"


def nothing_changed(hv, visit, adult, **more):
    page = fields(opened(hv, visit, PAGE))
    return send(hv, visit, PAGE, {"nothing_changed": str(adult.pk), **more}, page)


def test_whether_anyone_is_new_is_asked_before_anybody_is_named(hv, visit, theo):
    html = html_of(opened(hv, visit, PAGE))

    assert html.index("has anyone come into or left the home") < html.index(NAME)
    assert html.index(NAME) < html.index("Do I know everyone who lives in")


def test_all_that_one_press_confirms_is_in_sight_and_in_full(hv, visit, theo):
    block, is_folded = block_of(opened(hv, visit, PAGE), theo)

    lines = re.findall(r"<details class=\"folded line\">\s*<summary>(.*?)</summary>", block, re.S)
    assert not is_folded
    assert len(lines) == len(KNOWN)
    assert sum(KNOWN["adult_protective"].strip() in line for line in lines) == 1
    assert f"Nothing has changed about {NAME}" in block


def test_one_press_confirms_every_answer_of_that_adult_and_of_nobody_else(hv, case, visit, theo):
    gran = known_adult(case, adult_name="Gran", adult_role="grandparent")

    response = nothing_changed(hv, visit, theo)

    kept = working_visit(visit).documents
    assert {key for key in kept if key.endswith(str(theo.pk))} == {f"{k}:{theo.pk}" for k in KNOWN}
    assert {one["how"] for one in kept.values()} == {"confirmed"}
    assert not block_of(response, gran)[1]


def test_an_adult_of_whom_all_is_confirmed_is_one_line_that_opens(hv, visit, theo):
    first = nothing_changed(hv, visit, theo)
    write(visit, **{f"adult_health_explored:{theo.pk}": Change("done")})

    block, is_folded = block_of(opened(hv, visit, PAGE), theo)

    assert not block_of(first, theo)[1], "a question that must have an answer is left"
    assert is_folded
    assert f'name="adult_role--{theo.pk}__rev"' in block, "what is folded is sent, too"


def settled(hv, visit, adult):
    write(visit, **{f"adult_health_explored:{adult.pk}": Change("done")})
    nothing_changed(hv, visit, adult)


def test_the_line_says_since_when_and_what_is_blank(hv, case, visit, theo):
    theo_done = {"adult_health_explored": "done"}
    ann = known_adult(case, adult_name="Ann", **theo_done)
    nothing_changed(hv, visit, ann)
    settled(hv, visit, theo)

    page = opened(hv, visit, PAGE)

    assert "As on 23 November 2026, 4 questions left blank" in block_of(page, ann)[0]
    assert "Recorded at this visit, 4 questions left blank" in block_of(page, theo)[0]


def test_what_has_changed_to_nobody_knows_what_stays_open(hv, visit, theo):
    write(visit, **{f"adult_protective:{theo.pk}": Change(None, how="changed")})
    settled(hv, visit, theo)

    assert not block_of(opened(hv, visit, PAGE), theo)[1]


def test_an_error_unfolds_its_adult_alone(hv, case, visit, theo):
    gran = known_adult(case, adult_name="Gran", adult_health_explored="done")
    settled(hv, visit, theo)
    nothing_changed(hv, visit, gran)
    page = fields(opened(hv, visit, PAGE))

    wrong = {
        f"adult_protective--{theo.pk}__carry": "changed",
        f"adult_protective--{theo.pk}": "x" * 20_000,
    }
    response = send(hv, visit, PAGE, wrong, page)

    assert response.status_code == 422
    assert not block_of(response, theo)[1]
    assert block_of(response, gran)[1]
    assert re.search(r'<details class="folded line" open>', block_of(response, theo)[0])


def test_what_was_changed_meanwhile_is_not_confirmed_over(hv, visit, theo):
    page = fields(opened(hv, visit, PAGE))
    write(visit, **{f"adult_lives_in_home:{theo.pk}": Change("visits", how="changed")})

    send(hv, visit, PAGE, {"nothing_changed": str(theo.pk)}, page)

    assert entry(visit, f"adult_lives_in_home:{theo.pk}")["value"] == "visits"


def test_after_a_change_the_button_says_that_nothing_else_has_changed(hv, visit, theo):
    write(visit, **{f"adult_lives_in_home:{theo.pk}": Change("visits", how="changed")})

    block, _ = block_of(opened(hv, visit, PAGE), theo)

    assert f">Nothing else has changed about {NAME}</button>" in block


def test_the_button_of_the_page_leaves_the_adults_alone(hv, visit, theo):
    page = fields(opened(hv, visit, PAGE))

    send(hv, visit, PAGE, {"do": "confirm"}, page)

    assert working_visit(visit).documents == {}


@pytest.mark.parametrize("adult", ["", "nobody", "adult_name"])
def test_nobody_is_confirmed_by_an_id_that_is_not_theirs(hv, visit, theo, adult):
    page = fields(opened(hv, visit, PAGE))

    send(hv, visit, PAGE, {"nothing_changed": adult}, page)

    assert working_visit(visit).documents == {}


def test_a_shut_page_confirms_nothing(hv, visit, theo):
    send(hv, visit, PAGE, {"nothing_changed": str(theo.pk)})

    assert working_visit(visit).documents == {}


def test_the_questions_name_the_adult(hv, case, visit, theo):
    nobody = known_adult(case, adult_name="Name not known")

    page = opened(hv, visit, PAGE)

    assert f"Does {NAME} live in the home?" in block_of(page, theo)[0]
    assert "Does this adult live in the home?" in block_of(page, nobody)[0]
    assert "Nothing has changed about this adult" in block_of(page, nobody)[0]
    assert "he (or" not in html_of(page)


def test_a_sleep_space_that_was_not_seen_is_not_put_down_to_who_was_there(hv, visit):
    offered = set(fields(hv.get(url_of(visit, "sleep"))).offered["sleep_own_surface__why"])

    assert {"parent_declined", "room_in_use", "visit_cut_short", "other"} == offered


def test_nothing_with_a_name_or_an_id_in_it_is_kept(hv, visit, theo, monkeypatch):
    kept = []
    for module, render in [(choice_set, "render_once"), *[(rendering, one) for one in KEEPING]]:
        anew = getattr(module, render).__wrapped__

        def noted(look, anew=anew):
            html = anew(look)
            kept.append((look, html))
            return html

        monkeypatch.setattr(module, render, noted)

    page = html_of(opened(hv, visit, PAGE))

    assert NAME in page
    assert kept
    assert NAME not in str(kept)
    assert str(theo.pk) not in str([html for look, html in kept if isinstance(look, Look)])


def test_an_unborn_baby_is_asked_about_in_words_of_its_own_from_page_to_record(hv, visit):
    Visit.objects.filter(pk=visit.pk).update(stage="pregnancy", visit_type="antenatal")

    page = html_of(hv.get(url_of(visit, "sleep")))

    assert "Will the baby sleep in the same room as a carer" in page
    assert "Does the baby have" not in page
    assert (
        working_visit(visit)
        .compiled.prompts["sleep_own_surface"]
        .text.startswith("Will the baby have")
    )

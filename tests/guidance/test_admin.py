"""The guidance in the admin: what editors and publishers do, and what nobody can do."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.guidance.content import content_of
from checklists.guidance.differences import differences
from checklists.guidance.in_force import settings_on, version_in_force
from checklists.guidance.models import (
    LearningPoint,
    NamedList,
    Prompt,
    Resource,
    Rule,
    Setting,
    TemplateVersion,
    VisitType,
)
from checklists.people.models.teams import Role
from checklists.reading.clock import london_today
from tests.factories import TeamFactory, person
from tests.guidance.editing import change_url, entries, filled_in, press, refused, save

ROWS = [LearningPoint, Prompt, NamedList, Rule, Resource]
GUIDANCE = " ".join(["Ask to be shown where the baby sleeps."] * 10)


def test_editor_drafts_rewords_and_publishes_version_2(client, editor, version):
    client.post(reverse("admin:guidance_draft"))
    draft = TemplateVersion.objects.get(status="draft")
    save(client, draft.points.get(number=3), guidance=GUIDANCE)
    save(client, draft.prompts.get(key="sleep_night_place"), text="Where did the baby sleep?")
    page = client.get(reverse("admin:guidance_publish", args=[draft.pk]))
    assert page.context["differs"] == ["Point 3: guidance", "Prompt sleep_night_place: text"]

    press(client, "publish", draft, what_changed="Plainer words.")

    now = version_in_force()
    assert (now.number, now.what_changed, now.published_by) == (2, "Plainer words.", editor)
    assert now.points.get(number=3).guidance == GUIDANCE
    assert version.points.get(number=3).guidance != GUIDANCE


def test_publisher_publishes_but_does_not_edit(client, draft):
    draft.prompts.filter(key="sleep_back").update(text="On the back?")
    client.force_login(person(Role.PUBLISHER))
    prompt = draft.prompts.get(key="sleep_back")

    assert client.post(change_url(prompt), {"text": "x"}).status_code == 403
    press(client, "publish", draft, what_changed="Plainer words.")

    assert version_in_force() == draft


def test_publishing_says_what_stands_in_the_way(client, draft):
    draft.prompts.filter(key="sleep_back").update(text="")

    response = press(client, "publish", draft, what_changed="Shorter.")

    assert "Prompt sleep_back: text is empty." in response.content.decode()
    assert version_in_force().number == 1


@pytest.mark.parametrize("step", ["renamed", "deleted"])
def test_publishing_without_a_prompt_that_code_reads_is_refused_with_the_reason(
    client, draft, step
):
    seen = draft.prompts.filter(key="baby_seen")
    if step == "renamed":
        seen.update(key="baby_met")
    else:
        seen.delete()

    page = press(client, "publish", draft, what_changed="Fewer questions.").content.decode()

    assert "Prompt baby_seen is missing. It is needed to say when the baby was last seen" in page
    assert version_in_force().number == 1


def test_publishing_asks_what_changed(client, draft):
    response = press(client, "publish", draft)

    assert "Say in a sentence what changed" in response.content.decode()


def test_a_second_draft_leads_to_the_first(client, draft):
    response = client.post(reverse("admin:guidance_draft"))

    assert response.url == change_url(draft)


def test_a_draft_can_be_thrown_away(client, draft):
    press(client, "discard", draft)

    assert not TemplateVersion.objects.filter(pk=draft.pk).exists()


def test_what_is_in_force_cannot_be_thrown_away_or_published_again(client, editor, version):
    for name in ("discard", "publish"):
        url = reverse(f"admin:guidance_{name}", args=[version.pk])

        assert client.post(url, {"what_changed": "x"}).status_code == 404


@pytest.mark.parametrize("model", ROWS)
def test_published_rows_are_only_read(client, editor, version, model):
    row = model.objects.filter(version=version).first()
    before = content_of(version)

    assert client.get(change_url(row)).status_code == 200
    assert client.post(change_url(row), {"title": "x", "text": "x"}).status_code == 403
    assert client.post(change_url(row).replace("change", "delete")).status_code == 403
    assert content_of(version) == before


def test_a_published_row_leads_to_the_same_in_the_draft(client, draft, version):
    response = client.get(change_url(version.prompts.get(key="sleep_back")))

    assert change_url(draft.prompts.get(key="sleep_back")) in response.content.decode()


@pytest.mark.sqlite_only
@pytest.mark.parametrize("model", ROWS)
def test_saving_without_a_change_changes_nothing(client, draft, version, model):
    for row in model.objects.filter(version=draft)[::9]:
        if getattr(row, "key", "") not in GRAVE:
            save(client, row)

    assert differences(content_of(version), content_of(draft)) == []


GRAVE = {"bruise_non_mobile", "da_disclosure_followup", "da_immediate_safety"} | {
    "da_marac_not_referred"
}


@pytest.mark.parametrize("key", sorted(GRAVE))
def test_the_gravest_rules_are_only_read(client, draft, key):
    rule = draft.rules.get(key=key)

    response = client.get(change_url(rule))

    assert "second approver" in response.content.decode()
    assert client.post(change_url(rule), {"due_in_days": 3}).status_code == 403


def test_a_choice_is_reworded_and_one_is_added_in_its_place(client, draft):
    prompt = draft.prompts.get(key="sleep_room_share")
    added = {"value": "some_nights", "label": "Some nights", "means": "known", "place": 1}
    lines = [*prompt.choices, added]
    lines[0] = {**lines[0], "label": "Yes, every night", "place": 1}

    save(client, prompt, **entries("choices", lines))

    assert [choice["label"] for choice in prompt.choices][:2] == ["Yes, every night", "Some nights"]


def test_rewording_a_choice_keeps_what_it_means(client, draft):
    prompt = draft.prompts.get(key="sleep_sofa")
    lines = prompt.choices

    save(client, prompt, **entries("choices", [*lines[:-1], {**lines[-1], "label": "Not put"}]))

    assert prompt.choices[-1] == {"value": "not_asked", "label": "Not put", "means": "unknown"}


def test_a_published_choice_cannot_be_taken_out_or_renamed(client, draft):
    prompt = draft.prompts.get(key="sleep_room_share")
    value = prompt.choices[0]["value"]
    renamed = [{**prompt.choices[0], "value": "other"}, *prompt.choices[1:]]

    assert f"{value}: keep this line" in refused(client, prompt, **entries("choices", renamed))
    assert "keep this line" in refused(client, prompt, **entries("choices", prompt.choices[1:]))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"value": "Some Nights", "label": "Some nights"}, "needs a value in small letters"),
        ({"value": "some_nights", "label": ""}, "type the words people read"),
        ({"value": "some_nights", "label": "s" * 201}, "shorten the words to 200 characters"),
        ({"value": "some_nights", "label": "<b>Some</b>"}, "without HTML tags"),
        ({"value": "no", "label": "No, again"}, "Two lines have the same value"),
    ],
)
def test_a_bad_choice_is_explained(client, draft, line, words):
    prompt = draft.prompts.get(key="sleep_room_share")

    assert words in refused(client, prompt, **entries("choices", [*prompt.choices, line]))


def test_a_shared_list_is_changed_where_it_is_kept(client, draft):
    shared = draft.lists.get(key="status")
    page = client.get(change_url(draft.prompts.get(key="icon_given_main")))
    assert change_url(shared) in page.content.decode()

    save(
        client,
        shared,
        **entries("entries", [{**shared.entries[0], "label": "All done"}, *shared.entries[1:]]),
    )

    assert shared.entries[0] == {"value": "done", "label": "All done", "means": "known"}


def test_why_it_could_not_be_asked_is_edited_where_its_list_is_kept(client, draft):
    prompt = draft.prompts.get(key="sleep_bedding_hazards")
    reasons = draft.lists.get(key=prompt.could_not_reasons)

    assert change_url(reasons) in client.get(change_url(prompt)).content.decode()
    assert prompt.key in client.get(change_url(reasons)).content.decode()


def test_the_words_before_the_birth_are_edited_beside_the_others(client, draft):
    words = "Where will the baby be put down?"

    prompt = save(client, draft.prompts.get(key="sleep_back"), text_before_birth=words)

    assert prompt.text_before_birth == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{", "This is not JSON"),
        ("[" * 20_000, "This is not JSON"),
        ('{"prompt": "\\ud800"}', "This is not JSON"),
        ('{"prompt": "sleep_place", "op": "eq", "value": "x"}', 'no prompt "sleep_place"'),
        ('{"prompt": "da_seen_alone", "op": "eq", "value": "maybe"}', 'no choice "maybe"'),
        ('{"prompt": ["x"], "op": {}}', "compares a prompt or a fact"),
        ('{"any": [{"prompt": "sleep_sofa", "op": "in", "value": [{}]}]}', "value must be text"),
        ("[]", "is not a condition"),
        ("7", "is not a condition"),
    ],
)
def test_a_bad_condition_is_explained_and_kept_on_the_page(client, draft, condition, words):
    prompt = draft.prompts.get(key="sleep_smoking_referral")

    assert words in refused(client, prompt, show_when=condition)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"priority": "immediate", "due_in_days": 3}, "due the same day"),
        ({"overrides": "7"}, "list of changes"),
        ({"overrides": "[7]"}, "it must say when"),
        ({"overrides": '[{"when": "manual", "priority": "soon"}]'}, "is not a priority"),
        ({"title": "<i>Sleep</i>"}, "without HTML tags"),
        ({"closes_when": ""}, "required"),
    ],
)
def test_a_bad_rule_is_explained(client, draft, changes, words):
    assert words in refused(client, draft.rules.get(key="sleep_sofa_armchair"), **changes)


def test_a_rule_is_shown_in_the_words_of_the_checklist(client, editor, version):
    page = client.get(change_url(version.rules.get(key="sleep_bed_share_high_risk")))

    text = page.content.decode()
    assert "includes “Adult bed with a carer”" in text
    assert "High, due in 14 days instead, when:" in text
    assert "&quot;op&quot;" not in text


def test_a_prompt_shows_when_a_reason_makes_sense(client, editor, version):
    page = client.get(change_url(version.prompts.get(key="mark_csc_referral"))).content.decode()

    assert "Answers and reasons offered only when" in page
    assert "“Can the baby move around independently?” is “Yes”" in page


def test_a_version_shows_which_answers_cannot_both_be_true(client, editor, version):
    page = client.get(change_url(version)).content.decode()

    assert "You recorded that the baby was not seen, and how the baby was handled." in page
    assert "“How is the baby handled, lifted and supported?” is “Gentle and confident”" in page


def test_saving_says_what_still_stands_in_the_way(client, draft):
    point = draft.points.get(number=3)

    response = client.post(
        change_url(point), filled_in(client, point) | {"guidance": "Too short."}, follow=True
    )

    assert any("3 words" in str(m) or "2 words" in str(m) for m in response.context["messages"])


def test_each_edit_is_in_the_log_without_its_words(client, draft, editor):
    prompt = save(client, draft.prompts.get(key="sleep_back"), text="On the back?")

    event = Event.objects.get(kind="prompt.changed", by=editor)
    assert event.target == f"prompt:{prompt.pk}"
    assert "back?" not in str(event.details)


def test_a_visit_type_changes_with_its_history(client, editor, version):
    kind = VisitType.objects.get(slug="6-8-week")

    save(client, kind, end_days="63")

    event = Event.objects.get(kind="visit_type.changed")
    assert kind.end_days == 63
    assert event.details == {"before": {"end_days": 56}, "after": {"end_days": 63}}
    assert "end_days is now “63”" in client.get(change_url(kind)).content.decode()


def test_a_window_does_not_end_before_it_starts(client, editor, version):
    kind = VisitType.objects.get(slug="6-8-week")

    assert "ends before it starts" in refused(client, kind, end_days="41")


def test_a_window_that_ends_by_a_setting_keeps_it(client, editor, version):
    kind = VisitType.objects.get(slug="supervision-review")

    save(client, kind, name="Supervision")

    assert kind.end_days == {"setting": "supervision_interval_days"}


def test_a_setting_changes_from_a_day_on(client, editor, version):
    setting = Setting.objects.get(key="no_contact_days")
    start = london_today() + timedelta(days=7)

    save(client, setting, new_value="21", starts_on=start.isoformat())

    assert settings_on(start - timedelta(days=1))["no_contact_days"] == 28
    assert settings_on(start)["no_contact_days"] == 21
    assert Event.objects.get(kind="setting.changed").by == editor


def test_what_is_saved_as_it_was_leaves_nothing_in_the_log(client, editor, version):
    kind, setting = (
        VisitType.objects.get(slug="6-8-week"),
        Setting.objects.get(key="no_contact_days"),
    )
    typed = {"new_value": "21", "starts_on": london_today().isoformat()}

    for _ in range(2):
        save(client, kind, end_days="63")
        save(client, setting, **typed)

    assert Event.objects.filter(kind="visit_type.changed").count() == 1
    assert Event.objects.filter(kind="setting.changed").count() == 1
    assert setting.values.count() == 1


def test_a_setting_does_not_change_the_past(client, editor, version):
    setting = Setting.objects.get(key="no_contact_days")
    words = refused(client, setting, new_value="21", starts_on=date(2026, 1, 1).isoformat())

    assert "today or a later day" in words


PAGES = [
    "templateversion",
    "learningpoint",
    "prompt",
    "namedlist",
    "rule",
    "resource",
    "visittype",
    "setting",
]


@pytest.mark.parametrize("model", PAGES)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_and_publishers_find_every_list(client, version, role, model):
    client.force_login(person(role))

    assert client.get(reverse(f"admin:checklists_{model}_changelist")).status_code == 200


@pytest.mark.parametrize("model", PAGES)
@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMINISTRATOR, Role.HEALTH_VISITOR, Role.MANAGER, Role.SAFEGUARDING_LEAD]
)
def test_other_roles_get_no_guidance_admin(client, version, role, model):
    team = TeamFactory() if role in (Role.HEALTH_VISITOR, Role.MANAGER) else None
    client.force_login(person(role, team=team))

    response = client.get(reverse(f"admin:checklists_{model}_changelist"))

    assert response.status_code in (302, 403)


def test_other_roles_start_publish_and_discard_nothing(client, draft):
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    assert client.post(reverse("admin:guidance_draft")).status_code == 403
    for name in ("publish", "discard"):
        url = reverse(f"admin:guidance_{name}", args=[draft.pk])
        assert client.post(url, {"what_changed": "x"}).status_code == 403


def test_publisher_starts_and_discards_no_draft(client, draft):
    client.force_login(person(Role.PUBLISHER))

    assert client.post(reverse("admin:guidance_draft")).status_code == 403
    assert client.post(reverse("admin:guidance_discard", args=[draft.pk])).status_code == 403


def test_starting_a_draft_is_a_post(client, editor, version):
    assert client.get(reverse("admin:guidance_draft")).status_code == 405


def test_lists_show_the_draft_first(client, draft):
    response = client.get(reverse("admin:checklists_prompt_changelist"))

    versions = {row.version_id for row in response.context["cl"].result_list}
    assert versions == {draft.pk}


def test_pages_carry_no_inline_script(client, draft):
    for row in (draft, draft.prompts.first(), draft.rules.first()):
        html = client.get(change_url(row)).content.decode()

        assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
        assert " style=" not in html
        assert " onclick=" not in html


@pytest.mark.parametrize("words", ["o'brien\u2019s", "O\u2019BRIEN'S", "obriens", "zo\u00eb"])
def test_words_of_the_guidance_are_found_in_any_spelling(client, draft, words):
    leaflet = Resource.objects.filter(version=draft).first()
    Resource.objects.filter(pk=leaflet.pk).update(note="Zoe O\u2019Brien's leaflet")

    found = client.get("/admin/checklists/resource/", {"q": words}).context["cl"].result_list

    assert list(found) == [leaflet]

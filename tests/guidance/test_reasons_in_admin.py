"""What a shut page says instead of a reason is edited beside the reason."""

from checklists.guidance.neutral_reasons import neutral_for
from tests.guidance.conftest import FILE
from tests.guidance.editing import change_url, entries, refused, save

WORDS = FILE["meta"]["neutral_reasons"]["values"]


def reasons_of(draft, key="enquiry_not_made"):
    """The shared list, and its lines as they stand on its page."""
    shared = draft.lists.get(key=key)
    meta = draft.meta
    return shared, [{**one, "neutral": neutral_for(one["value"], meta)} for one in shared.entries]


def test_neutral_words_are_chosen_beside_the_reason(client, draft):
    shared, lines = reasons_of(draft)
    lines[0]["neutral"] = "later"

    save(client, shared, **entries("entries", lines))

    draft.refresh_from_db()
    assert neutral_for(lines[0]["value"], draft.meta) == "later"
    assert "neutral" not in shared.entries[0]


def test_a_reason_in_both_lists_of_a_prompt_takes_the_words_that_were_changed(client, draft):
    prompt = draft.prompts.get(key="adult_met")
    at_work = prompt.not_done_reasons[0]
    draft.prompts.filter(pk=prompt.pk).update(could_not_reasons=[at_work])
    lines = [{**one, "neutral": "later"} for one in prompt.not_done_reasons]

    save(
        client,
        prompt,
        **entries("not_done_reasons", [{**lines[0], "neutral": "not_well"}, *lines[1:]]),
    )

    draft.refresh_from_db()
    assert neutral_for("at_work", draft.meta) == "not_well"


def test_neutral_words_are_changed_and_added_on_the_same_page(client, draft):
    shared, _ = reasons_of(draft)
    words = [{"value": one["value"], "label": one["label"]} for one in WORDS]
    words[0]["label"] = "Not the right moment"

    save(client, shared, **entries("neutral_words", [*words, {"value": "loud", "label": "Loud"}]))

    draft.refresh_from_db()
    first, *_, last = draft.meta["neutral_reasons"]["values"]
    assert first == {**WORDS[0], "label": "Not the right moment"}
    assert last == {"value": "loud", "label": "Loud", "stands_for": []}


def test_neutral_words_that_were_published_cannot_be_taken_out(client, draft):
    shared, _ = reasons_of(draft)
    fewer = [one for one in WORDS if one["value"] != "later"]

    told = refused(client, shared, **entries("neutral_words", fewer))

    assert "later: keep this line" in told


def test_only_neutral_words_of_the_version_can_be_chosen(client, draft):
    shared, lines = reasons_of(draft)
    lines[0]["neutral"] = "partner_is_dangerous"

    assert "choose from the list under “On a shut page”" in refused(
        client, shared, **entries("entries", lines)
    )


def test_a_list_of_choices_has_no_neutral_words(client, draft):
    page = client.get(change_url(draft.lists.get(key="put_right"))).content.decode()

    assert "On a shut page" not in page


def test_a_published_reason_shows_its_neutral_words(client, editor, version):
    page = client.get(change_url(version.lists.get(key="enquiry_not_made"))).content.decode()

    assert "Visit cut short or interrupted: Ran short of time" in page

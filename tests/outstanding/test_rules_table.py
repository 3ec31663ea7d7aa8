"""Every rule of the content, against contacts that people would record."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from checklists.guidance.compiled import compile_content
from checklists.guidance.conditions import prompts_in
from checklists.outstanding.rules import KINDS, Earlier, plan
from tests.outstanding.rules_table import MANUAL, RULES

CONTENT = json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text())
COMPILED = compile_content(CONTENT)
BY_KEY = {rule.key: rule for rule in COMPILED.rules if rule.kind in KINDS}
SETTINGS = {setting["key"]: setting["default"] for setting in CONTENT["settings"]}
ADULT = str(uuid4())
ON = date(2026, 11, 23)
DUE_DATE = date(2027, 1, 18)


def cases(part):
    return [
        pytest.param(key, says, id=f"{key}-{number}")
        for key, row in RULES.items()
        for number, says in enumerate(getattr(row, part) or [])
    ]


def subject_of(rule):
    return f"adult:{ADULT}" if rule.for_each else ""


def planned(rule, says, earlier=()):
    suffix = f":{ADULT}" if rule.for_each else ""
    answers = {key + suffix: given for key, given in says.answers.items()}
    return plan(
        [rule],
        answers_in_force=answers,
        fresh_keys=set(answers),
        shown={*answers, *(key + suffix for key in says.blank)},
        facts=says.facts,
        settings=SETTINGS,
        on=ON,
        due_date=DUE_DATE,
        earlier_items=earlier,
        adults=[ADULT],
    )


def test_every_rule_is_in_the_table():
    assert set(RULES) == set(BY_KEY)


def test_the_table_names_only_answers_that_can_be_given():
    prompts = COMPILED.prompts
    for row in RULES.values():
        contacts = [*row.fires, *row.quiet, *(row.closes or []), *(o.says for o in row.overrides)]
        for key, given in (pair for says in contacts for pair in says.answers.items()):
            values = {choice.value for choice in prompts[key].choices}
            said = given.value if isinstance(given.value, list) else [given.value]
            assert not values or set(said) <= values, key


@pytest.mark.parametrize(("key", "says"), cases("fires"))
def test_a_contact_opens_the_item_as_the_rule_says(key, says):
    rule = BY_KEY[key]

    [item] = planned(rule, says).opens

    assert (item.rule_key, item.subject) == (key, subject_of(rule))
    assert (item.priority, item.due_on) == (rule.priority, ON + timedelta(days=rule.due_in_days))
    assert item.private == (rule.privacy == "private")
    assert item.because


@pytest.mark.parametrize(("key", "says"), cases("quiet"))
def test_another_contact_leaves_nothing(key, says):
    assert planned(BY_KEY[key], says).opens == ()


@pytest.mark.parametrize(("key", "override"), cases("overrides"))
def test_an_override_changes_urgency(key, override):
    start = DUE_DATE if override.counted_from == "edd" else ON

    [item] = planned(BY_KEY[key], override.says).opens

    assert item.priority == override.priority
    assert item.due_on == start + timedelta(days=override.days)


def test_every_override_is_in_the_table():
    for key, rule in BY_KEY.items():
        wanted = [
            (o.get("priority") or rule.priority, o.get("due_in_days", o.get("due_offset_days")))
            for o in rule.overrides
        ]
        tried = [(o.priority, o.days) for o in RULES[key].overrides]
        assert set(wanted) == set(tried), key


@pytest.mark.parametrize(("key", "says"), cases("closes"))
def test_a_later_contact_proposes_to_close_it(key, says):
    rule = BY_KEY[key]
    item = Earlier(uuid4(), key, subject_of(rule), is_open=True)

    [closing] = planned(rule, says, [item]).closes

    assert closing.item_id == item.id
    assert closing.because


@pytest.mark.parametrize("key", [key for key, row in RULES.items() if row.closes is MANUAL])
def test_what_only_a_person_closes_is_never_proposed(key):
    rule = BY_KEY[key]
    item = Earlier(uuid4(), key, subject_of(rule), is_open=True)
    contacts = [*RULES[key].fires, *RULES[key].quiet]

    closings = [planned(rule, says, [item]).closes for says in contacts]

    assert rule.closes_when == "manual"
    assert not any(closings)


def test_an_item_is_private_when_its_rule_reads_a_private_answer():
    private = {key for key, prompt in COMPILED.prompts.items() if prompt.is_private}

    for rule in BY_KEY.values():
        reads = prompts_in(rule.when) | prompts_in(rule.closes_when)
        if reads & private:
            assert rule.privacy == "private", rule.key

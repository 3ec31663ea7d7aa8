"""Contacts as values, so that what they leave is reckoned without a database."""

import json
from datetime import date, timedelta
from pathlib import Path

from checklists.facts.contacts import Contact
from checklists.guidance.compiled import compile_content

CONTENT = json.loads((Path(__file__).parents[2] / "fixtures" / "content.json").read_text())
CHECKLIST = compile_content(CONTENT)
FIRST_DAY = date(2026, 10, 20)
WATCHED = frozenset({"mental_health_mother", "sleep_carer_impaired", "sleep_bed_share_advice"})
CARRIED = frozenset(
    {
        "father_identity",
        "pregnancy_concealed",
        "coercion_considered",
        "plan_level",
        "sleep_room_share",
        "adult_name",
    }
)


def entry(value, **more):
    return {"value": value, "reason": "", "note": "", "how": "answered", **more}


def contact(day=0, *, said=None, private=None, **fields):
    """A contact so many days after the first, with open and private answers by key."""
    return Contact(
        **{
            "visit_id": f"visit-{day}",
            "visit_type": "6-8-week",
            "on": FIRST_DAY + timedelta(days=day),
            "by": "Nia Northfield",
            "open_answers": {key: as_entry(value) for key, value in (said or {}).items()},
            "private_answers": {key: as_entry(value) for key, value in (private or {}).items()},
            "carried": CARRIED,
            "watched": WATCHED,
            **fields,
        }
    )


def as_entry(value):
    return value if isinstance(value, dict) else entry(value)


def with_changes(**changed):
    """The checklist with some prompts made baseline, conditional or retired."""
    content = {**CONTENT, "points": [dict(point) for point in CONTENT["points"]]}
    for point in content["points"]:
        point["prompts"] = [{**one, **changed.get(one["key"], {})} for one in point["prompts"]]
    return compile_content(content)

"""The parts of a content that tests change, and the problems it has then."""

from checklists.guidance.before_publishing import problems_in_content
from tests.guidance.conftest import FILE

SETTINGS = {setting["key"] for setting in FILE["settings"]}
VISIT_TYPES = {kind["slug"] for kind in FILE["visit_types"]}


def problems(content, before=None):
    return problems_in_content(content, before=before, settings=SETTINGS, visit_types=VISIT_TYPES)


def prompt(content, key):
    return next(p for point in content["points"] for p in point["prompts"] if p["key"] == key)


def rule(content, key):
    return next(rule for rule in content["rules"] if rule["key"] == key)

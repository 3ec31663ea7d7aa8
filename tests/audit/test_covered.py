"""Every model of the product is covered by the log, or it is said here why it need not be."""

import pytest
from django.apps import apps

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.audit.stating import columns_of, covered_models

# The rows of these are as an event of the log last states them.
COVERED = {
    *("User", "Team", "Membership", "Absence"),
    *("TemplateVersion", "NamedList", "LearningPoint", "Prompt", "Rule", "Resource"),
    *("VisitType", "Setting", "SettingValue", "ServicePage", "LocalNumber"),
    *("Case", "CaseKey", "ConflictBlock", "EmergencyGrant", "DateReason", "DutyCheck"),
    *("Adult", "HouseholdEntry", "OutstandingItem", "ItemEvent"),
    *("AnswerSheet", "PrivateSheet", "Visit", "Amendment", "Withdrawal"),
    *("Transfer", "SubjectRequest", "LegalHold", "Disposal"),
}
NOT_COVERED = {
    "Event": "the log itself: its chains and the seals show a change",
    "Seal": "twice there, and each seal holds the digest of the one before",
    "CaseFacts": "made from signed visits, and can be made again: rebuild_facts",
    "CaseName": "made from the names of a case for searching: rebuild_names",
    "PointCount": "a count for practice reports; nothing about a family is decided by it",
    "Notice": "says that something else was decided, and its page shows that",
    "Alert": "says that something happened, which the log says too",
    "Unread": "how far the clock has told of something; each step is in the log",
    "Receipt": "the answer to a save that is sent twice; it goes at signing",
    "PressReceipt": "where a press led, for a day; it decides nothing",
    "UnsentWords": "words given back to their author, which decide nothing",
    "Professional": "an address book; no rule and no right reads it",
    "ChecklistTemplate": "a name; its versions are covered",
    "User_groups": "nobody has a group; rights come from memberships",
    "User_user_permissions": "nobody has one; rights come from memberships",
}


def models_of_the_product():
    return list(apps.get_app_config("checklists").get_models(include_auto_created=True))


def test_every_model_is_covered_or_it_is_said_why_not():
    names = {model.__name__ for model in models_of_the_product()}

    assert {model.__name__ for model in covered_models()} == COVERED
    assert names - COVERED == NOT_COVERED.keys()


@pytest.mark.parametrize("model", covered_models(), ids=lambda model: model.__name__)
def test_every_column_is_covered_or_it_is_said_why_not(model):
    columns = {field.attname for field in model._meta.concrete_fields if not field.primary_key}

    assert columns == {*columns_of(model, model.LEFT_OUT), *model.LEFT_OUT}
    assert all(model.LEFT_OUT.values())


@pytest.mark.parametrize("model", covered_models(), ids=lambda model: model.__name__)
def test_whatever_writes_a_covered_row_is_noted(model):
    assert isinstance(model._default_manager.all(), CoveredQuerySet)
    assert model.save_base is Covered.save_base

"""Gathers what the rooms define, so that Django finds it; rooms import from each other."""

from checklists.accounts.models import PressReceipt, UnsentWords
from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.audit.models import Event, Seal
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.models.date_reasons import DateReason
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.cases.models.names import CaseName
from checklists.cases.models.notices import Notice
from checklists.escalation.models import Unread
from checklists.facts.models import CaseFacts
from checklists.guidance.models import (
    ChecklistTemplate,
    LearningPoint,
    NamedList,
    Prompt,
    Resource,
    Rule,
    Setting,
    SettingValue,
    TemplateVersion,
    VisitType,
)
from checklists.handbook.models import ServicePage
from checklists.handover.models import Transfer
from checklists.household.models import Adult, HouseholdEntry, Professional
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert
from checklists.people.models.local_numbers import LocalNumber
from checklists.people.models.teams import Membership, Team
from checklists.people.models.users import User
from checklists.records.models import Disposal, LegalHold, SubjectRequest
from checklists.registration.models import DutyCheck
from checklists.visits.models import Amendment, PointCount, Visit, Withdrawal

__all__ = [
    "Absence",
    "Adult",
    "Alert",
    "Amendment",
    "AnswerSheet",
    "Case",
    "CaseFacts",
    "CaseKey",
    "CaseName",
    "ChecklistTemplate",
    "ConflictBlock",
    "DateReason",
    "Disposal",
    "DutyCheck",
    "EmergencyGrant",
    "Event",
    "HouseholdEntry",
    "ItemEvent",
    "LearningPoint",
    "LegalHold",
    "LocalNumber",
    "Membership",
    "NamedList",
    "Notice",
    "OutstandingItem",
    "PointCount",
    "PressReceipt",
    "PrivateSheet",
    "Professional",
    "Prompt",
    "Receipt",
    "Resource",
    "Rule",
    "Seal",
    "ServicePage",
    "Setting",
    "SettingValue",
    "SubjectRequest",
    "Team",
    "TemplateVersion",
    "Transfer",
    "Unread",
    "UnsentWords",
    "User",
    "Visit",
    "VisitType",
    "Withdrawal",
]

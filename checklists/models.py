"""Gathers what the rooms define, so that Django finds it; rooms import from each other."""

from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.audit.models import Event, Seal
from checklists.cases.date_reason_model import DateReason
from checklists.cases.emergency_model import EmergencyGrant
from checklists.cases.models import (
    Adult,
    Case,
    CaseFacts,
    CaseKey,
    ConflictBlock,
    DutyCheck,
    HouseholdEntry,
    Professional,
)
from checklists.cases.name_model import CaseName
from checklists.cases.notice_model import Notice
from checklists.cases.transfer_model import Transfer
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
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models import Absence, Alert, Membership, Team, UnsentWords, User
from checklists.records.models import Disposal, LegalHold, SubjectRequest
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
    "Membership",
    "NamedList",
    "Notice",
    "OutstandingItem",
    "PointCount",
    "PrivateSheet",
    "Professional",
    "Prompt",
    "Receipt",
    "Resource",
    "Rule",
    "Seal",
    "Setting",
    "SettingValue",
    "SubjectRequest",
    "Team",
    "TemplateVersion",
    "Transfer",
    "UnsentWords",
    "User",
    "Visit",
    "VisitType",
    "Withdrawal",
]

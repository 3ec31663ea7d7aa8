"""Gathers the admin of the rooms, so that Django finds it."""

from checklists.accounts.admin import people
from checklists.audit import admin as audit
from checklists.guidance import admin as guidance
from checklists.handbook import admin as handbook
from checklists.handover import admin as handover

__all__ = ["audit", "guidance", "handbook", "handover", "people"]

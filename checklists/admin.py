"""Gathers the admin of the rooms, so that Django finds it."""

from checklists.audit import admin as audit
from checklists.desk import people_admin
from checklists.guidance import admin as guidance
from checklists.people import admin as people

__all__ = ["audit", "guidance", "people", "people_admin"]

"""The guidance in Django's admin, for editors and publishers; importing it registers the pages."""

import checklists.guidance.admin.lists
import checklists.guidance.admin.local_numbers
import checklists.guidance.admin.points
import checklists.guidance.admin.prompts
import checklists.guidance.admin.rules
import checklists.guidance.admin.timing
import checklists.guidance.admin.versions  # noqa: F401

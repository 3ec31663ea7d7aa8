"""The guidance in Django's admin, for editors and publishers; importing it registers the pages."""

import checklists.guidance.admin_points
import checklists.guidance.admin_prompts
import checklists.guidance.admin_rules
import checklists.guidance.admin_timing
import checklists.guidance.admin_versions  # noqa: F401

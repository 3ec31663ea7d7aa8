from django.db import models

from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField


class CaseFacts(models.Model):
    """What the last signed contacts left in force for a case; derived, so it can be rebuilt.

    `answers` maps prompt key to {"value", "reason", "note", "on", "by", "visit"} for open prompts;
    `counters` holds streaks and dates for the rules. `sealed` is the same pair for private
    prompts (key `prompt:adult_id` inside the repeat group), readable only with the private
    permission. `not_known` is for lists alone; `kept_not_known` says when it is believed.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, related_name="facts", primary_key=True
    )
    answers = models.JSONField(default=dict)
    counters = models.JSONField(default=dict)
    sealed = SealedField(default=bytes)
    not_known = models.JSONField(null=True, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True, help_text="When the baby was last seen.")
    next_contact = models.CharField(max_length=60, blank=True, help_text="Slug of the visit type.")
    next_from = models.DateField(null=True, blank=True)
    next_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Facts of case {self.case_id}"

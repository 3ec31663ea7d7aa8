from django.db import models

from checklists.cases.models.case import Case


class CaseKey(models.Model):
    """The data key that encrypts a case's private words, wrapped by a key of the environment."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+", primary_key=True)
    wrapped = models.BinaryField()
    wrapped_with = models.CharField(max_length=40, help_text="The id of the wrapping key.")

    def __str__(self) -> str:
        return f"Key of case {self.case_id}"

from django.db import models

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case


class CaseKey(Covered):
    """The data key that encrypts a case's private words, wrapped by a key of the environment.

    `earlier` holds digests of the ciphertexts from before each was bound to its place, and None
    until `manage.py bind_ciphertexts` has listed them. What wraps the key vouches for it.
    """

    LEFT_OUT = {
        **dict.fromkeys(("wrapped", "wrapped_with"), "changed for every case by a rotation"),
        "earlier": "listed once, and vouched for by what wraps the key",
    }

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+", primary_key=True)
    wrapped = models.BinaryField()
    earlier = models.BinaryField(null=True)
    wrapped_with = models.CharField(max_length=40, help_text="The id of the wrapping key.")

    objects = CoveredQuerySet["CaseKey"].as_manager()

    def __str__(self) -> str:
        return f"Key of case {self.case_id}"

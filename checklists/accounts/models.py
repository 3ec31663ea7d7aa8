from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class UnsentWordsQuerySet(models.QuerySet["UnsentWords"]):
    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)


class UnsentWords(models.Model):
    """What someone typed into one form and did not send, encrypted; see accounts.unsent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=64)
    sealed = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    objects = UnsentWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="unsent_words_of_one_form_once", fields=["user", "place"])
        ]

    def __str__(self) -> str:
        return f"Unsent words {self.pk}"

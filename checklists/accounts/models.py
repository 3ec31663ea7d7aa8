from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
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


class PressReceipt(models.Model):
    """Where one press of a button led, so that the same press sent again leads there too.

    Nothing that was typed is kept: `key` is a keyed digest of it. See accounts.press_receipts.
    """

    key = models.CharField(max_length=64, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=100, help_text="The name of its address.")
    words = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_index=True,
        help_text="The same without what differs from page to page, where the form adds a row.",
    )
    led_to = models.TextField(blank=True, default="")
    said = models.JSONField(
        default=list,
        encoder=MessageEncoder,
        decoder=MessageDecoder,
        help_text="The messages that the next page showed.",
    )
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Press receipt of {self.form}"

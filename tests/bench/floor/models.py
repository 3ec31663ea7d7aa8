"""Three tables, each with the one index that its page reads."""

from django.db import models


class Document(models.Model):
    """The answers of a visit in one document."""

    body = models.JSONField(default=dict)

    def __str__(self):
        return str(self.pk)


class Item(models.Model):
    owner = models.IntegerField()
    document = models.IntegerField(default=0)
    title = models.CharField(max_length=100)
    rule = models.CharField(max_length=40)
    due_on = models.DateField()

    class Meta:
        indexes = [models.Index("owner", "due_on", "id", name="item_in_order")]
        constraints = [
            models.UniqueConstraint(
                name="one_of_a_rule", fields=["document", "rule"], condition=~models.Q(document=0)
            )
        ]

    def __str__(self):
        return self.title


class Entry(models.Model):
    """The log: each entry after the last one of the same person."""

    by = models.IntegerField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_a_place", fields=["by", "seq"])]

    def __str__(self):
        return self.kind

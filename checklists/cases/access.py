from django.db import models


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cases the user may open today."""
        return self.filter(owner=user)

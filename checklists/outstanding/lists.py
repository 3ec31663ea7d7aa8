from django.db import models


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Items of cases the user may open."""
        return self.filter(case__owner=user)

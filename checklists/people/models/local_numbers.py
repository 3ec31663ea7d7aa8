"""Local numbers and pathways, from day to day. What one said is never overwritten: it ends, and
another begins."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Func, JSONField, Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.people.models.fixed import SavesWhatMayChange
from checklists.people.models.teams import Team

SAID = ("id", "team_id", "name", "number", "url", "note", "checked_on", "review_on")
# Written out because every page of a point reads it: built by Django each time it would take
# longer than all else that is read with it.
PAIRS = ", ".join(f"'{name}', one.{name}" for name in SAID)
# Of words of our own and a day alone.
ROWS = (
    f"(SELECT {{list}}({{object}}({PAIRS}, 'points', {{points}})) "  # noqa: S608
    "FROM checklists_localnumber one"
    " WHERE (one.team_id IS NULL OR one.team_id = %(expressions)s)"
    " AND one.starts_on <= '%(day)s' AND (one.ends_on IS NULL OR one.ends_on > '%(day)s'))"
)


class LocalNumber(SavesWhatMayChange, Covered):
    """Whom to ring, or where to look, in one team or in all. Shown until the day it ends."""

    FIXED = frozenset({"team", "name", "number", "url", "note", "points", "starts_on", "set_by"})

    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="local_numbers"
    )
    name = models.CharField(max_length=100)
    number = models.CharField(max_length=200, blank=True)
    url = models.URLField(null=True, blank=True, max_length=500)  # noqa: DJ001 as of a resource
    note = models.CharField(max_length=300, blank=True)
    points = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField()
    review_on = models.DateField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = CoveredQuerySet["LocalNumber"].as_manager()

    class Meta:
        verbose_name = "local number or pathway"
        verbose_name_plural = "local numbers and pathways"
        ordering = ["name", "-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="local_number_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="local_number_says_something",
                condition=~Q(number="") | Q(url__isnull=False) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LocalNumbersBeside(Func):
    """The rows that a team is shown on a London day, as one list, read along with another row:
    [{"points", and each of SAID}], or None. Its own and those of every team, in no order."""

    output_field = JSONField()

    def __init__(self, team: F, day: date) -> None:
        super().__init__(team, day=day.isoformat())

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        rows = ROWS.format(list="json_group_array", object="json_object", points="json(one.points)")
        return self.as_sql(compiler, connection, template=rows, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        rows = ROWS.format(list="jsonb_agg", object="jsonb_build_object", points="one.points")
        return self.as_sql(compiler, connection, template=rows, **more)

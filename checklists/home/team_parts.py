"""What the pages of a manager share: her teams, and the links between the pages."""

from typing import Any

from django.urls import reverse

from checklists.people.models.teams import TEAM_MANAGERS, Team
from checklists.people.models.users import User
from checklists.reading.clock import london_today

PARTS = (("Outstanding", "team"), ("All families", "team_families"))


def team_segments(current: str) -> list[dict[str, Any]]:
    """The pages of her teams, as `nhsuk/_segments.html` renders them."""
    return [
        {"title": title, "url": reverse(name), "current": name == current} for title, name in PARTS
    ]


def teams_managed_by(user: User) -> dict[int, Team]:
    """Her teams of today by id, in the order of their names."""
    held = [row for row in user.memberships_on(london_today()) if row.role in TEAM_MANAGERS]
    teams = [row.team for row in held if row.team]
    return {team.pk: team for team in sorted(teams, key=lambda team: team.name)}

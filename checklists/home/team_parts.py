"""What the manager's pages share: whose they are, her teams, and the way between them."""

from django.urls import reverse

from checklists.people.models.teams import TEAM_MANAGERS
from checklists.reading.clock import london_today

PARTS = (("Outstanding", "team"), ("All families", "team_families"))


def parts(current):
    """The pages of her teams as `nhsuk/_segments.html` draws them."""
    return [
        {"title": title, "url": reverse(name), "current": name == current} for title, name in PARTS
    ]


def teams_managed_by(user):
    """Her teams of today by id, in the order of their names."""
    held = [row for row in user.memberships_on(london_today()) if row.role in TEAM_MANAGERS]
    return {row.team_id: row.team for row in sorted(held, key=lambda row: row.team.name)}

"""The people and teams of the demonstration."""

from collections.abc import Iterable
from datetime import date, timedelta

from checklists.people.models.local_numbers import LocalNumber
from checklists.people.models.teams import Membership, Role, Team
from checklists.people.models.users import User

PASSWORD = "safe-babies-demo"  # noqa: S105 the documented demo password; refused beyond loopback

# Telephone numbers of the range that is kept for stories.
TEAMS = (
    ("north", "North", "01632 960101", "01632 960111", "01632 960121"),
    ("south", "South", "01632 960102", "01632 960112", "01632 960122"),
)
HOURS = "Monday to Friday, 9am to 5pm"
# Name, number, what it is for, points, team or None for every team.
LOCAL_NUMBERS: tuple[tuple[str, str, str, list[int], str | None], ...] = (
    ("Named nurse, safeguarding", f"01632 960141, {HOURS}", "For advice at any point.", [], None),
    ("Paediatrician on call", "01632 960142, day and night", "A mark on a baby.", [7], None),
    ("Advice line on domestic abuse", "01632 960143, day and night", "", [5, 9], None),
    ("Cot scheme", f"01632 960144, {HOURS}", "A cot within two days.", [3], "north"),
)

CHECKED_EVERY = timedelta(days=182)

# username, name, role, team
PEOPLE = (
    ("hv.north", "Nia Northfield", Role.HEALTH_VISITOR, "north"),
    ("hv2.north", "Hal Northway", Role.HEALTH_VISITOR, "north"),
    ("manager.north", "Morag Northcote", Role.MANAGER, "north"),
    ("deputy.north", "Dev Northolt", Role.DEPUTY, "north"),
    ("hv.south", "Sunny Southwell", Role.HEALTH_VISITOR, "south"),
    ("manager.south", "Mo Southgate", Role.MANAGER, "south"),
    ("lead", "Lee Leadbetter", Role.SAFEGUARDING_LEAD, None),
    ("editor", "Edie Editor", Role.EDITOR, None),
    ("publisher", "Pat Publisher", Role.PUBLISHER, None),
    ("sysadmin", "Sam Sysadmin", Role.SYSTEM_ADMINISTRATOR, None),
)


def make_teams(rows: Iterable[tuple[str, str, str, str, str]] = TEAMS) -> dict[str, Team]:
    """The teams by slug."""
    teams = {}
    for slug, name, duty, referral, family in rows:
        contacts = {
            "name": name,
            "duty_contact": f"{name} duty desk, {duty}",
            "referral_contact": f"Referral desk, {referral}",
            "family_contact": f"{family}, {HOURS}",
        }
        teams[slug], _ = Team.objects.get_or_create(slug=slug, defaults=contacts)
    return teams


def make_local_numbers(teams: dict[str, Team], editor: User, since: date, checked: date) -> None:
    """Once: they may have been ended while somebody tried them."""
    if LocalNumber.objects.exists():
        return
    for name, number, note, points, team in LOCAL_NUMBERS:
        LocalNumber.objects.create(
            name=name,
            number=number,
            note=note,
            points=points,
            team=teams[team] if team else None,
            starts_on=since,
            checked_on=checked,
            review_on=checked + CHECKED_EVERY,
            set_by=editor,
        )


def make_people(
    teams: dict[str, Team], since: date, rows: Iterable[tuple[str, str, Role, str | None]] = PEOPLE
) -> dict[str, User]:
    """The accounts by username, each with its one role since that day."""
    people = {}
    for username, name, role, team in rows:
        user, made = User.objects.get_or_create(username=username, defaults={"name": name})
        # Not again: a password may have been changed, and a role ended, while somebody tried it.
        if made:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
            Membership.objects.create(
                user=user, role=role, team=teams[team] if team else None, starts_on=since
            )
        people[username] = user
    return people

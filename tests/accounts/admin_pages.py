"""The pages of people in the admin, and what is typed there."""

from tests.browsing import shown_to

ROWS = {
    f"{rows}-{count}_FORMS": number
    for rows in ("memberships", "absences")
    for count, number in (("TOTAL", 0), ("INITIAL", 0), ("MIN_NUM", 0), ("MAX_NUM", 1000))
}


def page_of(user, rest="change/"):
    return f"/admin/checklists/user/{user.pk}/{rest}"


def save(client, user, **changes):
    """What the page sends once these were typed."""
    return client.post(page_of(user), shown_to(client, page_of(user)) | typed(user, **changes))


def typed(user, **changes):
    return {"username": user.username, "name": user.name, "is_active": "on", **ROWS, **changes}


def role_typed(role, team="", starts_on="2026-11-01", ends_on=""):
    row = {"id": "", "role": role, "team": team, "starts_on": starts_on, "ends_on": ends_on}
    return {
        "memberships-TOTAL_FORMS": 1,
        **{f"memberships-0-{name}": value for name, value in row.items()},
    }

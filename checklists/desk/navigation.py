"""What stands in the header of every page: the places this person's roles give them."""

from django.urls import reverse

from checklists.people.models import ADMIN_ROLES, Role
from checklists.people.roles import roles_of

PLACES = (
    ("My caseload", "caseload", {Role.HEALTH_VISITOR}),
    ("Team", "team", {Role.MANAGER, Role.DEPUTY}),
    ("My items", "my_items", {Role.HEALTH_VISITOR, Role.MANAGER, Role.DEPUTY}),
    ("Find a family", "find_family", {Role.SAFEGUARDING_LEAD}),
    ("Copies", "subject_requests", {Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.DEPUTY}),
    ("Retention", "retention", {Role.SAFEGUARDING_LEAD, Role.MANAGER}),
    ("Access", "people_access", {Role.SAFEGUARDING_LEAD}),
    ("Administration", "admin:index", set(ADMIN_ROLES)),
)


def navigation(request):
    """The header's links and the signed-in person's name, for every template."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    links = [
        {"title": title, "url": reverse(name), "current": reverse(name) == request.path}
        for title, name, roles in PLACES
        if roles & roles_of(user)
    ]
    return {"navigation": links, "person": user.name or user.username}

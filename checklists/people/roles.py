"""Who someone is today, and the marks that say who may open a view.

Every view carries one mark: `@open_to_all`, `@open_while(...)`, `@signed_in` or `@for_role(...)`.
A view without one opens to nobody (see `accounts.middleware.sessions.ClosedByDefault`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from checklists.audit.recording import record
from checklists.people.models.teams import TEAM_ROLES, Role
from checklists.people.requests import AnyUser
from checklists.people.view_mark import MARK, OPEN_WHILE, View
from checklists.reading.clock import london_today

WITH_FAMILIES = (*TEAM_ROLES, Role.SAFEGUARDING_LEAD)


def roles_of(user: AnyUser) -> frozenset[Role]:
    """The roles the user holds today in London; none for a visitor or someone deactivated."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(Role(held.role) for held in user.memberships_on(london_today()))


def teams_of(user: AnyUser, *roles: Role) -> list[int]:
    """Ids of the teams where the user holds one of these roles today; any role if none is named."""
    if not user.is_authenticated:
        return []
    held = user.memberships_on(london_today())
    return sorted({row.team_id for row in held if row.team_id and (not roles or row.role in roles)})


def works_with_families(user: AnyUser) -> bool:
    """Whether the user works with families today, and gives nobody their rights.

    System administrators and superusers could give such a role to themselves, so that it does not
    count for them.
    """
    roles = roles_of(user)
    runs_accounts = user.is_superuser or Role.SYSTEM_ADMINISTRATOR in roles
    return not runs_accounts and not roles.isdisjoint(WITH_FAMILIES)


def open_to_all(view: View) -> View:
    """Anyone may open it, signed in or not: for pages that say nothing of any family."""
    setattr(view, MARK, True)
    return login_not_required(view)


def open_while(says: Callable[[], bool]) -> Callable[[View], View]:
    """Anyone signed in may open it, and a visitor too while `says()`, which is asked of visitors
    alone: for pages that say nothing of any family and are closed in some places."""

    def decorate(view: View) -> View:
        setattr(view, OPEN_WHILE, says)
        return signed_in(view)

    return decorate


def signed_in(view: View) -> View:
    """Anyone signed in may open it; `visible_to` still decides what it shows."""
    setattr(view, MARK, True)
    return view


@transaction.atomic
def log_refusal(request: HttpRequest) -> None:
    """Log which page was refused, by the name of its address, which names no family."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    record("page.refused", by=request.user, at=timezone.now(), page=page)


def for_role(*roles: Role) -> Callable[[View], View]:
    """Only someone who holds one of these roles today; for others the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if roles_of(request.user).isdisjoint(roles):
                # 404 and not 403, so that nobody learns which pages others have.
                log_refusal(request)
                raise Http404
            return view(request, *args, **kwargs)

        setattr(guarded, MARK, True)
        return guarded

    return decorate

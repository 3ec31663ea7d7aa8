"""Who a request is from, and the request of somebody who is signed in."""

from typing import TypeGuard, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from checklists.people.models.users import User

AnyUser = User | AnonymousUser


class AuthenticatedRequest(HttpRequest):
    """What `@signed_in` and `@for_role` let through, where Django's own type allows a visitor."""

    user: User


def is_signed_in(request: HttpRequest) -> TypeGuard[AuthenticatedRequest]:
    return request.user.is_authenticated


def user_of(request: HttpRequest) -> User:
    """Who a request of the admin is from: it lets no visitor in, but its types allow one."""
    return cast(User, request.user)

"""Tells whose page a form was on, when somebody has signed in since it was opened.

A tablet is shared, and a page keeps what one person typed while the next one signs in. A browser's
CSRF secret changes with each sign-in, and every form sends a token made of it. So a signed cookie
remembers who was signed in with the last few secrets.
"""

from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import (  # type: ignore[attr-defined]  # not in its stubs
    CSRF_TOKEN_LENGTH,
    InvalidTokenFormat,
    _check_token_format,
    _unmask_cipher_token,
)
from django.utils.crypto import salted_hmac

REMEMBERED = 5  # sign-ins; an older page is asked about in words
EVERY_FORM_SENDS = "csrfmiddlewaretoken"
TYPED_BY = "typed_by"  # the field that says whose words a page holds for them
SALT = "accounts.page_owners"


def remember_owner(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note in the cookie that pages of this secret are those of who is signed in."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret or not request.user.is_authenticated:
        return
    owners, owner = remembered(request), [digest_of(secret), str(request.user.pk)]
    if owner not in owners:
        response.set_cookie(
            settings.PAGE_OWNERS_COOKIE_NAME,
            signing.dumps([*owners, owner][-REMEMBERED:], salt=SALT),
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.CSRF_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def owner_of_form(request: HttpRequest) -> str:
    """The id of who was signed in on the page that sent this form; '' when it is not known."""
    if marked := request.POST.get(TYPED_BY):
        return str(read(marked) or "")
    digest = digest_of(secret_of(request.POST.get(EVERY_FORM_SENDS, "")))
    found = [pk for one, pk in remembered(request) if compare_digest(one, digest)]
    return found[-1] if found else ""


def mark_of_owner(owner: str) -> str:
    """What a page sends back as TYPED_BY, which nobody else can make."""
    return signing.dumps(owner, salt=SALT)


def remembered(request: HttpRequest) -> list[list[str]]:
    """[[digest of a secret, id of who was signed in]], the latest last."""
    return read(request.COOKIES.get(settings.PAGE_OWNERS_COOKIE_NAME, "")) or []


def read(signed: str) -> Any:
    try:
        return signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return None


def secret_of(token: str) -> str:
    """'' where the token is none of ours."""
    try:
        _check_token_format(token)
    except InvalidTokenFormat:
        return ""
    return _unmask_cipher_token(token) if len(token) == CSRF_TOKEN_LENGTH else token


def digest_of(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:16]

"""Answers a form whose sender must sign in or confirm first, so that nothing typed is lost.

The browser never stores a page with family data, so its back button may lose what was typed.
Instead the answer itself holds the typed fields, to be sent again afterwards. A password or a code
is no part of it: whoever finds the page would have it.
"""

from typing import Any

from allauth.account.utils import get_login_redirect_url
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure as plain_csrf_failure

from checklists.accounts.forms.secrets import names_of_secrets
from checklists.accounts.page_owners import EVERY_FORM_SENDS, TYPED_BY, mark_of_owner, owner_of_form

# For the bar of a page that saves by itself. Its Save button then opens the pages below.
SIGNED_OUT = "You were signed out. Press Save"
SIGNED_IN_ANEW = "You signed in again. Press Save"
CONFIRM_FIRST = "Confirm it is you, then send it again"
SECOND_FACTOR = "Use your second factor, then press Save"
ANOTHER_PERSON = "Somebody else has signed in here. Press Save"
SIGN_IN_FORMS = ("account_login", "mfa_authenticate", "mfa_login_webauthn")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """401 with everything the form held, beside a link to sign in."""
    if wants_json(request):
        sign_in = reverse("account_login")
        return JsonResponse({"problem": SIGNED_OUT, "sign_in": sign_in}, status=401)
    return resubmission_page(request, "accounts/signed_out.html", status=401)


def ask_to_confirm(request: HttpRequest, *, confirm: str) -> HttpResponse:
    """403 with everything the form held, beside a link to confirm who one is."""
    if wants_json(request):
        return JsonResponse({"problem": CONFIRM_FIRST, "confirm": confirm}, status=403)
    return resubmission_page(request, "accounts/confirm_first.html", status=403, confirm=confirm)


def ask_for_second_factor(request: HttpRequest, set_up: str) -> HttpResponse:
    """403 with everything the form held, beside a link to the second factor."""
    if wants_json(request):
        return JsonResponse({"problem": SECOND_FACTOR, "set_up": set_up}, status=403)
    return resubmission_page(
        request, "accounts/second_factor_first.html", status=403, set_up=set_up
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403; with what the form held, if it was our own page, only older than the last sign-in.

    Another site's form is never shown again: its fields are not the user's words. A second tap on
    Sign in, which the first one overtook, leads on: whoever sent it is signed in.
    """
    owner = owner_of_form(request)
    if not (from_our_own_page(request) and (request.user.is_authenticated or owner)):
        return plain_csrf_failure(request, reason)
    if request.resolver_match and request.resolver_match.view_name in SIGN_IN_FORMS:
        return redirect(get_login_redirect_url(request))
    if owner and owner != str(request.user.pk):
        return refuse_words_of_another(request, owner)
    if wants_json(request):
        return JsonResponse({"problem": SIGNED_IN_ANEW}, status=403)
    return resubmission_page(request, "accounts/send_again.html", status=403)


def refuse_words_of_another(request: HttpRequest, owner: str) -> HttpResponse:
    """403. The page holds the words for who typed them, and sends no token: whoever is signed in
    now cannot save them under their own name."""
    if wants_json(request):
        return JsonResponse({"problem": ANOTHER_PERSON}, status=403)
    mark = mark_of_owner(owner)
    return resubmission_page(request, "accounts/typed_by_another.html", status=403, typed_by=mark)


def resubmission_page(
    request: HttpRequest, template: str, status: int, **context: object
) -> HttpResponse:
    return render(request, template, context | typed_fields(request), status=status)


def typed_fields(request: HttpRequest) -> dict[str, Any]:
    """What `_resubmitted.html` renders: the fields of the form that was sent, and its address.

    `left_out` says that it held secrets, and `is_held` that the page has what was sent.
    """
    secrets = request.POST.keys() & names_of_secrets()
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in secrets and name not in (EVERY_FORM_SENDS, TYPED_BY)
    ]
    return {
        "fields": fields,
        "address": request.get_full_path(),
        "left_out": bool(secrets),
        "is_held": bool(fields) or not secrets,
    }


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form was on a page of this service."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == own


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")

"""allauth's pages for second factors; ours are the log, and that the last one stays."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as theirs
from allauth.mfa.internal.flows.add import redirect_if_add_not_allowed
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import get_credentials, get_server, set_state
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView
from fido2.webauthn import UserVerificationRequirement

from checklists.accounts.code_replay import refuse_replay, was_just_used
from checklists.accounts.ending_sessions import end_sessions_of
from checklists.accounts.second_factor_reading import (
    APP,
    PASSKEY,
    RECOVERY,
    is_working,
    kinds_held,
    kinds_that_work,
    was_set_up,
)
from checklists.accounts.second_factors import KindsById, held_by, kinds_of_ids, record_changes
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import open_to_all, signed_in
from checklists.people.view_mark import View
from checklists.people.views.performing import tell_overtaken

NOT_THERE = "You have no such second factor, or another window removed it. Nothing changed."


def changes_second_factors(view: View) -> View:
    """Record each one added or removed in the same transaction, and refuse to remove the last.

    Whoever removes what is not there is told the same, whether another window removed it, it is a
    colleague's, or it never was.
    """

    @wraps(view)
    def changing(request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            return change_and_record(request, view, *args, **kwargs)
        except Http404:
            return tell_overtaken(request, reverse("mfa_index"), NOT_THERE)

    return changing


def change_and_record(
    request: AuthenticatedRequest, view: View, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        before = held_by(request.user)
        response = view(request, *args, **kwargs)
        after = held_by(request.user)
        refused = is_last_one_removed(request.user, before, after)
        if refused:
            transaction.set_rollback(True)
        else:
            refuse_unverified(after.keys() - before.keys())
            record_changes(request.user, before=before, after=after, at=timezone.now())
            record_as_shown(request, after.keys() - before.keys())
            if before.keys() - after.keys():
                end_other_sessions(request)
    # After the transaction: a page reads the database, which refuses before the rollback.
    if refused:
        return render(request, "accounts/last_second_factor.html", status=409)
    return response


def is_last_one_removed(user: User, before: KindsById, after: KindsById) -> bool:
    """One that cannot be read stays until another works, or a password alone would be enough."""
    removed = set(kinds_of_ids(before, before.keys() - after.keys())) - {RECOVERY}
    return settings.SECOND_FACTOR_REQUIRED and bool(removed) and not kinds_held(user)


def refuse_unverified(added: Iterable[int]) -> None:
    """The forms have verified these; this guards against what a later allauth may store."""
    if not all(is_working(one) for one in Authenticator.objects.filter(pk__in=added)):
        raise SuspiciousOperation("A second factor was stored that cannot be read")


def end_other_sessions(request: AuthenticatedRequest) -> None:
    """Whoever stole what was taken away may have begun one of them with it."""
    user, this_one = request.user, request.session.session_key
    end_sessions_of(user, by=user, at=timezone.now(), why="second_factor", but=this_one)


def record_as_shown(request: AuthenticatedRequest, added: Iterable[int]) -> None:
    """Setting one up counts as showing it in this session, and its first code counts as used."""
    for authenticator in Authenticator.objects.filter(pk__in=added).exclude(type=RECOVERY):
        if authenticator.type == APP:
            refuse_replay(authenticator, request.POST.get("code", ""))
        kind = {"id": authenticator.pk, "type": authenticator.type}
        record_authentication(request, request.user, "mfa", **kind)


class Index(theirs.IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_mfa_enabled": bool(kinds_held(self.request.user))}


@method_decorator(login_stage_required(AuthenticateStage.key, "account_login"), name="dispatch")
class SecondStep(theirs.AuthenticateView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begins anew where the administrator took the lost ones away meanwhile: allauth leads in
        a circle then."""
        stage = request._login_stage  # type: ignore[attr-defined]  # allauth's
        if not was_set_up(stage.login.user):
            begun_anew: HttpResponseBase = stage.abort()
            return begun_anew
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offers only what works; where nothing does, the page says how to recover."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        kinds = kinds_that_work(self.stage.login.user)
        offered = {"takes_code": bool(kinds & {APP, RECOVERY}), "takes_passkey": PASSKEY in kinds}
        return context | offered | {"is_lost": not kinds - {RECOVERY}}


@method_decorator(
    [redirect_if_add_not_allowed, reauthentication_required(app="allauth.mfa")], name="dispatch"
)
class SetUpApp(totp.ActivateTOTPView):
    """There is room for one app. One that cannot be read is replaced by the new one."""

    def dispatch(
        self, request: AuthenticatedRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if APP in kinds_held(request.user):
            return redirect(page_for_second_press(request))
        return FormView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        Authenticator.objects.filter(user=self.request.user, type=APP).delete()
        response: HttpResponse = super().form_valid(form)
        return response


def page_for_second_press(request: AuthenticatedRequest) -> str:
    """Where setting up an app leads for a second press, which sends the same code again."""
    app = Authenticator.objects.get(user=request.user, type=APP)
    if request.method != "POST" or not was_just_used(app, request.POST.get("code", "")):
        return "mfa_deactivate_totp"
    has_codes = RECOVERY in kinds_that_work(request.user)
    return "mfa_view_recovery_codes" if has_codes else "mfa_index"


class ConfirmByPasskey(webauthn.ReauthenticateWebAuthnView):
    """Says on the same page that a passkey did not fit, where allauth leads to the first page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"js_data": {"request_options": ask_who_is_there(self.request.user)}}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        context = self.get_context_data(form=form) | {"form": form}
        response: HttpResponse = self.render_to_response(context)
        return response


def ask_who_is_there(user: User) -> dict[str, Any]:
    """The question to the passkey: it must ask for a finger, a face or a PIN, not a touch alone."""
    question, state = get_server().authenticate_begin(
        credentials=get_credentials(user), user_verification=UserVerificationRequirement.REQUIRED
    )
    set_state(state)
    return dict(question)


index = signed_in(Index.as_view())
authenticate = open_to_all(SecondStep.as_view())
reauthenticate = theirs.reauthenticate
activate_totp = signed_in(changes_second_factors(SetUpApp.as_view()))
deactivate_totp = changes_second_factors(totp.deactivate_totp)
view_recovery_codes = recovery.view_recovery_codes
generate_recovery_codes = changes_second_factors(recovery.generate_recovery_codes)
add_passkey = changes_second_factors(webauthn.add_webauthn)
remove_passkey = changes_second_factors(
    webauthn.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))
)
sign_in_by_passkey = login_not_required(webauthn.login_webauthn)
reauthenticate_by_passkey = signed_in(ConfirmByPasskey.as_view())

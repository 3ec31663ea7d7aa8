"""allauth's pages for second factors, with what it leaves to us: the log, and the last one kept."""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as theirs
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone

from checklists.people.models import User
from checklists.people.once import use_once
from checklists.people.roles import signed_in
from checklists.people.second_factors import held_by, is_one_left, record_changes


def changes_second_factors(view):
    """Each one added or removed is an event of the same transaction, and the last one stays."""

    @wraps(view)
    def changing(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            User.objects.select_for_update().get(pk=request.user.pk)
            before = held_by(request.user)
            response = view(request, *args, **kwargs)
            after = held_by(request.user)
            refused = is_the_last_one_gone(before, after)
            if refused:
                transaction.set_rollback(True)
            else:
                record_changes(request.user, before=before, after=after, at=timezone.now())
                note_as_shown(request, after.keys() - before.keys())
        # Only now: a page asks the database, which answers nothing until what failed is undone.
        if refused:
            return render(request, "people/last_second_factor.html", status=409)
        return response

    return changing


def is_the_last_one_gone(before, after) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and is_one_left(before) and not is_one_left(after)


def note_as_shown(request, added) -> None:
    """Setting one up shows it: the session goes on with it, and its first code is used up."""
    apart = Authenticator.Type.RECOVERY_CODES
    for authenticator in Authenticator.objects.filter(pk__in=added).exclude(type=apart):
        if authenticator.type == Authenticator.Type.TOTP:
            use_once(authenticator, request.POST.get("code", ""))
        kind = {"id": authenticator.pk, "type": authenticator.type}
        record_authentication(request, request.user, "mfa", **kind)


class ConfirmByPasskey(webauthn.ReauthenticateWebAuthnView):
    """Says on the same page that a passkey did not fit, where allauth leads to the first page."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form) | {"form": form})


index = theirs.index
authenticate = theirs.authenticate
reauthenticate = theirs.reauthenticate
activate_totp = changes_second_factors(totp.activate_totp)
deactivate_totp = changes_second_factors(totp.deactivate_totp)
view_recovery_codes = recovery.view_recovery_codes
generate_recovery_codes = changes_second_factors(recovery.generate_recovery_codes)
add_passkey = changes_second_factors(webauthn.add_webauthn)
remove_passkey = changes_second_factors(
    webauthn.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))
)
sign_in_by_passkey = login_not_required(webauthn.login_webauthn)
reauthenticate_by_passkey = signed_in(ConfirmByPasskey.as_view())

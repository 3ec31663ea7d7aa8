from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path

from checklists.accounts.views import provider
from checklists.accounts.views import second_factors as second_factor
from safebabies.reports import policy_report

handler400 = "safebabies.errors.bad_request"
handler403 = "safebabies.errors.permission_denied"
handler404 = "safebabies.errors.page_not_found"
handler500 = "safebabies.errors.server_error"

# Only these of allauth's pages: accounts are made by the system administrator, and nothing is
# sent by e-mail, so nobody signs up or asks for a new password here.
sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("passkey/", second_factor.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("code/", second_factor.authenticate, name="mfa_authenticate"),
    path("reauthenticate/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "reauthenticate/passkey/",
        second_factor.reauthenticate_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("two-factor/", second_factor.index, name="mfa_index"),
    path("two-factor/app/", second_factor.activate_totp, name="mfa_activate_totp"),
    path("two-factor/app/remove/", second_factor.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-factor/passkeys/add/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        "two-factor/passkeys/<int:pk>/remove/",
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("two-factor/codes/", second_factor.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "two-factor/codes/new/",
        second_factor.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("provider/<slug:provider_id>/", provider.sign_in, name="openid_connect_login"),
    path("provider/<slug:provider_id>/back/", provider.come_back, name="openid_connect_callback"),
]

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("admin/", admin.site.urls),
    path("reports/policy/", policy_report, name="policy_report"),
    path("", include("checklists.home.urls")),
    path("", include("checklists.handbook.urls")),
    path("", include("checklists.withdrawal.urls")),
    path("", include("checklists.oversight.urls")),
    path("", include("checklists.records.urls")),
    path("", include("checklists.handover.urls")),
    path("", include("checklists.visits.signed.urls")),
    path("", include("checklists.visits.draft.urls")),  # takes every other page of a visit
    path("", include("checklists.outstanding.urls")),
    path("", include("checklists.registration.urls")),
    path("", include("checklists.household.urls")),
    path("", include("checklists.cases.urls")),
    path("", include("checklists.accounts.urls")),
    path("", include("checklists.people.urls")),
]

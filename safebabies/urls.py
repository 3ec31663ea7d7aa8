from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

handler400 = "safebabies.errors.unreadable"
handler404 = "checklists.people.neutral.not_found"
handler500 = "safebabies.errors.out_of_order"

admin.site.login = secure_admin_login(admin.site.login)

# Only these of allauth's pages: accounts are made by the system administrator, and nothing is
# sent by e-mail, so nobody signs up or asks for a new password here.
sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
]

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("admin/", admin.site.urls),
    path("", include("checklists.desk.urls")),
    path("", include("checklists.visits.urls")),
    path("", include("checklists.outstanding.urls")),
    path("", include("checklists.cases.urls")),
    path("", include("checklists.people.urls")),
]

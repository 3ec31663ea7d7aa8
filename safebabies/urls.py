from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)

ROOMS = ["desk", "visits", "answers", "outstanding", "cases", "guidance", "people", "audit"]

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    *(
        path("", include(f"checklists.{room}.urls"))
        for room in ROOMS
        if find_spec(f"checklists.{room}.urls")
    ),
]

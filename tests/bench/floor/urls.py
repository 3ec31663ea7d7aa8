from django.contrib.auth.views import LoginView
from django.urls import path

from tests.bench.floor.views import form, items, save

urlpatterns = [
    path("accounts/login/", LoginView.as_view(template_name="floor/login.html"), name="login"),
    path("list/", items),
    path("list/logged/", items, {"logged": True}),
    path("form/", form),
    path("form/logged/", form, {"logged": True}),
    path("save/<int:pk>/", save),
]

"""The administration holds what this service says, and nothing that a package brings along."""

from collections.abc import Iterable

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse


class OurAdminSite(AdminSite):
    """Groups, attempts to sign in and the like would be a second way to rights, and tell of people.

    What is registered from outside our app is passed over.
    """

    def register(self, model_or_iterable, admin_class=None, **options):
        models = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        ours = [model for model in models if model._meta.app_label == "checklists"]
        super().register(ours, admin_class, **options)

    def login(self, request, extra_context=None):
        """Only leads to where one signs in: there alone it is logged and asks a second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

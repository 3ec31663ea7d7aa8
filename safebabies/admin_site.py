"""The admin holds our own models, and nothing that a package brings along."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from safebabies.admin_parameters import refuse_unreadable, refuse_unreadable_list

View = Callable[..., HttpResponseBase]


class OurAdminSite(AdminSite):
    """Only models of our app are registered.

    Groups, attempts to sign in and the like would be a second way to rights, and tell of people.
    """

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        models = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        ours = [model for model in models if model._meta.app_label == "checklists"]
        super().register(ours, admin_class, **options)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Every page of the admin passes here, those of each model too."""
        return super().admin_view(nowhere if view is shortcut else read_first(view), cacheable)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirects to the one sign-in page, which logs it and asks for a second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))


def nowhere(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """In place of Django's way from a row of any model to its page: it fails on an id that is
    none, and nothing of the admin has a page elsewhere."""
    raise Http404


def read_first(view: View) -> View:
    shown = getattr(view, "__self__", None)
    if not isinstance(shown, ModelAdmin):
        return view
    is_list = view.__name__ == "changelist_view"
    refuse = refuse_unreadable_list if is_list else refuse_unreadable

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refuse(request, shown)
        return view(request, *args, **kwargs)

    return reading

"""The short pages about the service in the admin: changed by editors, with their history."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from checklists.audit.models import Event
from checklists.guidance.admin.timing import TimingAdmin
from checklists.handbook.forms import ServicePageForm
from checklists.handbook.models import ServicePage
from checklists.handbook.page_words import change_page
from checklists.people.requests import user_of


@admin.register(ServicePage)
class ServicePageAdmin(TimingAdmin):
    form = ServicePageForm
    list_display = ["named"]
    readonly_fields = ["named", "history"]
    fieldsets = [
        (
            None,
            {
                "fields": ["named", "words"],
                "description": "Begin a heading with ## and a line of a list with -, and leave an "
                "empty line between paragraphs. No HTML. Everybody can read it, also without "
                "signing in: write no name of a family.",
            },
        ),
        ("Changes so far", {"fields": ["history"]}),
    ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "words" in form.base_fields:
            attributes = form.base_fields["words"].widget.attrs
            attributes["rows"] = 30
            # By it a browser cuts off what is pasted and says nothing.
            attributes.pop("maxlength", None)
        return form

    def save_model(self, request: HttpRequest, obj: ServicePage, form: Any, change: Any) -> None:
        change_page(obj, by=user_of(request), at=timezone.now())

    @admin.display(description="Page", ordering="pk")
    def named(self, obj: ServicePage) -> str:
        return str(obj)

    @admin.display(description="Changes")
    def history(self, obj: ServicePage) -> str:
        changes = Event.objects.filter(case_ref=None, target=f"servicepage:{obj.pk}")
        events = changes.select_related("by").order_by("-at")
        return render_to_string("admin/guidance/_history.html", {"events": events})

"""Keeps a page of the admin that was open for long from undoing others' changes; see `nhsuk.stale`.

Every admin of ours that changes rows begins with `ComparedAdmin`, every inline with
`ComparedInline`. One hidden field of the page carries the digests of its form and of all its rows.
"""

from typing import Any

from django.contrib.admin.options import InlineModelAdmin, ModelAdmin
from django.db import IntegrityError, connection
from django.db.models import QuerySet
from django.forms import BaseModelForm, ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse

from checklists.accounts.forms.compared import ComparedForm, RowsAsSent
from checklists.nhsuk.stale import shown_on
from checklists.reading import shown

MOST_ROWS = (
    200  # nobody has more roles or absences; each row that a page claims to have is rendered
)


class ComparedAdmin(ModelAdmin):
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where another row of the same name is saved this moment, the form says that it exists."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The row as it is stored now, locked until it is saved where a form was sent."""
        found = super().get_object(request, object_id, from_field)
        if found is None or not is_saving(request):
            return found
        self.hold(found)
        return super().get_object(request, object_id, from_field)

    def hold(self, row: Any) -> None:
        self.model._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()

    def get_form(
        self, request: HttpRequest, obj: Any | None = None, change: bool = False, **kwargs: Any
    ) -> type["ModelForm[Any]"]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return compared_form(form, request) if obj is not None else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        rows = [
            row.form
            for inline in context.get("inline_admin_formsets", ())
            for row in inline
            if row.original is not None and row.original.pk
        ]
        forms = [context["adminform"].form, *rows]
        context["shown"] = shown_on(form for form in forms if isinstance(form, ComparedForm))
        return super().render_change_form(request, context, *args, **kwargs)


class ComparedInline(InlineModelAdmin):
    max_num = MOST_ROWS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_for_update(of=("self",), no_key=True) if is_saving(request) else rows

    def get_formset(
        self, request: HttpRequest, obj: Any | None = None, **kwargs: Any
    ) -> type["BaseInlineFormSet[Any, Any, Any]"]:
        formset = super().get_formset(request, obj, **{"absolute_max": self.max_num, **kwargs})
        form = compared_form(formset.form, request)
        return type(formset.__name__, (RowsAsSent, formset), {"form": form})


def is_saving(request: HttpRequest) -> bool:
    return request.method == "POST" and connection.in_atomic_block


def compared_form(form: type["BaseModelForm[Any]"], request: HttpRequest) -> type[Any]:
    """A class of this form that is compared with what this person was shown."""
    return type(form.__name__, (ComparedForm, form), {"person": request.user})


def came_from_a_page(request: HttpRequest) -> bool:
    """Whether a form was sent by a page that showed what was stored."""
    return request.method == "POST" and shown.NAME in request.POST

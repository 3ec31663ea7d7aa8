"""The admin of people, their roles and their teams; nothing of any family is here.

Nobody is deleted, because the log speaks of them. Nobody changes their own rights, and only a
superuser changes a superuser.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account import views as account
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from checklists.accounts.admin.stale import ComparedAdmin, ComparedInline
from checklists.accounts.ending_sessions import end_sessions_of
from checklists.accounts.forms.people import (
    AbsenceForm,
    EachRoleOnce,
    MembershipForm,
    NewUserForm,
    TeamForm,
    UserForm,
)
from checklists.accounts.second_factor_reading import RECOVERY, kinds_of
from checklists.accounts.second_factors import reset_second_factors
from checklists.accounts.superusers import alert_safeguarding_leads
from checklists.audit.admin import RecordedAdmin
from checklists.audit.refused import Refused
from checklists.nhsuk.admin_fields import READ_BY
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, Membership, Team
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest, user_of
from checklists.reading.clock import london_today

admin.site.site_header = admin.site.site_title = "Safe Babies administration"
admin.site.index_title = "People and guidance"
# The admin's own pages would write no event. They are replaced here, not subclassed, because every
# admin of ours registers with this site.
admin.site.logout = account.logout  # type: ignore[method-assign]  # as above
admin.site.password_change = account.password_change  # type: ignore[method-assign]  # as above


class MembershipInline(ComparedInline, admin.StackedInline):
    """Roles end on a day and are never removed, so that the log can be read later."""

    model = Membership
    form = MembershipForm
    formset = EachRoleOnce
    formfield_overrides = READ_BY
    extra = 0
    can_delete = False
    verbose_name = "role"
    verbose_name_plural = "Roles, each from its first to its last day"


class AbsenceInline(ComparedInline, admin.StackedInline):
    model = Absence
    form = AbsenceForm
    formfield_overrides = READ_BY
    fk_name = "user"
    extra = 0
    can_delete = False
    verbose_name = "time away"
    verbose_name_plural = "Away, and who covers meanwhile"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "covered_by":
            # Covering opens families, and administrators open none to themselves.
            kwargs["queryset"] = User.objects.filter(is_active=True).exclude(pk=user_of(request).pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


# Registered by `handover.admin`, which knows what a leaver still holds.
class UserAdmin(ComparedAdmin, RecordedAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ["name", "username", "state", "second_factor", "last_login"]
    actions = ["reset_second_factors"]
    list_filter = ["is_active", "memberships__role", "memberships__team"]
    search_fields = ["name", "username"]
    show_full_result_count = False
    ordering = ["name"]
    filter_horizontal = []
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["name", "username", "email", "password", "last_login"]}),
        (
            "Leaving",
            {
                "fields": ["is_active"],
                "description": "Without the mark the person is signed out at their next click. "
                "Hand over their families first.",
            },
        ),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "name", "email", "usable_password"]}),
        ("First password", {"fields": ["password1", "password2"]}),
    ]

    @admin.display(description="State")
    def state(self, user: User) -> str:
        return "Active" if user.is_active else "Deactivated"

    @admin.display(description="Second factor")
    def second_factor(self, user: User) -> str:
        held = [one for one in prefetched(user) if one.type != RECOVERY]
        if kinds_of(held):
            return "Set up"
        return "Cannot be read" if held else "None yet"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("authenticator_set")

    @admin.action(
        description="Take away a lost second factor, and end the sessions", permissions=["change"]
    )
    def reset_second_factors(self, request: AuthenticatedRequest, chosen: QuerySet[User]) -> None:
        for user in chosen:
            try:
                reset_second_factors(user, by=request.user, at=timezone.now())
            except Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                words = f"{user} sets up a new one at the next sign-in. The leads were told."
                self.message_user(request, words)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and not obj.is_active:
            end_sessions_of(obj, by=user_of(request), at=timezone.now(), why="deactivated")

    def get_inlines(
        self, request: HttpRequest, obj: User | None
    ) -> list[type["InlineModelAdmin[Any, Any]"]]:
        return [MembershipInline, AbsenceInline] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody changes themselves, and only a superuser changes a superuser."""
        user = user_of(request)
        if obj is not None and (obj == user or outranks(obj, user)):
            return False
        return super().has_change_permission(request, obj)

    def record_change(self, what: str, request: HttpRequest, obj: Any, message: Any) -> None:
        super().record_change(what, request, obj, message)
        by = user_of(request)
        if obj.is_superuser or by.is_superuser:
            alert_safeguarding_leads(by=by, at=timezone.now())

    user_change_password = transaction.atomic(DjangoUserAdmin.user_change_password)


def prefetched(user: User) -> Iterable[Authenticator]:
    """Read with all people of the list at once, see `get_queryset`."""
    found: Iterable[Authenticator] = user.authenticator_set.all()  # type: ignore[attr-defined]  # allauth's
    return found


def outranks(user: User, other: User) -> bool:
    return user.is_superuser and not other.is_superuser


@admin.register(Team)
class TeamAdmin(ComparedAdmin, RecordedAdmin):
    form = TeamForm
    list_display = ["name", "duty_contact", "led_by"]
    fields = ["name", "slug", "duty_contact", "referral_contact", "family_contact"]
    prepopulated_fields = {"slug": ["name"]}
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        """Each with those who lead it today, and whether they are away, read for all at once."""
        today = london_today()
        leading: QuerySet[Membership] = Membership.objects.on(today).filter(
            role__in=TEAM_MANAGERS, user__is_active=True
        )
        away: QuerySet[Absence] = Absence.objects.on(today)
        teams = super().get_queryset(request)
        teams = teams.prefetch_related(Prefetch("memberships", leading.select_related("user")))
        return teams.prefetch_related(Prefetch("memberships__user__absences", away))

    @admin.display(description="Manager and deputies today")
    def led_by(self, team: Team) -> str:
        managers = [held.user for held in team.memberships.all()]
        if not managers:
            return "NOBODY. Give someone the role of manager or deputy."
        all_away = all(person.absences.all() for person in managers)
        names = ", ".join(person.name for person in managers)
        return names + (". ALL AWAY today." if all_away else "")

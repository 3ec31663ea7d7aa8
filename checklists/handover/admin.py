"""The admin of people, which lets nobody leave while they hold families or unsigned visits.

It is not in `accounts`, because only this room knows what somebody holds. It says counts: an
administrator learns of no family.
"""

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest

from checklists.accounts.admin.people import MembershipInline, UserAdmin
from checklists.handover.forms.roles import LeavingForm, RolesFormSet
from checklists.people.models.users import User


class RolesInline(MembershipInline):
    formset = RolesFormSet


@admin.register(User)
class LeavingUserAdmin(UserAdmin):
    form = LeavingForm

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[type[InlineModelAdmin]]:
        inlines = super().get_inlines(request, obj)
        return [RolesInline if inline is MembershipInline else inline for inline in inlines]

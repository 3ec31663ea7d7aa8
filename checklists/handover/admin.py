"""The admin of people, which lets nobody leave while they hold families or unsigned visits.

It stands here and not in `accounts`, because this room knows what somebody holds. The words
are counts: an administrator learns of no family.
"""

from django.contrib import admin

from checklists.accounts.admin.people import MembershipInline, UserAdmin
from checklists.handover.forms.roles import LeavingForm, RolesFormSet
from checklists.people.models.users import User


class RolesInline(MembershipInline):
    formset = RolesFormSet


@admin.register(User)
class LeavingUserAdmin(UserAdmin):
    form = LeavingForm

    def get_inlines(self, request, obj):
        inlines = super().get_inlines(request, obj)
        return [RolesInline if inline is MembershipInline else inline for inline in inlines]

"""The pages about one's own account that are not allauth's."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from checklists.people.roles import signed_in


@signed_in
@require_safe
def confirmed(request):
    """Where confirming leads when the page that asked for it waits in another tab."""
    return render(request, "people/confirmed.html")

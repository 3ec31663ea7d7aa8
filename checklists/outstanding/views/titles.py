"""The switch between full and neutral titles, on every list that shows items."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from checklists.outstanding.full_titles import FULL_TITLES_AT, OPEN_TITLES, end_full_titles


def switch_titles(request: HttpRequest) -> HttpResponse:
    """Choose full titles or neutral ones, as was posted, and show the same list again.

    By a redirect, so that Back and a reload ask for the list and send nothing.
    """
    if request.POST.get("open") == OPEN_TITLES:
        request.session[FULL_TITLES_AT] = timezone.now().timestamp()
    else:
        end_full_titles(request)
    return redirect(request.get_full_path())

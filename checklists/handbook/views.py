"""Pages of the guidance and of the service itself. None knows a family.

They are left by quick exit like the pages of a visit, because their words would tell.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import guidance_in_force, published_versions
from checklists.handbook.opening import are_open_to_visitors
from checklists.handbook.page_words import Slug, words_of_page
from checklists.handbook.points import points_to_read
from checklists.people.roles import open_to_all, open_while

ALL_POINTS = {"title": "Learning points"}


@open_while(are_open_to_visitors)
@require_safe
def learning_points(request: HttpRequest) -> HttpResponse:
    """The list of them, each by its title and what it is about."""
    points = points_to_read(guidance_in_force())
    return render(request, "handbook/learning_points.html", {"points": points, "full": True})


@open_while(are_open_to_visitors)
@require_safe
def learning_point(request: HttpRequest, number: int) -> HttpResponse:
    points = points_to_read(guidance_in_force())
    shown = next((one for one in points if one.point.number == number), None)
    if shown is None:
        raise Http404
    context = {
        "shown": shown,
        "back": {**ALL_POINTS, "url": reverse("learning_points")},
        "next": next((one for one in points if one.point.number == number + 1), None),
        "full": True,
    }
    return render(request, "handbook/learning_point.html", context)


@open_while(are_open_to_visitors)
@require_safe
def all_learning_points(request: HttpRequest) -> HttpResponse:
    """All of them on one page: for paper, and to search in."""
    context = {
        "points": points_to_read(guidance_in_force()),
        "back": {**ALL_POINTS, "url": reverse("learning_points")},
        "full": True,
    }
    return render(request, "handbook/all_learning_points.html", context)


@open_while(are_open_to_visitors)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Where the checklist comes from, what it is and is not, and what is in force."""
    version = published_versions().select_related("published_by").first()
    wording = compiled(version) if version else None
    context = {
        "version": version,
        "meta": wording.meta if wording else {},
        "corrections": wording.corrections if wording else [],
        "approval": words_of_page(Slug.APPROVAL),
        "full": True,
    }
    return render(request, "handbook/about.html", context)


@open_to_all
@require_safe
def service_page(request: HttpRequest, slug: Slug) -> HttpResponse:
    """Help, accessibility or privacy, in the words of whoever runs the service."""
    context = {"page_title": slug.label, "words": words_of_page(slug)}
    return render(request, "handbook/service_page.html", context)

"""The question before what is shut opens while somebody is there who must not see it."""

from collections.abc import Collection

from django.http import HttpRequest

from checklists.visits.presence import someone_must_not_hear

SHOW = "show"  # the button below the question
NOT_LOOKED = "Look who is near, then tick this"


def looked_round(request: HttpRequest, present: Collection[str]) -> bool:
    """Whether it may open: she ticked that she looked, or nobody is there who must not see it.

    One press is not enough. A second tap on the button that led here lands on this one.
    """
    return not someone_must_not_hear(present) or (
        request.POST.get("do") == SHOW and "looked" in request.POST
    )


def not_looked(request: HttpRequest) -> str:
    """What to say above the tick once the button was pressed without it."""
    return NOT_LOOKED if request.POST.get("do") == SHOW else ""

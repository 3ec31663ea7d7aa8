"""The other babies of the same birth, as far as a person may open their records."""

from functools import partial

from django.http import HttpRequest

from checklists.cases.models import Case

WORDS = {1: "The other twin", 2: "The other babies"}


def of_the_same_birth(request: HttpRequest, case: Case) -> list[Case]:
    """In birth order; a record that is closed to this person is not there for them."""
    others = Case.objects.visible_to(request.user).filter(family=case.family)
    return list(others.exclude(pk=case.pk).order_by("birth_order", "created_at"))


def named_beside(request: HttpRequest):
    """For `open_case(beside=)`: the page names them, so the event lists them."""
    return partial(of_the_same_birth, request)


def words_for(others: list[Case]) -> str:
    """'The other twin', or 'The other babies' of three and more; '' for a baby born alone."""
    return WORDS[min(len(others), 2)] if others else ""

"""The other babies of the same birth, as far as a person may open their records."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from checklists.cases.access import Access, accesses
from checklists.cases.models.case import Case
from checklists.nhsuk.wording import in_words

WORDS = {0: "", 1: "The other twin", 2: "The other babies"}
TO_ADD = {0: "Add a twin", 1: "Add another baby of this birth"}
BORN_TOO = "Another baby of this birth is born. Is this baby born too?"
ADDED = {0: "This is the record of the other twin.", 1: "This is the record of another baby."}


def siblings_of(request: HttpRequest, case: Case) -> list[Case]:
    """The other babies of this birth whose records open to the person, in birth order."""
    return [one.case for one in access_to_siblings(request, case)]


def access_to_siblings(request: HttpRequest, case: Case) -> list[Access]:
    """The same, with what opens each record."""
    if case.birth_order is None:
        return []
    others = Case.objects.filter(family=case.family).exclude(pk=case.pk)
    return accesses(others.order_by("birth_order", "created_at"), request.user)


class Siblings:
    """For `open_case(beside=)` of a page that names the siblings, so that the event lists them.

    They are read as the case is opened, and then are here for the page.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.found: list[Access] = []

    def __call__(self, case: Case) -> list[Case]:
        self.found = access_to_siblings(self.request, case)
        return self.cases

    @property
    def cases(self) -> list[Case]:
        return [one.case for one in self.found]


def siblings_beside(request: HttpRequest) -> Siblings:
    return Siblings(request)


def siblings_context(others: list[Case]) -> dict[str, Any]:
    """What `cases/_siblings.html` and the text around it need."""
    return {
        "others": others,
        "others_are": relation_words(others),
        "to_add": label_for_adding(others),
    }


def relation_words(others: list[Case]) -> str:
    """'The other twin', or 'The other babies' of three and more; '' for a baby born alone."""
    return WORDS[min(len(others), 2)]


def label_for_adding(others: list[Case]) -> str:
    return TO_ADD[min(len(others), 1)]


def message_when_added(others: list[Case]) -> str:
    return ADDED[min(len(others), 1)]


def birth_question(right: Access, others: list[Case]) -> dict[str, str] | None:
    """Whether this baby is born too, for a page that names none of the others."""
    if right.case.is_born or not any(one.is_born for one in others):
        return None
    return {"text": BORN_TOO, "url": url_of_birth(right)}


def birth_to_record(right: Access, others: list[Access]) -> dict[str, str] | None:
    """What a page says of a birth that nobody has recorded yet: "fact", "text" and, for a person
    who may record it, "url". None when there is no such birth; of several, the first.
    """
    if right.case.is_born:
        waiting = (one for one in others if not (one.case.is_born or one.case.ended_on))
        return next(map(unrecorded_birth, waiting), None)
    siblings = (one.case for one in others)
    born = [f"{one.name} was born on {in_words(one.born_on)}." for one in siblings if one.born_on]
    if not born or right.case.ended_on:
        return None
    return {"fact": " ".join(born), "text": "Is this baby born too?", "url": url_of_birth(right)}


def unrecorded_birth(right: Access) -> dict[str, str]:
    fact = f"No birth is recorded of {right.case.name}."
    return {"fact": fact, "text": "", "url": url_of_birth(right)}


def url_of_birth(right: Access) -> str:
    return reverse("record_birth", args=[right.case.pk]) if right.may_record else ""

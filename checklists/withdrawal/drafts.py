"""The words of discarding a draft, and how the second person reads what is written in it."""

from collections.abc import Iterable

from django.urls import reverse

from checklists.answers import private
from checklists.cases.access import OpenedCase
from checklists.guidance.compiled import compiled
from checklists.nhsuk.wording import in_words
from checklists.visits.answers_in_words import Part, parts_of
from checklists.visits.authorship import writers_of
from checklists.visits.models import Withdrawal
from checklists.visits.opening import log_private
from checklists.withdrawal.withdrawing import drafts_to_agree

ASK = {"title": "Ask to discard this visit", "button": "Ask a second person"}
WHY = {
    "label": "Why is this visit to be discarded?",
    "help_text": "Do not name another family. "
    "What you write here is erased once the second person answers.",
    "required": "Say why it is to be discarded",
    "longest": 1000,
}
HAVE_READ = {
    "label": "I have read what is written, and it is to be discarded",
    "required": "Tick this to agree, or choose Leave it as it is",
}
WHAT_GOES = "Then all it says goes for good. Only that a visit was begun and discarded is left."
DONE = "Discarded. Only that a visit was begun is left."


def drafts_to_answer(right: OpenedCase) -> list[Withdrawal]:
    """The drafts of an opened case that this person may agree to discard."""
    return drafts_to_agree(right.case, right.by) if right.oversees else []


def waiting_rows(drafts: Iterable[Withdrawal]) -> list[dict[str, str]]:
    """Rows of the list of visits for who may agree: {"title", "url", "line"}."""
    return [
        {
            "title": f"A visit begun on {in_words(asked.visit.written_at)} waits to be discarded",
            "url": reverse("withdrawal", args=[asked.pk]),
            "line": f"{asked.asked_by} asked on {in_words(asked.asked_at)}",
        }
        for asked in drafts
    ]


def read_draft(right: OpenedCase, asked: Withdrawal) -> list[Part]:
    """What is written in both halves of a draft, for who may agree to discard it; it is logged."""
    visit = asked.visit
    visit.sheet.case = visit.case
    document = {**visit.sheet.body, **private.read(visit.sheet, right)}
    log_private(right, visit)
    wording = compiled(visit.version)
    return parts_of(visit, wording, document, writers=writers_of(document), last_known={})

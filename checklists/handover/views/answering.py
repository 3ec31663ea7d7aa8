"""The page of one offer, read before it is answered, and the answers to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.accounts.views import overtaken
from checklists.audit.recording import record
from checklists.cases import notices
from checklists.cases.access import Access, accesses
from checklists.cases.models.case import Case
from checklists.cases.opening import refuse_row
from checklists.cases.querysets import OFFERS, OPENS_PRIVATE, Why
from checklists.handover import offering
from checklists.handover.accepting import accept, names_the_holder, unsigned_authors, unsigned_words
from checklists.handover.forms.offering import AcceptForm, RejectForm
from checklists.handover.models import Transfer
from checklists.handover.receivers import possible_holders
from checklists.handover.rows import offer_facts, open_item_counts
from checklists.people.models.teams import TEAM_ROLES
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import roles_of, signed_in
from checklists.people.views.performing import perform, tell_overtaken
from checklists.reading.clock import london_today

ANSWERED = "You have answered this offer already."


@dataclass(frozen=True)
class OpenedOffer:
    """An offer that was opened and logged, why it opens, whether it is this person's to answer, and
    the twins' offers the page names."""

    offer: Transfer
    access: Access
    is_theirs: bool
    twins: list[Transfer]


@signed_in
@require_GET
def read_offer(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """One offer, for who may answer it and for who may read the family's private words."""
    opened = open_offer(request, pk)
    notices.mark_as_opened(
        request.user, [notices.Kind.NOT_ACCEPTED], opened.offer.pk, at=timezone.now()
    )
    return offer_page(request, opened)


def open_offer(
    request: AuthenticatedRequest, pk: UUID, *, with_twins: bool = True, to_answer: bool = False
) -> OpenedOffer:
    """The offer and what opens it, after one read event of the case; else the neutral 404.

    The event names the twins as well, where the page does.
    """
    user, now = request.user, timezone.now()
    answerable = Transfer.objects.answerable_by(user).filter(pk=OuterRef("pk"))
    readable = Transfer.objects.readable_by(user).annotate(is_theirs=Exists(answerable))
    offer = readable.select_related("case", *offering.RELATED).filter(pk=pk).first()
    mine = accesses(Case.objects.filter(transfers=pk), user, OPENS_PRIVATE)
    # Taken off the row, so that nobody else can read a right there.
    is_theirs = offer is not None and offer.__dict__.pop("is_theirs")
    if offer is None or (to_answer and offer.is_open and not is_theirs):
        refuse_row(request, Transfer, pk)
    # Who may open the case reads the offer by that right, and the log says by which.
    access = mine[0] if mine else Access(offer.case, user, Why.TRANSFER)
    twins = twins_of(offer, user) if with_twins else []
    shown = [one.case_id for one in twins]
    with transaction.atomic():
        record("case.read", offer, by=user, at=now, case=offer.case, why=access.why, shown=shown)
    return OpenedOffer(offer, access, is_theirs, twins)


def offer_page(
    request: AuthenticatedRequest, opened: OpenedOffer, form: AcceptForm | None = None
) -> HttpResponse:
    offer, access = opened.offer, opened.access
    user, today = request.user, london_today()
    is_theirs = opened.is_theirs
    writers = unsigned_authors(offer.case) if offer.is_open else []
    opens_case = access.why != Why.TRANSFER
    context = {
        "offer": offer,
        "name": offer.case.name,
        "facts": offer_facts(offer, today),
        "counts": open_item_counts([offer.case])[offer.case_id],
        "note": offering.decrypted_words(offer, "note"),
        "reason": offering.decrypted_words(offer, "reason"),
        "twins": [
            {"name": one.case.name, "url": reverse("transfer", args=[one.pk])}
            for one in opened.twins
        ],
        "may_answer": is_theirs,
        "may_take_back": offer.is_open and access.why in OFFERS,
        "not_signed": unsigned_words(writers) if writers else "",
        "form": form or (accept_form(request, offer) if is_theirs else None),
        "back": way_back(user),
        "case_url": reverse("case", args=[offer.case_id]) if opens_case else "",
    }
    status = 422 if form and form.errors else 200
    return render(request, "handover/answer.html", context, status=status)


def way_back(user: User) -> dict[str, str] | None:
    """To the list of handovers, which opens to people of a team; a safeguarding lead has none."""
    if roles_of(user).isdisjoint(TEAM_ROLES):
        return None
    return {"title": "Handovers", "url": reverse("transfers")}


def twins_of(offer: Transfer, user: User) -> list[Transfer]:
    """The other open offers of the same family that this person may read."""
    found = Transfer.objects.open().readable_by(user).exclude(pk=offer.pk)
    return list(found.filter(case__family=offer.case.family).select_related("case"))


def accept_form(request: AuthenticatedRequest, offer: Transfer) -> AcceptForm | None:
    """The choice of a holder for a manager of the team; None for the person who was named."""
    if not names_the_holder(offer, request.user):
        return None
    people = possible_holders(offer.case, offer.to_team, london_today())
    first = {"holder": str(offer.to_user_id)} if offer.to_user_id else None
    return AcceptForm(request.POST or None, people=people, initial=first)


@signed_in
@require_POST
def accept_offer(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    opened = open_offer(request, pk)
    offer = opened.offer
    form = accept_form(request, offer)
    if form is not None and not form.is_valid():
        # Bound even to an empty post, so that the page says what is missing.
        form = AcceptForm(request.POST, people=form.people.values())
        return offer_page(request, opened, form)
    holder = form.person() if form is not None else request.user
    said = f"Accepted. {holder} holds the family from today."
    return perform_answer(request, offer, said, accept, holder=holder)


@signed_in
@require_http_methods(["GET", "POST"])
def reject_offer(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    if has_rejected(request.user, pk):  # in another window; the offer does not open any more
        return tell_overtaken(request, reverse("transfers"), ANSWERED)
    offer = open_offer(request, pk, with_twins=False, to_answer=True).offer
    form = RejectForm(request.POST or None)
    if form.is_valid():
        said = "Not accepted. The family stays where it is."
        return perform_answer(request, offer, said, offering.reject, form, **form.cleaned_data)
    context = {
        "form": form,
        "name": offer.case.name,
        "back": {"title": "The offer", "url": reverse("transfer", args=[pk])},
    }
    status = 422 if form.errors else 200
    return render(request, "handover/reject.html", context, status=status)


def has_rejected(user: User, pk: UUID) -> bool:
    mine = Transfer.objects.filter(state=Transfer.State.REJECTED, answered_by=user)
    return mine.filter(pk=pk).exists()


@signed_in
@require_POST
def take_offer_back(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    offer = open_offer(request, pk).offer
    return perform_answer(request, offer, "Taken back.", offering.take_back)


def perform_answer(
    request: AuthenticatedRequest,
    offer: Transfer,
    said: str,
    verb: Callable[..., object],
    form: RejectForm | None = None,
    **typed: Any,
) -> HttpResponse:
    """Do it and go back; what was typed in `form` is shown where it was overtaken."""
    ways = [overtaken.Way("Open the handovers", reverse("transfers"))]
    return perform(
        request,
        verb,
        offer,
        said=said,
        goes_to=partial(url_afterwards, request, offer),
        not_saved=partial(overtaken.show_typed, request, form, ways) if form else None,
        **typed,
    )


def url_afterwards(request: AuthenticatedRequest, offer: Transfer) -> str:
    """The page of the offer; the list once the person may not read the offer any more."""
    still = Transfer.objects.readable_by(request.user).filter(pk=offer.pk).exists()
    return reverse("transfer", args=[offer.pk]) if still else reverse("transfers")

"""Pages on which a family is offered, read before it is accepted, and answered."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.accounts.views import overtaken
from checklists.audit.recording import record
from checklists.cases import notices
from checklists.cases.access import Access, accesses
from checklists.cases.banner import banner
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case, record_list, refuse_row
from checklists.cases.querysets import OFFERS, OPENS_PRIVATE, Why
from checklists.handover import offering
from checklists.handover.accepting import (
    accept,
    names_the_holder,
    not_signed_words,
    writing_in,
)
from checklists.handover.forms.offering import AcceptForm, OfferForm, RejectForm
from checklists.handover.models import Transfer
from checklists.handover.receivers import possible_holders, receivers
from checklists.handover.rows import about, offer_row, open_counts
from checklists.people.models.teams import TEAM_ROLES
from checklists.people.roles import for_role, signed_in
from checklists.people.views.performing import perform, refused_on
from checklists.reading.clock import london_today
from checklists.visits.models import Visit

PARTS = ("case", *offering.PARTS)
ANSWERED_SHOWN = 20


@for_role(*TEAM_ROLES)
@require_GET
def transfers(request):
    """Offers that wait for my answer, and those I made."""
    user, today = request.user, london_today()
    waiting = list(
        Transfer.objects.answerable_by(user).select_related(*PARTS).order_by("offered_at")
    )
    made = list(Transfer.objects.made_for(user).select_related(*PARTS)[:ANSWERED_SHOWN])
    ids = {one.case_id for one in made}
    seen = set(Case.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [one.case_id for one in waiting] + [pk for pk in ids if pk in seen]
    record_list(request, "transfers.read", shown)
    context = {
        "waiting": [offer_row(one, today, named=True) for one in waiting],
        "made": [offer_row(one, today, named=one.case_id in seen) for one in made],
    }
    return render(request, "handover/transfers.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def offer_case(request, pk):
    """Offer the family of this case to someone else."""
    right = open_case(
        request,
        pk,
        may=lambda access: access.may_offer,
        beside=lambda case: offering.together(case, request.user),
    )
    case = right.case
    if waiting := Transfer.objects.open().filter(case=case).first():
        return redirect("transfer", waiting.pk)
    family = offering.together(case, request.user)
    choices = receivers(family, london_today())
    form = OfferForm(request.POST or None, receivers=choices, home=case.team)
    if form.is_valid():
        team, person = form.receiver()
        said = {"to_team": team, "to_user": person, "note": form.cleaned_data["note"]}
        with refused_on(form):
            offers = offering.offer(case, **said, by=request.user, at=timezone.now())
            messages.success(request, "Offered. Until it is accepted nothing changes.")
            return redirect("transfer", offers[0].pk)
    return offer_page(request, right, family, form)


def offer_page(request, right, family, form):
    case = right.case
    drafts = Visit.objects.editable_by(request.user).filter(case__in=family).select_related("case")
    own = [(draft.case.name, reverse("visit", args=[draft.pk])) for draft in drafts]
    others = [one for twin in family for one in writing_in(twin) if one != request.user]
    context = {
        "form": form,
        "case": case,
        "banner": banner(right, london_today()),
        "back": {"title": "Back to the case", "url": reverse("case", args=[case.pk])},
        "twins": [twin.name for twin in family if twin != case],
        "nobody": not form.receivers,
        "own_drafts": own,
        "not_signed": not_signed_words(list(dict.fromkeys(others))) if others else "",
    }
    status = 422 if form.errors else 200
    return render(request, "handover/offer.html", context, status=status)


@signed_in
@require_GET
def transfer(request, pk):
    """One offer, for who may answer it and for who may read the family's private words."""
    offer, access = open_offer(request, pk)
    notices.opened(request.user, notices.Kind.NOT_ACCEPTED, offer.pk, at=timezone.now())
    return transfer_page(request, offer, access)


def open_offer(request, pk, *, with_twins=True, to_answer=False):
    """The offer and what opens it, after one read event of the case; else the neutral 404.

    The event names the twins as well, where the page does: those are the offers in `.twins`.
    """
    user, now = request.user, timezone.now()
    offer = Transfer.objects.readable_by(user).select_related(*PARTS).filter(pk=pk).first()
    mine = accesses(Case.objects.filter(transfers=pk), user, OPENS_PRIVATE)
    if offer is None or (to_answer and offer.is_open and not is_theirs(offer, user)):
        refuse_row(request, Transfer, pk)
    access = mine[0] if mine else Access(offer.case, user, Why.TRANSFER)
    offer.twins = twins_of(offer, user) if with_twins else []
    shown = [one.case_id for one in offer.twins]
    with transaction.atomic():
        record("case.read", offer, by=user, at=now, case=offer.case, why=access.why, shown=shown)
    return offer, access


def is_theirs(offer, user):
    """Whether the user may answer it."""
    return Transfer.objects.answerable_by(user).filter(pk=offer.pk).exists()


def transfer_page(request, offer, access, form=None):
    user, today = request.user, london_today()
    may_answer = is_theirs(offer, user)
    writers = writing_in(offer.case) if offer.is_open else []
    opens = access.why != Why.TRANSFER
    context = {
        "offer": offer,
        "name": offer.case.name,
        "facts": about(offer, today),
        "counts": open_counts([offer.case])[offer.case_id],
        "note": offering.words_of(offer.case, offer.note),
        "reason": offering.words_of(offer.case, offer.reason),
        "twins": [
            {"name": one.case.name, "url": reverse("transfer", args=[one.pk])}
            for one in offer.twins
        ],
        "may_answer": may_answer,
        "may_take_back": offer.is_open and access.why in OFFERS,
        "not_signed": not_signed_words(writers) if writers else "",
        "form": form or (accept_form(request, offer) if may_answer else None),
        "back": {"title": "Handovers", "url": reverse("transfers")},
        "case_url": reverse("case", args=[offer.case_id]) if opens else "",
    }
    status = 422 if form and form.errors else 200
    return render(request, "handover/transfer.html", context, status=status)


def twins_of(offer, user):
    """The other open offers of the same family that this person may read."""
    found = Transfer.objects.open().readable_by(user).exclude(pk=offer.pk)
    return list(found.filter(case__family=offer.case.family).select_related("case"))


def accept_form(request, offer):
    """The choice of a holder for a manager of the team; None for the person who was named."""
    if not names_the_holder(offer, request.user):
        return None
    people = possible_holders(offer.case, offer.to_team, london_today())
    first = {"holder": str(offer.to_user_id)} if offer.to_user_id else None
    return AcceptForm(request.POST or None, people=people, initial=first)


@signed_in
@require_POST
def accept_transfer(request, pk):
    offer, access = open_offer(request, pk)
    form = accept_form(request, offer)
    if form is not None and not form.is_valid():
        form = AcceptForm(request.POST, people=form.people.values())
        return transfer_page(request, offer, access, form)
    holder = form.person() if form is not None else request.user
    said = f"Accepted. {holder} holds the family from today."
    return answered(request, offer, said, accept, holder=holder)


@signed_in
@require_http_methods(["GET", "POST"])
def reject_transfer(request, pk):
    offer, _ = open_offer(request, pk, with_twins=False, to_answer=True)
    form = RejectForm(request.POST or None)
    if form.is_valid():
        said = "Not accepted. The family stays where it is."
        return answered(request, offer, said, offering.reject, form, **form.cleaned_data)
    context = {
        "form": form,
        "name": offer.case.name,
        "back": {"title": "The offer", "url": reverse("transfer", args=[pk])},
    }
    status = 422 if form.errors else 200
    return render(request, "handover/reject.html", context, status=status)


@signed_in
@require_POST
def withdraw_transfer(request, pk):
    offer, _ = open_offer(request, pk)
    return answered(request, offer, "Taken back.", offering.withdraw)


def answered(request, offer, said, verb, form=None, **typed):
    """Do it and go back; what was typed in `form` is shown where it was overtaken."""
    ways = [overtaken.Way("Open the handovers", reverse("transfers"))]
    return perform(
        request,
        verb,
        offer,
        said=said,
        goes_to=partial(where_it_is, request, offer),
        not_saved=partial(overtaken.show_typed, request, form, ways) if form else None,
        **typed,
    )


def where_it_is(request, offer):
    """The page of the offer, unless the person may not read it any more."""
    still = Transfer.objects.readable_by(request.user).filter(pk=offer.pk).exists()
    return reverse("transfer", args=[offer.pk]) if still else reverse("transfers")

"""Conflicts of interest: which colleagues are kept away from which families, and what they tried.

For safeguarding leads; the managers of a family's team answer when a lead asks to lift a block.
"""

from collections import defaultdict
from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.cases import conflicts as verbs
from checklists.cases.attempts import attempts
from checklists.cases.banner import banner
from checklists.cases.encryption import fetch_keys
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.opening import open_case, record_list
from checklists.nhsuk.wording import counted, in_words
from checklists.oversight.blocking import (
    block_and_hand_over,
    may_take_over,
    unsigned_by,
)
from checklists.oversight.forms import BlockForm
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.roles import for_role, roles_of, teams_of
from checklists.people.views.performing import perform, refused_on
from checklists.reading.clock import london_today
from checklists.registration.duplicates import asked_of
from checklists.registration.models import DutyCheck

MOST = 200
LATEST = 20
SINCE = timedelta(days=90)


@for_role(Role.SAFEGUARDING_LEAD)
@require_GET
def conflicts(request):
    """Every block in force on a case the lead may open, and records saved after asking."""
    seen = Case.objects.reached_by(request.user).values("pk")
    blocks = list(
        ConflictBlock.objects.filter(case__in=seen, lifted_at=None)
        .select_related("case", "user", "set_by", "lift_asked_by")
        .order_by("-set_at", "pk")[:MOST]
    )
    checks = list(
        DutyCheck.objects.filter(case__in=seen)
        .select_related("case", "by")
        .order_by("-at")[:LATEST]
    )
    fetch_keys(check.case for check in checks)
    others = others_of(checks, request.user)
    ids = [row.case_id for row in (*blocks, *checks)]
    record_list(request, "conflicts.read", [*ids, *others])
    context = {
        "blocks": block_rows(blocks),
        "checks": [check_row(check, others) for check in checks],
    }
    return render(request, "oversight/conflicts.html", context)


def block_rows(blocks):
    """One row for each person and family, with what they tried in the last 90 days."""
    tried = attempts(blocks, timezone.now() - SINCE)
    together = defaultdict(list)
    for one in blocks:
        together[one.user_id, one.case.family].append(one)
    return [
        {
            **block_row(rows[0]),
            "babies": [{"name": one.case.name, "url": case_url(one.case)} for one in rows],
            "url": reverse("block_person", args=[rows[0].case_id]),
            "tried": tried_words(tried, rows),
        }
        for rows in together.values()
    ]


def block_row(one):
    return {
        "person": one.user,
        "set": f"Since {in_words(one.set_at)}, set by {one.set_by}",
        "asked": f"{one.lift_asked_by} asks to lift it" if one.lift_asked_by else "",
    }


def tried_words(tried, rows):
    """'Tried to open it 3 times, last on 23 November 2026'; '' when nothing was tried."""
    mine = [
        one for one in tried if (one.case_id, one.user_id) in {(r.case_id, r.user_id) for r in rows}
    ]
    if not mine:
        return ""
    number, last_on = sum(one.times for one in mine), in_words(max(one.day for one in mine))
    if number == 1:
        return f"Tried to open it on {last_on}"
    return f"Tried to open it {counted(number, 'time')}, last on {last_on}"


def others_of(checks, user):
    """The records that the checks speak of, those the reader may open, by id."""
    ids = {pk for check in checks for pk in check.others}
    return {case.pk: case for case in Case.objects.visible_to(user).filter(pk__in=ids)}


def check_row(check, others):
    found = [others[pk] for pk in others if str(pk) in check.others]
    return {
        "name": check.case.name,
        "url": case_url(check.case),
        "line": f"{check.by}, {in_words(check.at)}. Says they asked: {asked_of(check)}",
        "others": [{"name": case.name, "url": case_url(case)} for case in found],
    }


def case_url(case):
    return reverse("case", args=[case.pk])


def open_to_decide(request, pk, *, by_lead=False, beside=None):
    """The case, for a lead and, unless it is `by_lead`, a manager of its team; else Http404."""
    lead, manages = is_lead(request.user), teams_of(request.user, Role.MANAGER)

    def may_decide(access):
        return lead or (not by_lead and access.case.team_id in manages)

    return open_case(request, pk, may=may_decide, beside=beside)


def is_lead(user):
    return Role.SAFEGUARDING_LEAD in roles_of(user)


@for_role(Role.SAFEGUARDING_LEAD, Role.MANAGER)
@require_http_methods(["GET", "POST"])
def block_person(request, pk):
    """Who is kept away from this family; a lead keeps away one more colleague."""
    right = open_to_decide(
        request,
        pk,
        by_lead=request.method == "POST",
        beside=lambda case: named_beside(case, request.user),
    )
    case = right.case
    form = block_form(request, case) if is_lead(request.user) else None
    if form and form.is_valid():
        with refused_on(form, "holder"):
            return blocked(request, case, *form.said())
    context = {
        "case": case,
        "banner": banner(right, london_today()),
        "back": {"title": "Back to the case", "url": case_url(case)},
        "form": form,
        "family": family_of(case, request.user),
        "blocks": blocks_of(case, request.user),
    }
    return render(request, "oversight/block_person.html", context)


def family_of(case, user):
    """The case and its twins, as far as the user may open them."""
    return Case.objects.visible_to(user).filter(family=case.family)


def named_beside(case, user):
    """The twins are named where a lead blocks somebody from all of them at once."""
    return family_of(case, user) if is_lead(user) else []


def block_form(request, case):
    holders = may_take_over([case], timezone.now(), besides=case.owner)
    return BlockForm(request.POST or None, owner=case.owner, holders=holders)


def blocked(request, case, user, why, to):
    done = block_and_hand_over(case, user, why=why, to=to, by=request.user, at=timezone.now())
    messages.success(request, " ".join(done_words(done, user, to)))
    if user == request.user:
        return redirect("conflicts")
    return redirect("block_person", case.pk)


def done_words(done, user, to):
    """What has happened, in sentences."""
    records = "this record" if done.cases == 1 else f"the {done.cases} records of this family"
    yield f"{user} cannot open {records} any more."
    if done.given:
        yield f"{to.user} holds the family now, with {counted(done.items, 'open item')}."
    if done.drafts:
        yield kept_words(done.drafts)


def kept_words(drafts):
    visits = counted(drafts, "visit")
    return f"{visits} they began and did not sign stay{'s' if drafts == 1 else ''} kept and closed."


def blocks_of(case, reader):
    """Rows of the blocks on this case: why, what was tried, and what this reader may do."""
    blocks = list(verbs.standing([case]))
    tried = attempts(blocks, timezone.now() - SINCE)
    return [
        {
            **block_row(one),
            "tried": tried_words(tried, [one]),
            "why": verbs.why_of(one),
            "drafts": kept_words(drafts) if (drafts := unsigned_by(one.user, [case])) else "",
            "may_ask": is_lead(reader) and one.lift_asked_at is None,
            "may_answer": one.lift_asked_at is not None and verbs.may_lift(case, one, reader),
        }
        for one in blocks
    ]


@for_role(Role.SAFEGUARDING_LEAD)
@require_POST
def ask_to_lift_block(request, pk, person):
    return answered(request, pk, person, verbs.ask_to_lift, "Asked. It stays until someone agrees.")


@for_role(Role.SAFEGUARDING_LEAD, Role.MANAGER)
@require_POST
def lift_block(request, pk, person):
    return answered(request, pk, person, verbs.lift, "Lifted.")


@for_role(Role.SAFEGUARDING_LEAD, Role.MANAGER)
@require_POST
def keep_block(request, pk, person):
    return answered(request, pk, person, verbs.keep, "It stays.")


def answered(request, pk, person, verb, said):
    case = open_to_decide(request, pk).case
    user = get_object_or_404(User, pk=person)
    back = reverse("block_person", args=[case.pk])
    return perform(request, verb, case, user, said=said, goes_to=back)

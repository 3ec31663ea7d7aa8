"""A list of 50, a form of 60 prompts, and saving it: without rights, rules or words around them."""

from hashlib import sha256

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render

from tests.bench.floor.models import Document, Entry, Item

PAGE = 50
CHOICES = ["Done", "Not done", "Could not ask", "Does not apply"]
PROMPTS = [
    {"key": f"prompt_{number}", "text": f"What number {number} asks", "choices": CHOICES}
    for number in range(60)
]
RULES = ("sleep", "smoking", "crying")


@login_required
def items(request, *, logged=False):
    """50 items of the person, those that come after one of them: no page is counted."""
    found = Item.objects.filter(owner=request.user.pk).order_by("due_on", "id")
    if after := request.GET.get("after"):
        found = found.filter(due_on__gte=after)
    page = list(found[: PAGE + 1])
    if logged:
        log(request.user.pk, "list.read", shown=[item.pk for item in page])
    return render(request, "floor/list.html", {"items": page[:PAGE], "more": len(page) > PAGE})


@login_required
def form(request, *, logged=False):
    if logged:
        log(request.user.pk, "form.read")
    return render(request, "floor/form.html", {"prompts": PROMPTS})


@login_required
@transaction.atomic
def save(request, pk):
    """What was answered as one document, the items that follow from it, and an entry of the log."""
    document = Document.objects.select_for_update().get(pk=pk)
    answers = {key: value for key, value in request.POST.items() if key.startswith("prompt_")}
    document.body = {**document.body, **{key: {"value": said} for key, said in answers.items()}}
    document.save(update_fields=["body"])
    there = set(Item.objects.filter(document=pk).values_list("rule", flat=True))
    add_items(request.user.pk, pk, RULES, there)
    log(request.user.pk, "form.saved", answers=len(answers))
    return HttpResponseRedirect("/form/")


def add_items(owner, document, rules, there):
    """Written in one statement whether or not they are there, so that each save does the same."""
    rows = [
        Item(owner=owner + 1, document=document, rule=rule, title=rule, due_on="2026-11-23")
        for rule in sorted(rules, key=there.__contains__)
    ]
    Item.objects.bulk_create(rows, ignore_conflicts=True)


def log(by, kind, **details):
    last = Entry.objects.filter(by=by).order_by("-seq").first()
    seq, before = (last.seq + 1, last.digest) if last else (1, "")
    digest = sha256(f"{before}{seq}{kind}{details}".encode()).hexdigest()
    Entry.objects.create(by=by, seq=seq, kind=kind, details=details, digest=digest)

"""The page that shows both texts when two windows or two people answered the same question."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render

from checklists.answers.forms import PointForm
from checklists.answers.in_force import prompt_key, record_of
from checklists.answers.saving import Clash
from checklists.answers.typed import field_name
from checklists.answers.words import answer_words
from checklists.guidance.naming import with_adult_named
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.visits.draft.point import Point
from checklists.visits.draft.views.point_page import PointPage
from checklists.visits.draft.views.signed_meanwhile import own_draft
from checklists.visits.views.frame import frame

BLANK = "No answer"


@dataclass(frozen=True)
class BothTexts:
    """One question with what this window says and what is stored. Neither is chosen for her.

    `posted` is what this window sent for it, to be sent again if she keeps it.
    """

    name: str
    text: str
    mine: str
    mine_note: str
    theirs: str
    theirs_note: str
    source: str
    revision: int
    posted: list[tuple[str, str]]


def show_clashes(
    request: AuthenticatedRequest, page: PointPage, form: PointForm, clashes: list[Clash]
) -> HttpResponse:
    visit, right = own_draft(request, page.working.visit.pk)
    context = {
        **frame(visit, right),
        "page": page,
        "clashes": list(both_texts(page, form, clashes, names_of_writers(clashes))),
        "receipt": uuid4(),
    }
    return render(request, "visits/point_clash.html", context, status=409)


def names_of_writers(clashes: Iterable[Clash]) -> dict[str, str]:
    writers = {clash.theirs["by"] for clash in clashes}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=writers)}


def both_texts(
    point: Point, form: PointForm, clashes: Iterable[Clash], names: dict[str, str]
) -> Iterable[BothTexts]:
    neutral = point.working.compiled.neutral_reasons
    for clash in clashes:
        prompt = point.working.compiled.prompts[prompt_key(clash.key)]
        at = datetime.fromisoformat(clash.theirs["at"])
        yield BothTexts(
            name=field_name(clash.key),
            text=with_adult_named(prompt.text, point.name_of(record_of(clash.key))),
            mine=answer_words(prompt, asdict(clash.mine), neutral) or BLANK,
            mine_note=clash.mine.note,
            theirs=answer_words(prompt, clash.theirs, neutral) or BLANK,
            theirs_note=clash.theirs["note"],
            source=f"{names[clash.theirs['by']]}, {in_words(at)}, {at_time(at)}",
            revision=clash.theirs["revision"],
            posted=form.posted(clash.key),
        )

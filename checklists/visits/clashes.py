"""The page that shows both texts when two windows or two people answered the same question."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from checklists.answers.forms import PointForm
from checklists.answers.in_force import prompt_key, record_of
from checklists.answers.saving import Clash
from checklists.answers.typed import field_name
from checklists.answers.words import answer_words
from checklists.guidance.naming import naming
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models.users import User
from checklists.visits.point_page import Page

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


def clash_context(page: Page, form: PointForm, clashes: list[Clash]) -> dict[str, Any]:
    """What point_clash.html needs, besides the frame."""
    writers = {clash.theirs["by"] for clash in clashes}
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in=writers)}
    return {"page": page, "clashes": list(both_texts(page, form, clashes, names))}


def both_texts(
    page: Page, form: PointForm, clashes: Iterable[Clash], names: dict[str, str]
) -> Iterable[BothTexts]:
    neutral = page.now.compiled.neutral_reasons
    for clash in clashes:
        prompt = page.now.compiled.prompts[prompt_key(clash.key)]
        at = datetime.fromisoformat(clash.theirs["at"])
        yield BothTexts(
            name=field_name(clash.key),
            text=naming(prompt.text, page.name_of(record_of(clash.key))),
            mine=answer_words(prompt, asdict(clash.mine), neutral) or BLANK,
            mine_note=clash.mine.note,
            theirs=answer_words(prompt, clash.theirs, neutral) or BLANK,
            theirs_note=clash.theirs["note"],
            source=f"{names[clash.theirs['by']]}, {in_words(at)}, {at_time(at)}",
            revision=clash.theirs["revision"],
            posted=form.posted(clash.key),
        )

"""The answer to a save made while she types."""

from collections.abc import Mapping
from uuid import uuid4

from django.http import JsonResponse

from checklists.answers.errors import OTHER_WINDOW
from checklists.answers.forms import PointForm
from checklists.answers.saving import Saved
from checklists.answers.typed import field_name
from checklists.visits.models import Visit
from checklists.visits.words import saved_words

NOT_ADDED = "The new adult is not added yet"


def saved_json(
    visit: Visit, form: PointForm, saved: Saved, *, names_somebody: bool
) -> JsonResponse:
    """What was saved, in words and revisions; it holds no answers.

    `names_somebody`: a name stands in the box of a new adult, which only a button adds.
    """
    if not form.asked:
        # Not what a page sends: nothing in it was read, and nobody may be told that it is kept.
        return JsonResponse({"saved": "Not saved", "detail": "", "incomplete": True}, status=400)
    problems = {**dict.fromkeys((one.key for one in saved.clashes), OTHER_WINDOW), **form.errors}
    prompts = dict(form.asked)
    return JsonResponse(
        {
            "saved": saved_words(visit) or "Nothing to save yet",
            "detail": detail_words(problems, names_somebody),
            "incomplete": bool(problems) or names_somebody,
            "errors": {
                prompts[key].kind.first_input(field_name(key)): words
                for key, words in problems.items()
            },
            "revisions": {
                **{
                    f"{field_name(key)}__rev": str(revision)
                    for key, revision in saved.revisions.items()
                    if key not in problems
                },
                "receipt": str(uuid4()),
            },
        }
    )


def detail_words(problems: Mapping[str, str], names_somebody: bool) -> str:
    if problems:
        return "Some answers need you"
    return NOT_ADDED if names_somebody else "All sent"

"""The answer to a save made while she types."""

from uuid import uuid4

from django.http import JsonResponse

from checklists.answers.errors import OTHER_WINDOW
from checklists.answers.forms import PointForm
from checklists.answers.saving import Saved
from checklists.answers.typed import field_name
from checklists.visits.models import Visit
from checklists.visits.words import saved_words


def saved_json(visit: Visit, form: PointForm, saved: Saved) -> JsonResponse:
    """What was saved, in words and revisions; it holds no answers."""
    if not form.asked:
        # Not what a page sends: nothing in it was read, and nobody may be told that it is kept.
        return JsonResponse({"saved": "Not saved", "detail": "", "incomplete": True}, status=400)
    problems = {**dict.fromkeys((one.key for one in saved.clashes), OTHER_WINDOW), **form.errors}
    prompts = dict(form.asked)
    return JsonResponse(
        {
            "saved": saved_words(visit) or "Nothing to save yet",
            "detail": "Some answers need you" if problems else "All sent",
            "incomplete": bool(problems),
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

"""Whether a choice would overwrite one that somebody else made while the page was open."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from checklists.people.models.users import User
from checklists.reading import shown
from checklists.records.copying import Judged
from checklists.records.models import SubjectRequest

MEANWHILE = (
    "Somebody chose about entries that you ticked while you had the page open. What they chose is "
    "shown now: save again to choose otherwise"
)


def digests_of(request: SubjectRequest, entries: Iterable[Judged], user: User) -> str:
    """For the page to keep: what was chosen about each entry, and by whom, as digests."""
    seal = seal_of(request, user)
    return json.dumps(
        {one.entry.key: seal.digest(one.entry.key, choice_of(one)) for one in entries}
    )


def is_overtaken(
    request: SubjectRequest,
    entries: Iterable[Judged],
    user: User,
    *,
    sent: str,
    decided: Mapping[bool, Iterable[str]],
) -> bool:
    """Whether this would unknowingly overwrite another person's choice about one of these.

    `decided` gives the keys of the entries that are to go in (True) and to stay out (False).
    """
    seal, seen = seal_of(request, user), shown.read_digests(sent)
    wanted = {key: include for include, keys in decided.items() for key in keys}
    return any(
        one.choice is not None
        and one.choice.include != wanted[one.entry.key]
        and not seal.is_of(seen.get(one.entry.key, ""), one.entry.key, choice_of(one))
        for one in entries
        if one.entry.key in wanted
    )


def seal_of(request: SubjectRequest, user: User) -> shown.Digester:
    return shown.Digester(f"subjectrequest:{request.pk}", str(user.pk))


def choice_of(entry: Judged) -> list[Any]:
    return [entry.choice.include, entry.choice.by] if entry.choice else []

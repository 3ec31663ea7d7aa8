"""What is known of a visit where a page of its questions is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checklists.answers.drawn_map import EarlierMark
from checklists.answers.forms import PointForm
from checklists.answers.in_force import Document
from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Given


@dataclass(frozen=True)
class Known:
    """`documents` and `last_time` as in a page's form; `shown` are the keys whose condition holds;
    `answers`, `facts` and `settings` are what conditions read. `form` where something was typed."""

    compiled: Compiled
    documents: Document
    last_time: LastTime
    shown: set[str]
    answers: Mapping[str, Given]
    facts: Mapping[str, Any]
    settings: Mapping[str, Any]
    circumstances: Circumstances
    open_since: Mapping[str, date] = field(default_factory=dict)  # of a step of an item, its day
    names: Mapping[str, str] = field(default_factory=dict)  # of each record, where known
    form: PointForm | None = None
    earlier_marks: Sequence[EarlierMark] = ()  # from birth, of visits before
    url: str = ""  # of the page

"""What the review page says of a draft. Private questions are never named on it until opened."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from checklists.answers.in_force import Entry
from checklists.answers.words import value_words
from checklists.guidance.applies import Task
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.known_prompts import (
    BABY_SEEN,
    NOT_SEEN,
    SEEN_ASLEEP,
    SEEN_AWAKE,
    SEEN_UNDRESSED,
)
from checklists.guidance.short_list import short_listed
from checklists.nhsuk.wording import in_words
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.rules import PlannedItem
from checklists.outstanding.step_rows import choices_of
from checklists.outstanding.unasked import is_gathered
from checklists.reading.clock import london_date, london_today
from checklists.visits.draft.planning import Preview
from checklists.visits.draft.states import answers_on_page
from checklists.visits.draft.working import WorkingVisit

# Facts about the baby that are worth a word in the line of their page.
IN_A_WORD = {
    BABY_SEEN: {SEEN_AWAKE: "Seen awake", SEEN_ASLEEP: "Seen asleep", NOT_SEEN: "Not seen"},
    SEEN_UNDRESSED: {"done": "Seen undressed", "not_done": "Not seen undressed"},
}
# The item does not exist before signing; the signed page begins with the way to record it.
SAY_WHAT_YOU_DID = "Say what you did, when and with whom as soon as you have signed"


def recorded_lines(working: WorkingVisit) -> list[dict[str, str]]:
    """A line for each page with open answers: how many, how they came about, and one plain fact."""
    return page_lines(working, lambda task: answers_line(open_entries(task, working)))


def unconfirmed_lines(working: WorkingVisit) -> list[dict[str, str]]:
    """A line for each page whose open answers from last time still wait to be confirmed."""
    return page_lines(
        working, lambda task: count_words(len(working.unconfirmed(open_prompts(task))))
    )


def page_lines(working: WorkingVisit, words: Callable[[Task], str]) -> list[dict[str, str]]:
    """The pages of which there is something to say, each with a link."""
    return [
        {
            "title": task.title_for(working.case.given_name),
            "text": text,
            "url": reverse("visit_point", args=[working.visit.pk, task.slug]),
        }
        for task in working.all_tasks
        if (text := words(task))
    ]


def count_words(number: int) -> str:
    """'1 answer', '2 answers'; '' for none."""
    return f"{number} answer{'' if number == 1 else 's'}" if number else ""


def open_prompts(task: Task) -> list[CompiledPrompt]:
    return [prompt for prompt in task.prompts if not prompt.is_hidden_at_first]


def open_entries(task: Task, working: WorkingVisit) -> dict[str, Entry]:
    keys = {prompt.key for prompt in open_prompts(task)}
    return {key: entry for key, entry in answers_on_page(task, working).items() if key in keys}


def answers_line(entries: dict[str, Entry]) -> str:
    """'9 recorded, 3 confirmed from last time, 1 changed. Seen awake'; '' for none."""
    how = Counter(entry["how"] for entry in entries.values())
    parts = [f"{how['answered']} recorded"] if how["answered"] else []
    for kind, words in (
        ("confirmed", "confirmed from last time"),
        ("changed", "changed"),
        ("could_not", "not answered, with a reason"),
    ):
        if how[kind]:
            parts.append(f"{how[kind]} {words}")
    facts = [
        IN_A_WORD[key][entry["value"]]
        for key, entry in entries.items()
        if key in IN_A_WORD and entry["value"] in IN_A_WORD[key]
    ]
    return ". ".join(filter(None, [", ".join(parts), *facts]))


def opening_rows(preview: Preview, *, with_private: bool) -> list[dict[str, Any]]:
    """The items that signing would open, as `_item.html` renders them."""
    return [
        {
            "icon": item.priority,
            "title": item.title,
            "urgency": item.priority.capitalize(),
            "line": due_words(item),
            "origin": because_words(item, preview.working),
            "note": SAY_WHAT_YOU_DID if item.priority == "immediate" else "",
        }
        for item in preview.opens(with_private=with_private)
    ]


def due_words(item: PlannedItem) -> str:
    return "Due today" if item.due_on == london_today() else f"Due {in_words(item.due_on)}"


SAYS_NOTHING_ALONE = frozenset({"Yes", "No", "Done", "Not done", "Partly done"})


def because_words(item: PlannedItem, working: WorkingVisit) -> str:
    """The answers that made the rule fire, in their own words: 'By accident; Mother'.

    Those that say nothing without their question are left out. A gathered item lists its lines.
    """
    if is_gathered(item.rule_key):
        return gathered_words(item, working)
    record = item.subject.partition(":")[2]
    words = []
    for key in item.because:
        prompt = working.compiled.prompts.get(key)
        own = f"{key}:{record}" if record else key
        given = working.current_in_force.get(own) or working.current_in_force.get(key)
        if prompt and prompt.has_choices and given:
            words.append(value_words(prompt, given.value))
    telling = [word for word in words if word and word not in SAYS_NOTHING_ALONE]
    return "; ".join(dict.fromkeys(telling))


def gathered_words(item: PlannedItem, working: WorkingVisit) -> str:
    lines = short_listed(working.compiled)
    return "; ".join(line.words for line in lines if line.key in item.because)


def met_again_rows(preview: Preview, *, with_private: bool) -> list[OutstandingItem]:
    """Open items that this visit meets again."""
    met = {item.met_again for item in preview.plan.opens if item.met_again}
    return visible_items(preview.working.items, met, with_private=with_private)


def visible_items(
    items: Iterable[OutstandingItem], wanted: set[UUID], *, with_private: bool
) -> list[OutstandingItem]:
    return [item for item in items if item.pk in wanted and (with_private or not item.private)]


def closing_rows(preview: Preview, *, with_private: bool) -> list[dict[str, Any]]:
    """The closings that the answers propose; an immediate one is asked for on its own page."""
    return [
        {
            "pk": item.pk,
            "title": item.title,
            "since": in_words(london_date(item.opened_at)),
            "immediate": item.priority == Priority.IMMEDIATE,
            "url": reverse("item", args=[item.pk]),
            "left": choices_of(preview.steps_left(item)),
        }
        for item in preview.closings(with_private=with_private)
    ]

"""What the review page says of a draft. Private questions are never named on it until opened."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from checklists.answers.gaps import OUT_OF_PLACE, Gap
from checklists.answers.in_force import Entry, prompt_key
from checklists.answers.typed import field_name
from checklists.answers.words import value_words
from checklists.guidance.applies import Task
from checklists.guidance.compiled import Compiled
from checklists.nhsuk.wording import in_words
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.rules import PlannedItem
from checklists.people.clock import london_date, london_today
from checklists.visits.contradicting import Contradiction
from checklists.visits.current import Working
from checklists.visits.planning import Preview
from checklists.visits.stopping import changes_for, is_hers_alone

# Facts about the baby that are worth a word in the line of their page.
IN_A_WORD = {
    "baby_seen": {"seen_awake": "Seen awake", "seen_asleep": "Seen asleep", "not_seen": "Not seen"},
    "skin_seen": {"done": "Seen undressed", "not_done": "Not seen undressed"},
}
# The item does not exist before signing; the signed page begins with the way to record it.
SAY_WHAT_YOU_DID = "Say what you did, when and with whom as soon as you have signed"


def left_to_do(now: Preview) -> dict[str, Any]:
    """What signing waits for, as links: what is missing, what only she can answer, and what does
    not fit together; `covered` is how many one reason for all would stand for.

    A page with something private left is one neutral line, whatever it is that is left.
    """
    rows = [gap_row(gap, now.working) for gap in now.gaps if not is_private(gap.key, now.working)]
    return {
        "missing": [row for row in rows if not row["only_you"]],
        "only_you": [row for row in rows if row["only_you"]],
        "shut": shut_rows(now, keys_left(now)),
        "shut_only_you": shut_rows(
            now, {gap.key for gap in now.gaps if is_hers_alone(gap, now.working)}
        ),
        "contradictions": contradiction_rows(now, private=False),
        "covered": len(changes_for(now.working)),
        "left": len(now.gaps),
    }


def gap_row(gap: Gap, now: Working) -> dict[str, Any]:
    prompt = now.compiled.prompts[prompt_key(gap.key)]
    misfit = gap.why == OUT_OF_PLACE
    return {
        "text": f"\u2018{gap.words}\u2019 no longer fits: {prompt.text}" if misfit else prompt.text,
        "side": title_of(gap.key, now),
        "url": url_of(gap.key, now),
        "only_you": is_hers_alone(gap, now) and not misfit,
    }


def keys_left(now: Preview) -> set[str]:
    """Of gaps, and of private answers that do not fit together."""
    clashing = {key for one in now.contradictions if one.is_private for key in one.keys}
    return {gap.key for gap in now.gaps} | clashing


def shut_rows(now: Preview, keys: set[str]) -> list[dict[str, str]]:
    """One neutral line for each page on which one of these keys is private."""
    private = [key for key in keys if is_private(key, now.working)]
    return [
        {
            "text": f"Open {task.title_for(now.working.case.given_name)}",
            "side": "Something is left",
            "url": reverse("visit_point", args=[now.working.visit.pk, task.slug]),
        }
        for task in now.working.all_tasks
        if any(belongs(key, task) for key in private)
    ]


def contradiction_rows(now: Preview, *, private: bool) -> list[dict[str, Any]]:
    """Each in its words, with links to what may be changed; private ones are for an opened part."""
    return [
        {"words": one.words, "links": links_of(one, now.working)}
        for one in now.contradictions
        if one.is_private == private
    ]


def links_of(one: Contradiction, now: Working) -> list[dict[str, str]]:
    links = [
        {"text": now.compiled.prompts[prompt_key(key)].text, "url": url_of(key, now)}
        for key in one.keys
    ]
    here = reverse("visit_presence", args=[now.visit.pk])
    presence = {"text": "Change who is here", "url": f"{here}?next=visit_review"}
    return [*links, presence] if one.reads_presence else links


def is_private(key: str, now: Working) -> bool:
    return now.compiled.prompts[prompt_key(key)].is_private


def task_of(key: str, now: Working) -> Task:
    return next(task for task in now.all_tasks if belongs(key, task))


def title_of(key: str, now: Working) -> str:
    return task_of(key, now).title_for(now.case.given_name)


def url_of(key: str, now: Working) -> str:
    """The question on its page; a private one by its page alone, which arrives shut."""
    page = reverse("visit_point", args=[now.visit.pk, task_of(key, now).slug])
    return page if is_private(key, now) else f"{page}#q-{field_name(key)}"


def belongs(key: str, task: Task) -> bool:
    return any(prompt.key == prompt_key(key) for prompt in task.prompts)


def recorded(now: Working) -> list[dict[str, str]]:
    """A line for each page with open answers: how many, how they came about, and one plain fact."""
    rows = []
    for task in now.all_tasks:
        entries = {
            prompt.key: now.documents[prompt.key]
            for prompt in task.prompts
            if not prompt.is_private and prompt.key in now.documents
        }
        if entries:
            rows.append(
                {
                    "title": task.title_for(now.case.given_name),
                    "text": line_of(entries, now.compiled),
                    "url": reverse("visit_point", args=[now.visit.pk, task.slug]),
                }
            )
    return rows


def line_of(entries: dict[str, Entry], wording: Compiled) -> str:
    """'9 recorded, 3 confirmed from last time, 1 changed. Seen awake'."""
    how = Counter(entry["how"] for entry in entries.values())
    parts = [f"{how['answered']} recorded"] if how["answered"] else []
    for kind, words in (
        ("confirmed", "confirmed from last time"),
        ("changed", "changed"),
        ("could_not", "could not be asked"),
    ):
        if how[kind]:
            parts.append(f"{how[kind]} {words}")
    facts = [
        IN_A_WORD[key][entry["value"]]
        for key, entry in entries.items()
        if key in IN_A_WORD and entry["value"] in IN_A_WORD[key]
    ]
    return ". ".join([", ".join(parts), *facts])


def opening_rows(now: Preview, *, with_private: bool) -> list[dict[str, Any]]:
    """The items that signing would open, as `_item.html` draws them."""
    return [
        {
            "icon": item.priority,
            "title": item.title,
            "urgency": item.priority.capitalize(),
            "line": due_words(item),
            "origin": because_words(item, now.working),
            "note": SAY_WHAT_YOU_DID if item.priority == "immediate" else "",
        }
        for item in now.opens(with_private=with_private)
    ]


def due_words(item: PlannedItem) -> str:
    return "Due today" if item.due_on == london_today() else f"Due {in_words(item.due_on)}"


SAYS_NOTHING_ALONE = frozenset({"Yes", "No", "Done", "Not done", "Partly done"})


def because_words(item: PlannedItem, now: Working) -> str:
    """The answers that made the rule fire, in their own words: 'By accident; Mother'.

    Those that say nothing without their question are left out.
    """
    record = item.subject.partition(":")[2]
    words = []
    for key in item.because:
        prompt = now.compiled.prompts.get(key)
        own = f"{key}:{record}" if record else key
        given = now.answers_in_force.get(own) or now.answers_in_force.get(key)
        if prompt and prompt.has_choices and given:
            words.append(value_words(prompt, given.value))
    telling = [word for word in words if word and word not in SAYS_NOTHING_ALONE]
    return "; ".join(dict.fromkeys(telling))


def met_again_rows(now: Preview, *, with_private: bool) -> list[OutstandingItem]:
    """Open items that this visit meets again."""
    met = {item.met_again for item in now.plan.opens if item.met_again}
    return visible(now.working.items, met, with_private=with_private)


def visible(
    items: Iterable[OutstandingItem], wanted: set, *, with_private: bool
) -> list[OutstandingItem]:
    return [item for item in items if item.pk in wanted and (with_private or not item.private)]


def closing_rows(now: Preview, *, with_private: bool) -> list[dict[str, Any]]:
    """The closings that the answers propose; an immediate one is asked for on its own page."""
    return [
        {
            "pk": item.pk,
            "title": item.title,
            "since": in_words(london_date(item.opened_at)),
            "immediate": item.priority == Priority.IMMEDIATE,
            "url": reverse("item", args=[item.pk]),
        }
        for item in now.closings(with_private=with_private)
    ]

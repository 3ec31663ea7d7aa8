"""How far each page of a visit is, in words. Never a tick, never 'complete'.

"Recorded" is said only of a page on which nothing was passed over unopened. What could not be asked
is said of open questions alone: of private ones, whether they were asked is private, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from checklists.answers.in_force import Document, prompt_key
from checklists.guidance.applies import Task
from checklists.nhsuk.wording import at_time, in_words
from checklists.reading.clock import london_date, london_today
from checklists.visits.draft.planning import Preview
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.presence import someone_must_not_hear

NOT_STARTED = "Not started"
RECORDED = "Recorded"
PART_NOT_STARTED = "In progress, one part not started"
# Of an open page on which no question shows; another answer may still bring one up.
NOTHING_SO_FAR = "Nothing to ask so far"
# Of a page apart, and of a private one that asks only after other answers, whatever they are.
WHEN_NEEDED = "When you need it"
SOMETHING_LEFT = "Something is left"


@dataclass(frozen=True)
class TaskState:
    """One row of the list; `left` makes the state bold. `also` says what nobody ever asked."""

    title: str
    url: str
    state: str
    left: bool = False
    also: str = ""


def groups_with_states(preview: Preview, also: Mapping[str, str]) -> list[dict[str, Any]]:
    """The groups of the visit with the state of each page: [{"title", "tasks": [TaskState]}].

    `also` is what else stands beside a page, by its slug.
    """
    follow_up = prompts_to_follow_up(preview)
    return [
        {
            "title": group.title,
            "tasks": [
                replace(state_of(task, preview, follow_up), also=also.get(task.slug, ""))
                for task in group.tasks
            ],
        }
        for group in preview.working.tasks
    ]


def prompts_to_follow_up(preview: Preview) -> set[str]:
    """Open prompts whose answer would open an item that is not private.

    Not those of a point with a page apart: that something follows from them is not for the list.
    """
    prompts = preview.working.compiled.prompts
    quiet = {prompt.point_number for prompt in prompts.values() if prompt.is_apart}
    because = {key for item in preview.plan.opens if not item.private for key in item.because}
    return {
        key
        for key in because
        if key in prompts and not prompts[key].is_private and prompts[key].point_number not in quiet
    }


def state_of(task: Task, preview: Preview, follow_up: set[str]) -> TaskState:
    """A private page says only whether it was started or recorded: more would tell an answer."""
    visit, prompts = preview.working.visit, {prompt.key for prompt in task.prompts}
    entries = answers_on_page(task, preview.working)
    left = sum(prompt_key(gap.key) in prompts for gap in preview.gaps)
    if task.is_apart:
        words, bold = state_of_page_apart(visit, left)
    else:
        words, bold = state_in_words(task, entries, left, needs_follow_up=bool(prompts & follow_up))
    if not entries and not task.is_apart:
        words = state_before_any_answer(task, preview.working)
    if words.startswith(RECORDED) and has_part_passed_over(task, preview.working, entries):
        words, bold = PART_NOT_STARTED, True
    return TaskState(
        title=task.title_for(preview.working.case.given_name),
        url=reverse("visit_point", args=[visit.pk, task.slug]),
        state=words,
        left=bold,
    )


def answers_on_page(task: Task, working: WorkingVisit) -> Document:
    """What was said on this page at this visit; an answer that was taken back says nothing."""
    prompts = {prompt.key for prompt in task.prompts}
    return {
        key: entry
        for key, entry in working.current.items()
        if prompt_key(key) in prompts and (entry["value"] or entry["reason"])
    }


def has_part_passed_over(task: Task, working: WorkingVisit, entries: Document) -> bool:
    """Whether open questions were answered beside a shut part that asks, and was left shut."""
    shut = {prompt.key for prompt in task.prompts if prompt.is_private}
    if not entries or shut & {prompt_key(key) for key in entries}:
        return False
    return not task.is_private and any(
        prompt.key in shut for _, prompt in working.asked(task.prompts)
    )


def state_before_any_answer(task: Task, working: WorkingVisit) -> str:
    """Not started, where opening the page would show a question.

    What is private never decides that: a page that only private answers bring up reads the same
    for every family.
    """
    shut = [prompt for prompt in task.prompts if prompt.is_hidden_at_first]
    asked = working.asked(prompt for prompt in task.prompts if not prompt.is_hidden_at_first)
    if asked or any(prompt.show_when is None for prompt in shut):
        return NOT_STARTED
    return WHEN_NEEDED if shut else NOTHING_SO_FAR


def state_of_page_apart(visit: Visit, left: int) -> tuple[str, bool]:
    """The same whatever the page holds, while anyone is near who must not know of it."""
    if left and not someone_must_not_hear(visit.present):
        return SOMETHING_LEFT, True
    return WHEN_NEEDED, False


def state_in_words(
    task: Task, entries: Mapping[str, Any], left: int, *, needs_follow_up: bool
) -> tuple[str, bool]:
    """The state in words, and whether something is left to do there."""
    if not entries:
        return NOT_STARTED, False
    if task.is_private:
        return ("Started" if left or has_reasons_alone(entries) else RECORDED), False
    if left:
        return f"In progress, {left} left", True
    if needs_follow_up:
        return "Follow-up needed", True
    return recorded_words(task, entries), False


def has_reasons_alone(entries: Mapping[str, Any]) -> bool:
    """Whether a reason why not is all that was said: a private page may never have been opened."""
    return all(entry["how"] == "could_not" for entry in entries.values())


def recorded_words(task: Task, entries: Mapping[str, Any]) -> str:
    """'Recorded 2.16pm', with how many open questions have a reason alone, if any."""
    shown = {prompt.key for prompt in task.prompts if not prompt.is_private}
    found = [entry for key, entry in entries.items() if prompt_key(key) in shown]
    without = sum(entry["how"] == "could_not" for entry in found)
    if found and without == len(found):
        return f"Reason given, {last_written_words(entries)}"
    also = f", {without} not answered" if without else ""
    return f"{RECORDED} {last_written_words(entries)}{also}"


def last_written_words(entries: Mapping[str, Any]) -> str:
    """'2.16pm' when last written today, else the day."""
    last = max(datetime.fromisoformat(entry["at"]) for entry in entries.values())
    return at_time(last) if london_date(last) == london_today() else in_words(last)

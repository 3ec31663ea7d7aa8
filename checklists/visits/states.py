"""How far each page of a visit is, in words. Never a tick, never 'complete'."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from checklists.answers.in_force import prompt_key
from checklists.guidance.applies import Task
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.clock import london_date, london_today
from checklists.visits.planning import Preview


@dataclass(frozen=True)
class TaskState:
    """One row of the list; `left` makes the state bold."""

    title: str
    url: str
    state: str
    left: bool = False


def groups_of(now: Preview) -> list[dict[str, Any]]:
    """The groups of the visit with the state of each page: [{"title", "tasks": [TaskState]}]."""
    follow_up = prompts_to_follow_up(now)
    return [
        {"title": group.title, "tasks": [state_of(task, now, follow_up) for task in group.tasks]}
        for group in now.working.tasks
    ]


def prompts_to_follow_up(now: Preview) -> set[str]:
    """Open prompts whose answer would open an item that is not private."""
    prompts = now.working.compiled.prompts
    because = {key for item in now.plan.opens if not item.private for key in item.because}
    return {key for key in because if key in prompts and not prompts[key].is_private}


def state_of(task: Task, now: Preview, follow_up: set[str]) -> TaskState:
    """A private page says only Not started, Started or Recorded: more would give an answer away."""
    visit, prompts = now.working.visit, {prompt.key for prompt in task.prompts}
    entries = {
        key: entry for key, entry in now.working.current.items() if prompt_key(key) in prompts
    }
    left = sum(prompt_key(gap.key) in prompts for gap in now.gaps)
    words, bold = words_for(task, entries, left, needs_follow_up=bool(prompts & follow_up))
    return TaskState(
        title=task.title_for(now.working.case.given_name),
        url=reverse("visit_point", args=[visit.pk, task.slug]),
        state=words,
        left=bold,
    )


def words_for(
    task: Task, entries: Mapping[str, Any], left: int, *, needs_follow_up: bool
) -> tuple[str, bool]:
    """The state in words, and whether something is left to do there."""
    if not entries:
        return "Not started", False
    if task.is_private:
        return ("Started" if left else "Recorded"), False
    if left:
        return f"In progress, {left} left", True
    if needs_follow_up:
        return "Follow-up needed", True
    return f"Recorded {moment_of(entries)}", False


def moment_of(entries: Mapping[str, Any]) -> str:
    """'2.16pm' when last written today, else the day."""
    last = max(datetime.fromisoformat(entry["at"]) for entry in entries.values())
    return at_time(last) if london_date(last) == london_today() else in_words(last)

"""Checks of points, prompts, choices and resources: each gives problems in plain words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.dateparse import parse_date

from checklists.guidance.answer_types import ANSWER_KINDS, AnswerType
from checklists.guidance.compiled_prompt import ACT, FACT, WHEN_DONE
from checklists.guidance.content import Content, Row, resolved
from checklists.guidance.markdown import problem_in

PRIVACIES = ("private", "staff", "shared")
AUDIENCES = ("practitioner", "manager", "both")
POINT_NUMBERS = list(range(1, 15))  # the briefing has 14 learning points
GUIDANCE_WORDS = (60, 200)  # read on a phone at the door; source: content.md section 1
LONGEST_TITLE = 70
POINT_TEXTS = ["title", "neutral_title", "summary", "why_it_matters", "guidance", "source"]

SENTENCE_END = re.compile(r"[.!?](?:\s|$)")


def content_problems(data: Content, visit_types: set[str]) -> Iterator[str]:
    """Problems of everything but conditions and rules."""
    prompts = [prompt for point in data["points"] for prompt in point["prompts"]]
    if [point["number"] for point in data["points"]] != POINT_NUMBERS:
        yield "The learning points must be numbered 1 to 14, each once."
    yield from repeated_problems("Address of a point", (point["slug"] for point in data["points"]))
    yield from repeated_problems(
        "Neutral title", (point["neutral_title"] for point in data["points"])
    )
    yield from repeated_problems("Prompt", (prompt["key"] for prompt in prompts))
    yield from order_problems(data, {prompt["key"] for prompt in prompts})
    for point in data["points"]:
        yield from point_problems(point, visit_types)
        for prompt in point["prompts"]:
            yield from prompt_problems(prompt, point, data, visit_types)
    for resource in data["resources"]:
        yield from resource_problems(resource)


def text_problems(where: str, row: Row, names: list[str]) -> Iterator[str]:
    """Texts that must be there, and must be plain."""
    for name in names:
        words = name.replace("_", " ")
        if not row[name].strip():
            yield f"{where}: {words} is empty."
        if problem := problem_in(row[name]):
            yield f"{where}, {words}: {problem}"


def repeated_problems(what: str, keys: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f'{what} "{key}" is there {times} times; it must be there once.'


def order_problems(data: Content, keys: set[str]) -> Iterator[str]:
    """Every point has its place in the order of the visit, once."""
    order = data["meta"]["visit_order"]
    if sorted(number for group in order for number in group.get("points", [])) != POINT_NUMBERS:
        yield "The order of the visit must name each of the 14 points once."
    for key in {key for group in order for key in group.get("prompts", [])} - keys:
        yield f'The order of the visit names a prompt that does not exist: "{key}".'


def point_problems(point: Row, visit_types: set[str]) -> Iterator[str]:
    where = f"Point {point['number']}"
    yield from text_problems(where, point, POINT_TEXTS)
    if len(point["title"]) > LONGEST_TITLE:
        yield f"{where}: the title is longer than {LONGEST_TITLE} characters."
    fewest, most = GUIDANCE_WORDS
    words = len(point["guidance"].split())
    if not fewest <= words <= most:
        yield f"{where}: the guidance has {words} words; {fewest} to {most} can be read on a visit."
    for name in ("summary", "why_it_matters"):
        if not 1 <= len(SENTENCE_END.findall(point[name])) <= 2:
            yield f"{where}: {name.replace('_', ' ')} must be one or two sentences."
    if problem := problem_in(point.get("apart_guidance", "")):
        yield f"{where}, guidance on the page apart: {problem}"
    if point["audience"] not in AUDIENCES:
        yield f'{where}: "{point["audience"]}" is not an audience ({", ".join(AUDIENCES)}).'
    for slug in set(point["applies_to"]) - visit_types:
        yield f'{where}: there is no visit type "{slug}".'


def prompt_problems(prompt: Row, point: Row, data: Content, visit_types: set[str]) -> Iterator[str]:
    where = f"Prompt {prompt['key']}"
    yield from text_problems(where, prompt, ["text", "source"])
    if problem := problem_in(prompt["help"]):
        yield f"{where}, help: {problem}"
    yield from kind_problems(where, prompt, data)
    for slug in set(prompt["applies_to"] or []) - set(point["applies_to"]):
        what = "its point is not asked at" if slug in visit_types else "there is no"
        yield f'{where}: {what} visit type "{slug}".'
    groups = {group["key"] for group in point["repeat_groups"]}
    if prompt["repeat_group"] and prompt["repeat_group"] not in groups:
        yield f'{where}: its point repeats nothing for each "{prompt["repeat_group"]}".'
    if prompt["family_copy"] and prompt["privacy"] != "shared":
        yield f"{where}: only a shared prompt may be in the family copy."
    yield from standing_problems(where, prompt, point)
    yield from answer_problems(where, prompt, data)


def standing_problems(where: str, prompt: Row, point: Row) -> Iterator[str]:
    """Whether it asks for a standing fact or for an act of the day; an act never stands."""
    asks_for, frequency = prompt.get("asks_for", ""), prompt["frequency"]
    if asks_for not in (FACT, ACT):
        yield f"{where}: say whether it asks for a standing fact or an act of the day."
    if asks_for == ACT and frequency == "once_then_on_change":
        yield f"{where}: what was done or seen one day cannot be carried forward as a fact."
    if frequency == WHEN_DONE and asks_for != ACT:
        yield f"{where}: only an act of the day is shown as last done."
    if prompt.get("anew_at") and frequency != WHEN_DONE:
        yield f"{where}: only what is shown as last done can be asked anew at some contacts."
    asked_at = prompt["applies_to"] or point["applies_to"]
    for slug in set(prompt.get("anew_at", [])) - set(asked_at):
        yield f'{where}: it is to be asked anew at "{slug}", but is not asked there.'


def kind_problems(where: str, prompt: Row, data: Content) -> Iterator[str]:
    known = {
        "answer_type": [*AnswerType],
        "stage": data["meta"]["stage"],
        "frequency": data["meta"]["frequency"],
        "privacy": PRIVACIES,
    }
    for name, allowed in known.items():
        if prompt[name] not in allowed:
            yield f'{where}: "{prompt[name]}" is not a known {name.replace("_", " ")}.'


def answer_problems(where: str, prompt: Row, data: Content) -> Iterator[str]:
    """Choices, reasons, and the answers that must be explained."""
    lists = {
        "choices": prompt["choices"],
        "reasons": prompt["not_done_reasons"],
        "reasons why not asked": prompt.get("could_not_reasons", []),
    }
    for what, entries in lists.items():
        if isinstance(entries, str) and entries not in data["lists"]:
            yield f'{where}: there is no list named "{entries}" for its {what}.'
            return
        yield from entry_problems(f"{where}, {what}", resolved(entries, data))
    choices = {one["value"] for one in resolved(prompt["choices"], data)}
    kind = ANSWER_KINDS.get(prompt["answer_type"])
    if kind and (problem := kind.choices_problem(choices)):
        yield f"{where}: {problem}"
    for value in set(prompt["reason_required_when"]) - choices:
        yield f'{where}: it asks for a reason when "{value}" is chosen, but has no such choice.'
    if bool(prompt["reason_required_when"]) != bool(prompt["not_done_reasons"]):
        yield f"{where}: give both reasons and the choices that need a reason, or neither."


def entry_problems(where: str, entries: list[Row]) -> Iterator[str]:
    yield from repeated_problems(f"{where}: value", (one["value"] for one in entries))
    for one in entries:
        if not one["value"].strip() or not one["label"].strip():
            yield f"{where}: every line needs a value and its words."
        for words in (one["label"], one.get("label_before_birth", "")):
            if problem := problem_in(words):
                yield f"{where}: {problem}"


def resource_problems(resource: Row) -> Iterator[str]:
    where = f'Resource "{resource["title"]}"'
    if problem := problem_in(resource.get("what_for", "")):
        yield f"{where}, what it is for: {problem}"
    if not parse_date(resource.get("checked_on", "2026-01-31")):
        yield f"{where}: write the day it was last checked as 2026-01-31."
    if not resource.get("url", "https://").startswith("https://"):
        yield f"{where}: the address must start with https://."
    if not set(resource["points"]) <= set(POINT_NUMBERS):
        yield f"{where}: its points must be numbers from 1 to 14."

"""How the checklist does not speak, whoever edits it.

Source: content.md section 2 and `meta.not_said`.

Two negatives in one sentence are read as their opposite on a doorstep. "Safe" is no answer about
today: nobody knows it. A partner is a person; another service is an agency.
"""

import re
from collections.abc import Iterator

from checklists.guidance.content import Content, Row, resolved
from checklists.guidance.open_words import ENTRIES, labels_of
from checklists.guidance.read_back import texts_read_back

TWO_NEGATIVES = re.compile(
    r"\b(?:not|never|nobody|no one|cannot)\b[^.:;,?!]*\b(?:unless|without|never)\b", re.IGNORECASE
)
POINT_TEXTS = ("title", "neutral_title", "summary", "why_it_matters", "guidance", "apart_guidance")
PROMPT_TEXTS = ("text", "help", "text_before_birth", "help_before_birth")
RULE_TEXTS = ("title", "neutral_title", "guidance", "due_note")
Texts = Iterator[tuple[str, str]]


def not_said_problems(data: Content) -> Iterator[str]:
    """Nothing for a version that names no such words."""
    unfit = data["meta"].get("not_said")
    if not unfit:
        return
    for where, words in every_text(data):
        yield from problems_of(where, words, unfit["anywhere"], "Say it otherwise.")
        if found := TWO_NEGATIVES.search(words):
            yield f"{where}: “{found[0]}” says no twice. Say what to do."
    for where, words in texts_asked_once_born(data):
        yield from problems_of(where, words, unfit["once_born"], "This baby is born.")
    for where, words in texts_of_answers(data):
        if any(re.search(rf"(?<!not )\b{one}\b", words, re.I) for one in unfit["as_an_answer"]):
            yield f"{where}: “{words}” reassures. Say what was agreed."


def problems_of(where: str, words: str, unfit: list[str], advice: str) -> Iterator[str]:
    for part in unfit:
        if re.search(rf"(?<!\w){re.escape(part)}", words, re.IGNORECASE):
            yield f"{where}: “{part}” is not said here. {advice}"


def every_text(data: Content) -> Texts:
    for point in data["points"]:
        yield from texts_in(f"Point {point['number']}", point, POINT_TEXTS)
        for prompt in point["prompts"]:
            yield from texts_of_prompt(prompt, data)
    for rule in data["rules"]:
        yield from texts_in(
            f"Rule {rule['key']}", {**rule, **rule["creates"]}, (*RULE_TEXTS, "rationale")
        )
    for one in data["meta"].get("contradictions", []):
        yield f"Contradiction {one['key']}", one["words"]
    for one in data["meta"].get("short_list", []):
        yield f"Short list {one['key']}", one["words"]
    yield from texts_read_back(data)
    for one in data["meta"]["neutral_reasons"]["values"]:
        yield f"Reason of a shut page {one['value']}", one["label"]


def texts_in(where: str, row: Row, names: tuple[str, ...]) -> Texts:
    for name in names:
        if row.get(name):
            yield f"{where}, {name.replace('_', ' ')}", row[name]


def texts_of_prompt(prompt: Row, data: Content) -> Texts:
    where = f"Prompt {prompt['key']}"
    yield from texts_in(where, prompt, PROMPT_TEXTS)
    for what, name in ENTRIES.items():
        for one in resolved(prompt.get(name, []), data):
            for words in labels_of(one):
                yield f"{where}, {what} {one['value']}", words


def texts_asked_once_born(data: Content) -> Texts:
    for point in data["points"]:
        for prompt in point["prompts"]:
            if prompt["stage"] != "pregnancy":
                yield from texts_in(f"Prompt {prompt['key']}", prompt, PROMPT_TEXTS[:2])


def texts_of_answers(data: Content) -> Texts:
    for point in data["points"]:
        for prompt in point["prompts"]:
            for one in resolved(prompt["choices"], data):
                for words in labels_of(one):
                    yield f"Prompt {prompt['key']}, choice {one['value']}", words

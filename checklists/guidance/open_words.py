"""The words that an open page of a visit can show, where a person beside the practitioner reads
along. Source: content.md section 3."""

import re
from collections.abc import Iterator

from checklists.guidance.content import Content, Row, resolved
from checklists.guidance.read_back import texts_read_back

ENTRIES = {
    "choice": "choices",
    "reason": "not_done_reasons",
    "reason why not asked": "could_not_reasons",
}


def words_on_open_pages(data: Content) -> Iterator[tuple[str, str]]:
    """(where, words): every question, help, choice and reason of a prompt that is shown at once,
    and the reasons that stand on a shut page."""
    for point in data["points"]:
        for prompt in point["prompts"]:
            if is_shown_at_once(prompt, data):
                yield from words_of(prompt, data)
    yield from texts_read_back(data)
    for reason in data["meta"]["neutral_reasons"]["values"]:
        yield "Reasons of a shut page", reason["label"]


def labels_of(entry: Row) -> list[str]:
    """Its words, and those before the birth where they are others."""
    return [entry[name] for name in ("label", "label_before_birth") if entry.get(name)]


def is_shown_at_once(prompt: Row, data: Content) -> bool:
    apart = data["meta"].get("behind_presence", {}).get("sections", ())
    return prompt["privacy"] != "private" and prompt["section"] not in apart


def words_of(prompt: Row, data: Content) -> Iterator[tuple[str, str]]:
    where = f"Prompt {prompt['key']}"
    yield where, prompt["text"]
    for name in ("help", "text_before_birth", "help_before_birth"):
        if prompt.get(name):
            yield f"{where}, {name.replace('_', ' ')}", prompt[name]
    for what, name in ENTRIES.items():
        for one in resolved(prompt.get(name, []), data):
            for words in labels_of(one):
                yield f"{where}, {what} {one['value']}", words


def open_words_problems(data: Content) -> Iterator[str]:
    """Where an open page holds a word that the content itself keeps off open pages."""
    unfit = data["meta"].get("not_on_open_pages", {}).get("words", [])
    for where, words in words_on_open_pages(data):
        for part in unfit:
            if re.search(rf"\b{re.escape(part)}", words, re.IGNORECASE):
                yield f"{where}: “{part}” may be read by someone in the room. Say it otherwise."

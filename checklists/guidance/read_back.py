"""The words in which the sleep assessment is read back: `meta.sleep_read_back` of the content.

They are kept with the version, so that what was published stays as it was said. Source: learning
point 3 of the briefing; content.md sections 3 and 4.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Condition
from checklists.guidance.content import Content

NO_NAME = "the baby"
OTHERWISE = "What was written of this: {words}."  # a choice for which nobody wrote a sentence
NOT_WORDS = ("prompt", "about", "before_birth")
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """How the answers to one question are said. `frame` joins the `words` of several choices into
    one sentence; a choice in `sentences` has its own."""

    not_asked: str
    frame: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)

    def sentences_of(self, prompt: CompiledPrompt, value: str | list[str]) -> list[str]:
        """A sentence for each thing that was chosen, none of them twice."""
        chosen = value if isinstance(value, list) else [value]
        joined = [self.words[one] for one in chosen if one in self.words]
        other = [prompt.label_of(one) for one in chosen if not self.has_words_for(one)]
        found = [self.frame.replace("{words}", joined_words(joined))] if joined else []
        found += [self.sentences[one] for one in chosen if one in self.sentences]
        found += [OTHERWISE.replace("{words}", "; ".join(other))] if other else []
        return list(dict.fromkeys(found))

    def has_words_for(self, value: str) -> bool:
        return value in self.words or value in self.sentences


@dataclass(frozen=True)
class Line:
    """One question of the assessment, under its heading."""

    prompt: CompiledPrompt
    about: str
    said: Said


@dataclass(frozen=True)
class Combination:
    """What is dangerous together, and why. One that is not open is for the practitioner alone."""

    title: str
    words: str
    when: Condition
    is_open: bool


@dataclass(frozen=True)
class SleepWords:
    """`seen` says by whom and when the place was seen, by what was seen; it stands with the answer
    of the prompt `seen_with`. `advice` is for every family."""

    lines: tuple[Line, ...] = ()
    combinations: tuple[Combination, ...] = ()
    advice: tuple[str, ...] = ()
    seen_with: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    not_seen: str = ""


def sleep_words(wording: Compiled, *, is_born: bool) -> SleepWords:
    """The words of that part of the journey; none in a version that has no such words."""
    words = wording.meta.get("sleep_read_back")
    if not words:
        return SleepWords()
    lines = (line_of(entry, wording, is_born=is_born) for entry in words["lines"])
    return SleepWords(
        lines=tuple(line for line in lines if line),
        combinations=tuple(map(combination_of, words["combinations"])),
        advice=tuple(words["advice"]),
        **in_that_part(words["seen"], is_born=is_born),
    )


def in_that_part(entry: Entry, *, is_born: bool) -> dict[str, Any]:
    """The words of an entry, those before the birth in place of the others while unborn."""
    words = entry if is_born else {**entry, **entry.get("before_birth", {})}
    return {name: one for name, one in words.items() if name not in NOT_WORDS}


def line_of(entry: Entry, wording: Compiled, *, is_born: bool) -> Line | None:
    """None of a question that is not asked in that part of the journey, or not any more."""
    prompt = wording.prompts[entry["prompt"]]
    stages = ("any", "born" if is_born else "pregnancy")
    if prompt.is_retired or prompt.stage not in stages:
        return None
    return Line(prompt, entry["about"], Said(**in_that_part(entry, is_born=is_born)))


def combination_of(entry: Entry) -> Combination:
    is_open = entry["privacy"] == "shared"
    return Combination(entry["title"], entry["words"], entry["when"], is_open)


def joined_words(words: list[str]) -> str:
    """'in a cot', 'in a cot and in a sling', 'in a cot, in a sling, and on a sofa'"""
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


def with_baby_named(sentences: Iterable[str], given_name: str) -> str:
    """The sentences one after the other: 'Wren sleeps ...', 'The baby sleeps ...'."""
    return " ".join(capfirst(one.replace("{baby}", given_name or NO_NAME)) for one in sentences)


def texts_read_back(data: Content) -> Iterator[tuple[str, str]]:
    """(where, words): everything that is read back, for the checks of words."""
    words = data["meta"].get("sleep_read_back")
    if not words:
        return
    for entry in words["lines"]:
        where = f"Read back, {entry['prompt']}"
        for part in (entry, entry.get("before_birth", {})):
            yield from ((where, one) for one in texts_of(part))
    for one in words["combinations"]:
        yield f"Combination {one['key']}", f"{one['title']}. {one['words']}"
    yield from (("Read back, advice", one) for one in words["advice"])
    yield from (("Read back, seen", one) for one in words["seen"]["seen"].values())


def texts_of(part: Entry) -> list[str]:
    plain = [part[name] for name in ("about", "not_asked", "frame") if name in part]
    return [*plain, *part.get("words", {}).values(), *part.get("sentences", {}).values()]

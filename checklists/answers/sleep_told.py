"""The sleep assessment read back: what was last told and seen, in sentences to say aloud.

They are made of questions that anyone in the room may hear. What was told of alcohol, drugs,
medicine or exhaustion, and what is dangerous together with it, is for an opened part alone.
Source: learning point 3 of the briefing; content.md sections 3 and 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checklists.answers.words import source_words, value_words
from checklists.cases.ages import was_before_birth
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Condition, Given, holds, prompts_in
from checklists.guidance.read_back import NO_NAME, Line, SleepWords, sleep_words, with_baby_named
from checklists.nhsuk.wording import in_words

Answer = Mapping[str, Any]
Row = dict[str, str]
NOT_ASKED = "Not asked yet"


@dataclass(frozen=True, eq=False)
class SleepTold:
    """Of one family, in the guidance `wording`. `facts` need no private part."""

    case: Case
    facts: Facts
    wording: Compiled

    @cached_property
    def words(self) -> SleepWords:
        born = self.case.born_on is not None
        return sleep_words(self.wording.at_stage("born" if born else "pregnancy"), is_born=born)

    @property
    def name(self) -> str:
        return self.case.given_name or NO_NAME

    @cached_property
    def told(self) -> Mapping[str, Answer]:
        """The last answer to each question, carried or asked at each contact."""
        return {**self.facts.latest, **self.facts.open_answers}

    @cached_property
    def given(self) -> Mapping[str, Given]:
        return {key: Given(one["value"], one["reason"]) for key, one in self.told.items()}

    @property
    def rows(self) -> list[Row]:
        """[{"label", "text" or "quote", "line"}]: a row for each question, answered or not."""
        return [self.row_of(line) for line in self.words.lines if self.holds(line.prompt.show_when)]

    @property
    def together(self) -> list[Row]:
        """[{"title", "words"}] of what is dangerous together and may be said in the room."""
        return self.combinations(is_open=True)

    @property
    def together_alone(self) -> list[Row]:
        """The same of what she alone may read."""
        return self.combinations(is_open=False)

    @property
    def told_alone(self) -> list[Row]:
        """What was told that is not said aloud: the questions behind those combinations."""
        closed = [one.when for one in self.words.combinations if not one.is_open]
        read = set().union(*map(prompts_in, closed))
        prompts = [one for key, one in self.wording.prompts.items() if key in read]
        return [self.row_alone(one) for one in prompts if one.privacy != "shared"]

    def combinations(self, *, is_open: bool) -> list[Row]:
        """All that was ever told counts until it is said otherwise: that is the safer side."""
        return [
            {"title": one.title, "words": one.words}
            for one in self.words.combinations
            if one.is_open == is_open and self.holds(one.when)
        ]

    def holds(self, condition: Condition) -> bool:
        return holds(condition, self.given, shown=self.given.keys())

    def row_of(self, line: Line) -> Row:
        answer = self.answer_now(line.prompt)
        row = {"label": line.about, "line": self.day_and_name(line.prompt)}
        if answer and line.prompt.kind.is_own_words:
            return {**row, "quote": answer["value"]}
        sentences = (
            line.said.sentences_of(line.prompt, answer["value"])
            if answer
            else [line.said.not_asked]
        )
        seen = [self.seen_words] if line.prompt.key == self.words.seen_with else []
        return {**row, "text": with_baby_named([*sentences, *seen], self.case.given_name)}

    def row_alone(self, prompt: CompiledPrompt) -> Row:
        answer = self.told.get(prompt.key)
        text = value_words(prompt, answer["value"]) if answer else NOT_ASKED
        return {"label": prompt.text, "text": text, "line": self.day_and_name(prompt)}

    def answer_now(self, prompt: CompiledPrompt) -> Answer | None:
        """The last answer; None where it was given before the birth, or before what it follows
        from was answered anew."""
        answer = self.told.get(prompt.key)
        if answer is None or self.is_before_birth(answer):
            return None
        follows = [self.told[key]["on"] for key in prompts_in(prompt.show_when) if key in self.told]
        return None if follows and answer["on"] < max(follows) else answer

    def is_before_birth(self, answer: Answer) -> bool:
        return was_before_birth(self.case, date.fromisoformat(answer["on"]))

    def day_and_name(self, prompt: CompiledPrompt) -> str:
        """'3 November 2026, Nia Northfield', and where a later contact said no more, that."""
        answer = self.told.get(prompt.key)
        if answer is None:
            return ""
        said, last = source_words(answer), self.facts.last_contact_on
        if self.is_before_birth(answer):
            return f"Last answered before the birth: {said}"
        is_older = last is not None and answer["on"] < last.isoformat()
        return f"{said}. No newer answer since" if is_older else said

    @property
    def seen_words(self) -> str:
        """'Nia Northfield saw it on 3 November 2026: ...'; or that nobody has seen it."""
        seen = self.facts.sleep_place_seen
        if seen is None or self.is_before_birth(seen):
            return self.words.not_seen
        words = self.words.seen.get(seen["surface"], "")
        day = in_words(date.fromisoformat(seen["on"]))
        return words.replace("{who}", seen["by"]).replace("{day}", day)

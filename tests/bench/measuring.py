"""Ask for each page and, right after it, for its floor, so that both see the same machine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.bench.client import Answer, WrongAnswer
from tests.bench.serving import Serving

WARM_UP = 3  # requests of each page before any counts: templates, connection, guidance


@dataclass
class Work:
    """One thing that is measured. `before` is not timed, and what it gives is handed to `ask`."""

    name: str
    ask: Callable[[Any], Answer]
    shows: str = ""
    floor: str = ""
    before: Callable[[], Any] = lambda: None
    most: int = 1_000  # rounds; each signing needs a draft of its own

    def answer(self, serving: Serving) -> tuple[Answer, float]:
        """What came back, and the processor seconds it took. Raises WrongAnswer."""
        given, before = self.before(), serving.processor_seconds()
        answer = self.ask(given)
        used = serving.processor_seconds() - before
        if self.shows not in answer.text + answer.location:
            raise WrongAnswer(f"{self.name} does not show {self.shows}: {answer.in_short}")
        return answer, used


@dataclass
class Figures:
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    statements: int = 0
    bytes: int = 0

    def add(self, answer: Answer, used: float) -> None:
        self.seconds.append(answer.seconds)
        self.processor.append(used)
        self.statements, self.bytes = answer.statements, len(answer.text.encode())

    def in_words(self) -> dict[str, Any]:
        """Milliseconds are medians; statements and bytes those of the last request."""
        return {
            "ms": round(1000 * median(self.seconds), 2),
            "processor_ms": round(1000 * sum(self.processor) / len(self.processor), 2),
            "statements": self.statements,
            "bytes": self.bytes,
            "requests": len(self.seconds),
        }


def measure(
    works: Iterable[Work],
    floors: dict[str, Work],
    servings: tuple[Serving, Serving],
    rounds: int,
    progress: Callable[[int, int], None],
) -> dict[str, dict[str, Any]]:
    """The figures of each work, with those of its floor in the same rounds as "floor"."""
    product, floor = servings
    found = {work.name: (work, Figures(), Figures()) for work in works}
    for number in range(-WARM_UP, rounds):
        progress(max(number, 0), rounds)
        for work, own, below in found.values():
            if number >= work.most:
                continue
            answered = work.answer(product), work.floor and floors[work.floor].answer(floor)
            if number >= 0:
                own.add(*answered[0])
                if work.floor:
                    below.add(*answered[1])
    return {
        name: {**own.in_words(), "floor_name": work.floor, "floor": below.in_words()}
        if work.floor
        else own.in_words()
        for name, (work, own, below) in found.items()
    }

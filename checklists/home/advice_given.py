"""Which carer was given which advice, those with gaps first. The same carers for every family."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from checklists.facts.advice_given import MAIN_CARER, AdviceGiven
from checklists.facts.facts import Facts
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import (
    CRYING_ADVICE,
    HANDLING_ADVICE,
    HOME_ADVICE,
    NO_MALE_CARER,
    NO_OTHER_CARERS,
    SLEEP_ADVICE,
    VULNERABILITY_ADVICE,
)
from checklists.nhsuk.wording import in_words

TOPICS = {
    SLEEP_ADVICE: "Sleep",
    HANDLING_ADVICE: "Handling and crying",
    HOME_ADVICE: "Equipment and home",
    VULNERABILITY_ADVICE: "How easily babies are hurt",
}
# Those whom the advice most often misses come first.
CARERS = ("father", "partner", "grandparent", "other_carer", "mother")
NONE_OF_THEM = {
    "father": NO_MALE_CARER,
    "partner": NO_MALE_CARER,
    "grandparent": NO_OTHER_CARERS,
    "other_carer": NO_OTHER_CARERS,
}

Row = dict[str, Any]


def advice_rows(facts: Facts, wording: Compiled) -> list[Row]:
    """[{"name", "gaps", "heard", "none"}]: carers with a gap first, each in the order of CARERS."""
    labels = wording.prompts[SLEEP_ADVICE].labels
    rows = [
        carer_row(labels.get(carer, carer), carer, TOPICS, facts.heard, NONE_OF_THEM.get(carer, ""))
        for carer in CARERS
    ]
    crying = {CRYING_ADVICE: "Crying, and what to do"}
    rows.append(carer_row("Main carer", MAIN_CARER, crying, facts.heard))
    return sorted(rows, key=lambda row: not row["gaps"])


def carer_row(
    name: str, carer: str, topics: Mapping[str, str], heard: AdviceGiven, none_of_them: str = ""
) -> Row:
    """One carer. `none` says that there is nobody of this kind, as last written."""
    entries = {topic: carers_of(heard, topic).get(carer) for topic in topics}
    given = {topic: entry for topic, entry in entries.items() if entry}
    none = "" if given else none_words(heard, none_of_them, topics)
    return {
        "name": name,
        "gaps": "; ".join(topics[topic] for topic in topics if topic not in given and not none),
        "heard": group_by_contact(given, topics),
        "none": none,
    }


def group_by_contact(given: Mapping[str, Any], topics: Mapping[str, str]) -> list[Row]:
    """The advice of one contact on one line: [{"topics", "line", "said_back"}]."""
    lines: dict[tuple[str, bool], list[str]] = {}
    for topic, entry in given.items():
        lines.setdefault((day_and_name(entry), entry["said_back"]), []).append(topics[topic])
    return [
        {"topics": "; ".join(names), "line": line, "said_back": said_back}
        for (line, said_back), names in lines.items()
    ]


def none_words(heard: AdviceGiven, value: str, topics: Iterable[str]) -> str:
    """'21 October 2026, Nia Northfield' when the last answer says that there is nobody."""
    entries = (carers_of(heard, topic).get(value) for topic in topics)
    return next((day_and_name(entry) for entry in entries if entry), "")


def carers_of(heard: AdviceGiven, topic: str) -> Mapping[str, Any]:
    who: Mapping[str, Any] = heard.get(topic, {}).get("who", {})
    return who


def day_and_name(entry: Mapping[str, Any]) -> str:
    return f"{in_words(date.fromisoformat(entry['on']))}, {entry['by']}"

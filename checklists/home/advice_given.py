"""Who has heard the advice: a row a carer, gaps first. The same carers for every family."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from checklists.facts.advice_given import CRYING, MAIN_CARER, SLEEP, Heard
from checklists.facts.facts import Facts
from checklists.guidance.compiled import Compiled
from checklists.nhsuk.wording import in_words

TOPICS = {
    SLEEP: "Sleep",
    "handling_messages_reached": "Handling and crying",
    "home_messages_reached": "Equipment and home",
    "vulnerability_explained_to": "How easily babies are hurt",
}
# Those whom the advice most often misses come first.
CARERS = ("father", "partner", "grandparent", "other_carer", "mother")
NONE_OF_THEM = {
    "father": "no_male_carer",
    "partner": "no_male_carer",
    "grandparent": "no_other_carers",
    "other_carer": "no_other_carers",
}

Row = dict[str, Any]


def heard_shown(facts: Facts, wording: Compiled) -> list[Row]:
    """[{"name", "gaps", "heard", "none"}]: carers with a gap first, each in the order of CARERS."""
    labels = wording.prompts[SLEEP].labels
    rows = [
        carer_row(labels.get(carer, carer), carer, TOPICS, facts.heard, NONE_OF_THEM.get(carer, ""))
        for carer in CARERS
    ]
    crying = {CRYING: "Crying, and what to do"}
    rows.append(carer_row("Main carer", MAIN_CARER, crying, facts.heard))
    return sorted(rows, key=lambda row: not row["gaps"])


def carer_row(
    name: str, carer: str, topics: Mapping[str, str], heard: Heard, none_of_them: str = ""
) -> Row:
    """One carer. `none` says that there is nobody of this kind, as last written."""
    has = {topic: who_heard(heard, topic).get(carer) for topic in topics}
    told = {topic: entry for topic, entry in has.items() if entry}
    none = "" if told else nobody(heard, none_of_them, topics)
    return {
        "name": name,
        "gaps": "; ".join(topics[topic] for topic in topics if not told.get(topic) and not none),
        "heard": together(told, topics),
        "none": none,
    }


def together(told: Mapping[str, Any], topics: Mapping[str, str]) -> list[Row]:
    """What was heard at one contact on one line: [{"topics", "line", "said_back"}]."""
    lines: dict[tuple[str, bool], list[str]] = {}
    for topic, entry in told.items():
        lines.setdefault((line_of(entry), entry["said_back"]), []).append(topics[topic])
    return [
        {"topics": "; ".join(names), "line": line, "said_back": said_back}
        for (line, said_back), names in lines.items()
    ]


def nobody(heard: Heard, value: str, topics: Iterable[str]) -> str:
    """'21 October 2026, Nia Northfield' when an answer that stands says there is nobody."""
    said = (who_heard(heard, topic).get(value) for topic in topics)
    return next((line_of(entry) for entry in said if entry), "")


def who_heard(heard: Heard, topic: str) -> Mapping[str, Any]:
    who: Mapping[str, Any] = heard.get(topic, {}).get("who", {})
    return who


def line_of(entry: Mapping[str, Any]) -> str:
    return f"{in_words(date.fromisoformat(entry['on']))}, {entry['by']}"

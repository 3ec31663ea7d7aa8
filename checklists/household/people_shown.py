"""The adults of a case as a list in words. Solid: met. Dashed: not met, or not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.cases.models.case import Case
from checklists.facts.confirming import confirmed_on
from checklists.facts.contacts import Answers
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.known_prompts import (
    ADULT_MET,
    ADULT_NAME,
    ADULT_ROLE,
    CARES_ALONE,
    LIVES_IN_HOME,
    LIVES_NEAREST,
)
from checklists.household.adults import NAME_NOT_KNOWN
from checklists.household.models import Adult
from checklists.nhsuk.wording import in_words

MET_REASON = "adult_met_reason"
MARKS = {True: "met", False: "not met yet"}
LIVES_WORDS = {"yes": "Lives here", "not_known": "Not known whether they live here"}
ALONE_WORDS = {
    "yes": "Looks after the baby alone",
    "not_known": "Not known whether ever alone with the baby",
}


@dataclass(frozen=True)
class Person:
    """One row: bold name, what he or she is, sentences, and a bold ending when something is left.

    `mark` is what the picture says of having met, None for who is not a person yet.
    """

    icon: str
    name: str
    role: str = ""
    text: str = ""
    still: str = ""
    pk: object = None
    mark: str | None = None
    lives_here: bool = False
    short_name: str = ""


def people_shown(
    case: Case,
    adults: Iterable[Adult],
    answers: Answers,
    prompts: Mapping[str, CompiledPrompt],
    age: str,
    confirm_since: date | None = None,
) -> list[Person]:
    """Baby, mother, the adults there now, and always someone else: no list is ever complete.

    The mother has no adult's record; she counts as met once a contact has been held, and is drawn
    in the home. What was last confirmed before `confirm_since` is said to be confirmed again.
    """
    baby = Person("baby", case.name, age, short_name=case.given_name)
    mother = [mother_of(case)] if case.mother_name else []
    here = [adult for adult in nearest_first(adults, answers) if adult.until_on is None]
    return [
        baby,
        *mother,
        *(person_of(adult, answers, prompts, confirm_since) for adult in here),
        Person("not_met", "Someone else?", text="Ask at each contact"),
    ]


def mother_of(case: Case) -> Person:
    is_met = case.facts.last_contact_on is not None
    icon = "met" if is_met else "not_met"
    return Person(icon, case.mother_name, "mother", mark=MARKS[is_met], lives_here=True)


def nearest_first(adults: Iterable[Adult], answers: Answers) -> list[Adult]:
    """Who lives here, then who is there often; who came first stands first."""

    def distance(adult: Adult) -> int:
        lives = answers.get(f"{LIVES_IN_HOME}:{adult.pk}", {}).get("value")
        return LIVES_NEAREST.index(lives) if lives in LIVES_NEAREST else len(LIVES_NEAREST)

    return sorted(adults, key=distance)


def people_gone(
    adults: Iterable[Adult], answers: Answers, prompts: Mapping[str, CompiledPrompt]
) -> list[Person]:
    """Those who are no longer around the baby, with the day they left."""
    return [person_of(adult, answers, prompts) for adult in adults if adult.until_on]


def person_of(
    adult: Adult,
    answers: Answers,
    prompts: Mapping[str, CompiledPrompt],
    confirm_since: date | None = None,
) -> Person:
    def said(key: str) -> str:
        return answers.get(f"{key}:{adult.pk}", {}).get("value") or ""

    name = said(ADULT_NAME) or NAME_NOT_KNOWN
    met = answers.get(f"{ADULT_MET}:{adult.pk}", {})
    is_met = met.get("value") == "yes"
    role = prompts[ADULT_ROLE].label_of(said(ADULT_ROLE)) or "relationship not known"
    home = said(LIVES_IN_HOME)
    lives = LIVES_WORDS.get(home) or prompts[LIVES_IN_HOME].label_of(home)
    met_on = f"Met, {in_words(date.fromisoformat(met['since']))}" if is_met else ""
    sentences = [lives, ALONE_WORDS.get(said(CARES_ALONE), ""), met_on, *when_noted(adult, is_met)]
    return Person(
        icon="met" if is_met and name != NAME_NOT_KNOWN else "not_met",
        name=name_with_doubt(adult, name),
        role=role[0].lower() + role[1:],
        text=". ".join(filter(None, sentences)),
        still="" if adult.until_on else left_to_do(adult, answers, is_met, confirm_since),
        pk=adult.pk,
        mark=MARKS[is_met],
        lives_here=home == "yes",
    )


def left_to_do(adult: Adult, answers: Answers, is_met: bool, confirm_since: date | None) -> str:
    """What is left to do about this adult: to meet, and to confirm again what may have changed."""
    words = [] if is_met else ["Not met yet"]
    confirmed = confirmed_on(answers, adult)
    if confirmed and confirm_since and confirmed < confirm_since:
        words.append(f"Last confirmed {in_words(confirmed)}, confirm again")
    return ". ".join(words)


def when_noted(adult: Adult, is_met: bool) -> list[str]:
    if adult.until_on:
        return [f"No longer around since {in_words(adult.until_on)}"]
    return [] if is_met else [f"First noted {in_words(adult.since_on)}"]


def name_with_doubt(adult: Adult, name: str) -> str:
    """A visit may have learnt a name since the adult was added, so the answer decides."""
    is_partly = adult.named == Adult.Named.PARTLY and name != NAME_NOT_KNOWN
    return f"{name} (name partly known)" if is_partly else name

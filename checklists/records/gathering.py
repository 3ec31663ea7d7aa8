"""Everything the record of a case holds, entry by entry, for the eyes of those who prepare a copy.

Who was blocked, who had emergency access and who read the record are no part of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from checklists.answers import private
from checklists.answers.in_force import Document, Entry, counts, prompt_key, record_of
from checklists.answers.words import (
    NO_ANSWER,
    NO_LONGER_ASKED,
    reason_words,
    value_words,
)
from checklists.cases.access import Reads
from checklists.cases.models.case import Case
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.in_force import version_in_force, visit_types
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.guidance.models import VisitType
from checklists.household.adults import NAME_NOT_KNOWN
from checklists.household.adults import Entry as HouseholdEntry
from checklists.household.adults import entries as household_entries
from checklists.nhsuk.wording import in_words, spaced_nhs_number
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import TEAM_ROLES, Membership, Role
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.records import rules
from checklists.records.models import SubjectRequest
from checklists.records.rules import Nature, Subject
from checklists.visits.models import Visit
from checklists.visits.signed.amending import OpenedAmendment, open_amendments
from checklists.visits.words import name_of

DETAILS = "Personal details"
TO_DO = "What was to be done"
SIGNED_BY_NOBODY_KNOWN = "The health visiting team"


@dataclass(frozen=True)
class Held:
    """One entry. `key` is stable; `part` is the heading under which it stands, `byline` who wrote
    what stands there, by role."""

    key: str
    part: str
    question: str
    answer: str
    nature: Nature
    note: str = ""
    byline: str = ""


@dataclass(frozen=True, eq=False)
class Record:
    """A case as one person's copy is made of it.

    The number of statements is the same for every number of entries.
    """

    case: Case
    subject: Subject
    right: Reads

    @cached_property
    def visits(self) -> list[Visit]:
        signed = self.case.visits.filter(status=Visit.Status.SIGNED)
        return list(
            signed.select_related("sheet", "version", "author").order_by("held_at", "signed_at")
        )

    @cached_property
    def amendments(self) -> Mapping[UUID, list[OpenedAmendment]]:
        """What was written under each visit, oldest first, by visit."""
        return open_amendments(self.case, self.visits)

    @cached_property
    def private_documents(self) -> Mapping[UUID, Document]:
        """Raises answers.private.NotPermitted."""
        return private.read_all(self.case, self.right)

    @cached_property
    def written_outside(self) -> list[HouseholdEntry]:
        return household_entries(self.case)

    @cached_property
    def names_of_adults(self) -> list[tuple[datetime, str, str]]:
        """(when, id, name) for each name that was ever written of an adult, the latest last."""
        outside = [
            (entry.at, key, answer)
            for entry in self.written_outside
            for key, answer in entry.answers.items()
        ]
        at_visits = [
            (datetime.fromisoformat(answer["at"]), key, answer)
            for document in self.private_documents.values()
            for key, answer in document.items()
        ]
        return sorted(
            (at, record_of(key), str(answer["value"]))
            for at, key, answer in (*outside, *at_visits)
            if prompt_key(key) == ADULT_NAME and answer["value"] not in ("", None, NAME_NOT_KNOWN)
        )

    @cached_property
    def adults(self) -> dict[str, str]:
        """The last known name of each adult, by id."""
        return {adult: name for _, adult, name in self.names_of_adults}

    @cached_property
    def all_names(self) -> set[str]:
        """Whoever is named in the record: family, other adults, professionals, our own people;
        each by every name they ever had, because a note may go by an earlier one."""
        professionals = self.case.professionals.values_list("name", flat=True)
        ours = [self.case.owner, *(visit.author for visit in self.visits)]
        ours += [one.by for rows in self.amendments.values() for one in rows]
        called = {name for person in ours for name in person.ever_called("name")}
        adults = {name for _, _, name in self.names_of_adults}
        return {*self.case.ever_called("mother_name"), *adults, *professionals, *called}

    @cached_property
    def others(self) -> frozenset[str]:
        """Words that are a name of somebody else than the subject and the baby."""
        own = self.case.ever_called("given_name", "family_name") | self.names_of_subject
        return rules.words_of_names(self.all_names, own)

    @cached_property
    def names_of_subject(self) -> set[str]:
        """What the subject is called, and was before."""
        if self.subject.kind == rules.MOTHER:
            return self.case.ever_called("mother_name")
        before = {name for _, adult, name in self.names_of_adults if adult == self.subject.adult_id}
        return before | {self.subject_name}

    @cached_property
    def subject_name(self) -> str:
        """'' when the record has no name for the subject."""
        if self.subject.kind == rules.BABY:
            return f"{self.case.given_name} {self.case.family_name}".strip()
        if self.subject.kind == rules.MOTHER:
            return self.case.mother_name
        return self.adults.get(self.subject.adult_id, "")

    @cached_property
    def roles(self) -> dict[UUID, list[Membership]]:
        """What those who wrote have been in their teams."""
        held: dict[UUID, list[Membership]] = {}
        authors = {visit.author_id for visit in self.visits}
        authors |= {one.by.pk for rows in self.amendments.values() for one in rows}
        for row in Membership.objects.filter(user__in=authors, role__in=TEAM_ROLES):
            held.setdefault(row.user_id, []).append(row)
        return held

    def byline(self, author: UUID, at: datetime) -> str:
        """'Health visitor': what the author was on that day. No copy names our people."""
        day = london_date(at)
        held = [
            row.role
            for row in self.roles.get(author, [])
            if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
        ]
        return Role(held[0]).label if held else SIGNED_BY_NOBODY_KNOWN

    def entries(self) -> list[Held]:
        """All of it in order: details, contacts by date, what was written outside, what to do."""
        return [
            *self.details(),
            *(entry for visit in self.visits for entry in self.of_visit(visit)),
            *self.of_household(),
            *self.of_items(),
        ]

    def details(self) -> Iterator[Held]:
        case = self.case
        known = [
            ("name", "Baby's name", f"{case.given_name} {case.family_name}".strip(), rules.BABY),
            ("born", "Date of birth", in_words(case.born_on) if case.born_on else "", rules.BABY),
            ("due", "Due date", in_words(case.due_on) if case.due_on else "", rules.BABY),
            ("nhs", "NHS number", spaced_nhs_number(case.nhs_number or ""), rules.BABY),
            ("mother", "Mother's name", case.mother_name, rules.MOTHER),
            ("address", "Address", case.address, rules.HOME),
            ("postcode", "Postcode", case.postcode, rules.HOME),
        ]
        if self.subject.kind == rules.ADULT:
            known.append(("adult", "Name", self.subject_name, rules.ADULT))
        for key, question, answer, about in known:
            if answer:
                yield Held(
                    f"fact:{key}", DETAILS, question, answer, Nature(rules.FACT, about=about)
                )

    @cached_property
    def kinds(self) -> list[VisitType]:
        return visit_types()

    def of_visit(self, visit: Visit) -> Iterator[Held]:
        part, byline = in_words(visit.held_at), self.byline(visit.author_id, visit.held_at)
        offered = visit.visit_type in rules.OFFERED_TO_ALL
        name = name_of(visit, self.kinds)
        happened = visit.get_outcome_display()
        said = name if visit.outcome == Visit.Outcome.HELD else f"{name}: {happened.lower()}"
        contact = Nature(rules.CONTACT, offered_to_all=offered)
        yield Held(f"visit:{visit.pk}", part, "Contact", said, contact, byline=byline)
        if visit.note:
            # Written for colleagues and never asked of anybody, so it has the privacy of staff.
            kept = Nature(rules.ANSWER, rules.STAFF, offered_to_all=offered, has_words=True)
            key = f"visit:{visit.pk}:note"
            yield Held(key, part, "What happened", visit.note, kept, byline=byline)
        wording = compiled(visit.version).at_stage(visit.stage)
        document = {**visit.sheet.body, **self.private_documents.get(visit.sheet_id, {})}
        for key in in_order_of_wording(document, wording):
            answered = self.answered(key, document[key], wording, offered_to_all=offered)
            yield Held(f"visit:{visit.pk}:{key}", part, byline=byline, **answered)
            yield from self.of_amendments(
                visit, part, key, answered["question"], answered["nature"]
            )
        for privacy in (rules.STAFF, rules.PRIVATE):
            nature = Nature(rules.ANSWER, privacy, offered_to_all=offered)
            yield from self.of_amendments(visit, part, "", "The contact as a whole", nature)

    def of_amendments(
        self, visit: Visit, part: str, key: str, question: str, nature: Nature
    ) -> Iterator[Held]:
        """What was written under an answer, kept in or out as the answer is; '' is the whole,
        whose two halves have each their own privacy."""
        for one in self.amendments.get(visit.pk, []):
            if one.key != key or (not key and one.private != (nature.privacy == rules.PRIVATE)):
                continue
            another = rules.mentions(f"{one.says} {one.reason}", self.others)
            yield Held(
                f"amendment:{one.pk}",
                part,
                f"Amended: {question}",
                one.says,
                replace(nature, names_another=nature.names_another or another, has_words=True),
                note=one.reason,
                byline=self.byline(one.by.pk, one.at),
            )

    def of_household(self) -> Iterator[Held]:
        if not self.written_outside:
            return
        wording = compiled(version_in_force())
        for number, entry in enumerate(self.written_outside):
            for key, answer in entry.answers.items():
                said = self.answered(key, {"note": "", **answer}, wording, offered_to_all=True)
                yield Held(f"household:{number}:{key}", in_words(entry.at), **said)

    def answered(
        self, key: str, entry: Entry, wording: Compiled, *, offered_to_all: bool
    ) -> dict[str, Any]:
        """Question, answer, note and nature. A question the wording lacks counts as private."""
        prompt = wording.prompts.get(prompt_key(key))
        if prompt is None:
            nature = Nature(rules.ANSWER, rules.PRIVATE, record_of(key), has_words=True)
            return {"question": key, "answer": str(entry["value"] or ""), "nature": nature}
        unsaid = prompt.could_not if entry["reason"] else NO_ANSWER
        value = value_words(prompt, entry["value"]) or unsaid
        reason = reason_words(prompt, entry["reason"], wording.neutral_reasons)
        answer, note = f"{value}: {reason}" if reason else value, entry["note"]
        answer = answer if counts(entry) else f"{answer}. {NO_LONGER_ASKED}"
        typed = " ".join(filter(None, (note, typed_value(prompt, entry))))
        return {
            "question": prompt.text,
            "answer": answer,
            "note": note,
            "nature": Nature(
                rules.ANSWER,
                prompt.privacy,
                record_of(key),
                is_separate=prompt.key in wording.separate_record_prompts,
                for_family=prompt.family_copy,
                offered_to_all=offered_to_all,
                points_at_people=points_at_people(prompt),
                names_another=rules.mentions(typed, self.others),
                has_words=bool(typed),
            ),
        }

    def of_items(self) -> Iterator[Held]:
        rows = OutstandingItem.objects.still_there().filter(case=self.case)
        items = rows.order_by("opened_at", "pk")
        for item in items.select_related("opened_at_visit__version", "closed_at_visit"):
            visits = [visit for visit in (item.opened_at_visit, item.closed_at_visit) if visit]
            ended = item.get_outcome_display() if item.closed_at else "Still to be done"
            yield Held(
                f"item:{item.pk}",
                TO_DO,
                item.title,
                f"{in_words(item.opened_at)}. {ended}",
                Nature(
                    rules.ITEM,
                    privacy_of(item),
                    record_of(item.subject) if item.subject.startswith("adult:") else "",
                    offered_to_all=all(v.visit_type in rules.OFFERED_TO_ALL for v in visits),
                    names_another=rules.mentions(item.title, self.others),
                ),
            )


def in_order_of_wording(document: Document, wording: Compiled) -> list[str]:
    """The keys that say something, in the order of the questions; unknown ones at the end."""
    place = {key: number for number, key in enumerate(wording.prompts)}
    said = [key for key, entry in document.items() if says_something(entry)]
    return sorted(said, key=lambda key: (place.get(prompt_key(key), len(place)), key))


def says_something(entry: Entry) -> bool:
    return bool(entry["value"] or entry["reason"] or entry["note"])


def typed_value(prompt: CompiledPrompt, entry: Entry) -> str:
    """The answer where it is words of somebody's own, and neither chosen nor a day."""
    return value_words(prompt, entry["value"]) if prompt.kind.is_own_words else ""


def points_at_people(prompt: CompiledPrompt) -> bool:
    return any(choice.value in rules.PEOPLE for choice in prompt.choices)


def privacy_of(item: OutstandingItem) -> str:
    """That of the rule which opened it. What a person opened by hand is for staff."""
    if item.private:
        return rules.PRIVATE
    if item.opened_at_visit is None:
        return rules.STAFF
    known = {rule.key: rule for rule in compiled(item.opened_at_visit.version).rules}
    rule = known.get(item.rule_key)
    return rule.privacy if rule else rules.STAFF


def record_for(request: SubjectRequest, right: Reads) -> Record:
    """The record of its case for this request."""
    adult = str(request.adult_id) if request.adult_id else ""
    return Record(request.case, Subject(request.subject, adult), right)


def names_by_id(ids: Iterable[str], at: datetime) -> dict[str, str]:
    """What our people were called at that moment, by id as text. One statement."""
    found = User.objects.filter(pk__in=set(ids))
    return {str(user.pk): user.name_on(at) for user in found}

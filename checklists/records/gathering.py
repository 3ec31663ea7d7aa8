"""Everything the record of a case holds, entry by entry, for the eyes of those who prepare a copy.

Who was blocked, who had emergency access and who read the record are no part of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from checklists.answers import private
from checklists.answers.in_force import Document
from checklists.cases.access import Reads
from checklists.cases.models.case import Case
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force, visit_types
from checklists.guidance.models import VisitType
from checklists.household.adults import Entry as HouseholdEntry
from checklists.household.adults import entries as household_entries
from checklists.nhsuk.wording import in_words, spaced_nhs_number
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import TEAM_ROLES, Membership, Role
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.records import rules
from checklists.records.entries import RecordEntry, answer_entry, item_entry, keys_in_order
from checklists.records.models import SubjectRequest
from checklists.records.names import Names, names_of_adults
from checklists.records.rules import Nature, Subject
from checklists.visits.models import Visit
from checklists.visits.signed.amending import DecryptedAmendment, decrypt_amendments
from checklists.visits.words import name_of

DETAILS = "Personal details"
ROLE_NOT_KNOWN = "The health visiting team"


@dataclass(frozen=True, eq=False)
class Contents:
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
    def amendments(self) -> Mapping[UUID, list[DecryptedAmendment]]:
        """What was written under each visit, oldest first, by visit."""
        return decrypt_amendments(self.case, self.visits)

    @cached_property
    def private_documents(self) -> Mapping[UUID, Document]:
        """Raises answers.private.NotPermitted."""
        return private.read_all(self.case, self.right)

    @cached_property
    def written_outside(self) -> list[HouseholdEntry]:
        return household_entries(self.case)

    @cached_property
    def authors(self) -> list[User]:
        amending = [one.by for rows in self.amendments.values() for one in rows]
        return [*(visit.author for visit in self.visits), *amending]

    @cached_property
    def names(self) -> Names:
        adults = names_of_adults(self.written_outside, self.private_documents.values())
        return Names(self.case, self.subject, adults, [self.case.owner, *self.authors])

    @cached_property
    def roles(self) -> dict[UUID, list[Membership]]:
        """What those who wrote have been in their teams."""
        authors = {author.pk for author in self.authors}
        roles: dict[UUID, list[Membership]] = {}
        for row in Membership.objects.filter(user__in=authors, role__in=TEAM_ROLES):
            roles.setdefault(row.user_id, []).append(row)
        return roles

    @cached_property
    def visit_types(self) -> list[VisitType]:
        return visit_types()

    def byline(self, author: UUID, at: datetime) -> str:
        """'Health visitor': what the author was on that day. No copy names our people."""
        day = london_date(at)
        on_that_day = [
            row.role
            for row in self.roles.get(author, [])
            if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
        ]
        return Role(on_that_day[0]).label if on_that_day else ROLE_NOT_KNOWN

    def entries(self) -> list[RecordEntry]:
        """All of it in order: details, contacts by date, what was written outside, what to do."""
        return [
            *self.details(),
            *(entry for visit in self.visits for entry in self.visit_entries(visit)),
            *self.household_entries(),
            *self.item_entries(),
        ]

    def details(self) -> Iterator[RecordEntry]:
        case = self.case
        details = [
            ("name", "Baby's name", f"{case.given_name} {case.family_name}".strip(), rules.BABY),
            ("born", "Date of birth", in_words(case.born_on) if case.born_on else "", rules.BABY),
            ("due", "Due date", in_words(case.due_on) if case.due_on else "", rules.BABY),
            ("nhs", "NHS number", spaced_nhs_number(case.nhs_number or ""), rules.BABY),
            ("mother", "Mother's name", case.mother_name, rules.MOTHER),
            ("address", "Address", case.address, rules.HOME),
            ("postcode", "Postcode", case.postcode, rules.HOME),
        ]
        if self.subject.kind == rules.ADULT:
            details.append(("adult", "Name", self.names.of_subject, rules.ADULT))
        for key, question, answer, about in details:
            if answer:
                nature = Nature(rules.FACT, about=about)
                yield RecordEntry(f"fact:{key}", DETAILS, question, answer, nature)

    def visit_entries(self, visit: Visit) -> Iterator[RecordEntry]:
        offered = visit.visit_type in rules.OFFERED_TO_ALL
        for entry in self.contact_entries(visit, offered_to_all=offered):
            yield self.under_visit(visit, entry)
        wording = compiled(visit.version).at_stage(visit.stage)
        document = {**visit.sheet.body, **self.private_documents.get(visit.sheet_id, {})}
        others = self.names.of_others
        for key in keys_in_order(document, wording):
            answer = answer_entry(
                key, document[key], wording, other_names=others, offered_to_all=offered
            )
            yield self.under_visit(visit, replace(answer, key=f"visit:{visit.pk}:{key}"))
            yield from self.amendment_entries(visit, key, answer.question, answer.nature)
        for privacy in (rules.STAFF, rules.PRIVATE):
            nature = Nature(rules.ANSWER, privacy, offered_to_all=offered)
            yield from self.amendment_entries(visit, "", "The contact as a whole", nature)

    def contact_entries(self, visit: Visit, *, offered_to_all: bool) -> Iterator[RecordEntry]:
        """That the contact took place or not, and the note of one that did not."""
        name, outcome = name_of(visit, self.visit_types), visit.get_outcome_display()
        words = name if visit.outcome == Visit.Outcome.HELD else f"{name}: {outcome.lower()}"
        nature = Nature(rules.CONTACT, offered_to_all=offered_to_all)
        yield RecordEntry(f"visit:{visit.pk}", "", "Contact", words, nature)
        if visit.note:
            # Written for colleagues and never asked of anybody, so it has the privacy of staff.
            nature = Nature(
                rules.ANSWER, rules.STAFF, offered_to_all=offered_to_all, has_words=True
            )
            yield RecordEntry(f"visit:{visit.pk}:note", "", "What happened", visit.note, nature)

    def under_visit(self, visit: Visit, entry: RecordEntry) -> RecordEntry:
        byline = self.byline(visit.author_id, visit.held_at)
        return replace(entry, part=in_words(visit.held_at), byline=byline)

    def amendment_entries(
        self, visit: Visit, key: str, question: str, nature: Nature
    ) -> Iterator[RecordEntry]:
        """What was written under an answer, kept in or out as the answer is; '' is the whole,
        whose two halves have each their own privacy."""
        for one in self.amendments.get(visit.pk, []):
            if one.key != key or (not key and one.private != (nature.privacy == rules.PRIVATE)):
                continue
            another = rules.mentions(f"{one.says} {one.reason}", self.names.of_others)
            yield RecordEntry(
                f"amendment:{one.pk}",
                in_words(visit.held_at),
                f"Amended: {question}",
                one.says,
                replace(nature, names_another=nature.names_another or another, has_words=True),
                note=one.reason,
                byline=self.byline(one.by.pk, one.at),
            )

    def household_entries(self) -> Iterator[RecordEntry]:
        if not self.written_outside:
            return
        wording = compiled(version_in_force())
        others = self.names.of_others
        for number, written in enumerate(self.written_outside):
            for key, answer in written.answers.items():
                entry = answer_entry(key, {"note": "", **answer}, wording, other_names=others)
                at_home = f"household:{number}:{key}"
                yield replace(entry, key=at_home, part=in_words(written.at))

    def item_entries(self) -> Iterator[RecordEntry]:
        rows = OutstandingItem.objects.still_there().filter(case=self.case)
        items = rows.select_related("opened_at_visit__version", "closed_at_visit")
        for item in items.order_by("opened_at", "pk"):
            yield item_entry(item, other_names=self.names.of_others)


def contents_for(request: SubjectRequest, right: Reads) -> Contents:
    """The record of its case for this request."""
    adult = str(request.adult_id) if request.adult_id else ""
    return Contents(request.case, Subject(request.subject, adult), right)

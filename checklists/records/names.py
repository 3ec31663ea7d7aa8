"""Who is named in a record, by every name they ever had: a note may go by an earlier one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from checklists.answers.in_force import Document, prompt_key, record_of
from checklists.cases.models.case import Case
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.adults import NAME_NOT_KNOWN, Entry
from checklists.people.models.users import User
from checklists.records import rules
from checklists.records.rules import Subject

AdultName = tuple[datetime, str, str]  # when it was written, the id of the adult, the name


@dataclass(frozen=True, eq=False)
class Names:
    """The names in the record of a case. `adults` has the latest last; `staff` wrote in it."""

    case: Case
    subject: Subject
    adults: list[AdultName]
    staff: Iterable[User]

    @property
    def of_subject(self) -> str:
        """What the subject is called now; '' when the record has no name for them."""
        if self.subject.kind == rules.BABY:
            return f"{self.case.given_name} {self.case.family_name}".strip()
        if self.subject.kind == rules.MOTHER:
            return self.case.mother_name
        latest = {adult: name for _, adult, name in self.adults}
        return latest.get(self.subject.adult_id, "")

    @cached_property
    def of_others(self) -> frozenset[str]:
        """Words that are a name of somebody else than the subject and the baby."""
        own = self.case.ever_called("given_name", "family_name") | self.all_of_subject()
        return rules.name_words(self.everybody(), own)

    def all_of_subject(self) -> set[str]:
        """What the subject is called, and was before."""
        if self.subject.kind == rules.MOTHER:
            return self.case.ever_called("mother_name")
        before = {name for _, adult, name in self.adults if adult == self.subject.adult_id}
        return before | {self.of_subject}

    def everybody(self) -> set[str]:
        """Family, other adults, professionals and our own people."""
        professionals = self.case.professionals.values_list("name", flat=True)
        staff = {name for person in self.staff for name in person.ever_called("name")}
        adults = {name for _, _, name in self.adults}
        return {*self.case.ever_called("mother_name"), *adults, *professionals, *staff}


def names_of_adults(outside: Iterable[Entry], documents: Iterable[Document]) -> list[AdultName]:
    """Every name that was ever written of an adult, outside a visit or at one."""
    written = [
        (entry.at, key, answer) for entry in outside for key, answer in entry.answers.items()
    ]
    written += [
        (datetime.fromisoformat(answer["at"]), key, answer)
        for document in documents
        for key, answer in document.items()
    ]
    return sorted(
        (at, record_of(key), str(answer["value"]))
        for at, key, answer in written
        if prompt_key(key) == ADULT_NAME and answer["value"] not in ("", None, NAME_NOT_KNOWN)
    )


def staff_names_by_id(ids: Iterable[str], at: datetime) -> dict[str, str]:
    """What our people were called at that moment, by id as text. One statement."""
    found = User.objects.filter(pk__in=set(ids))
    # By the name of that day: somebody may have another one since.
    return {str(user.pk): user.name_on(at) for user in found}

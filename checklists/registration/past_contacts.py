"""Signed contacts that no longer fit when a date of the case changes, and why it was changed all
the same.

Such a contact would now stand on the other side of the birth, or at another age of the baby.
Nothing that is signed changes. On the day of the birth itself a contact of either side fits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from checklists.cases.ages import FULL_TERM_DAYS
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.date_reasons import DateReason
from checklists.facts.following import Dates
from checklists.guidance.in_force import visit_types
from checklists.nhsuk.wording import counted, in_words, weeks_and_days
from checklists.people.models.users import User
from checklists.reading.clock import london_date

# As `visits.Visit` stores them; that room is above this one.
SIGNED, BORN = "signed", "born"
MOST_SHOWN = 5
# A correction moves a date of birth by days; a mistyped month by more. Our own choice.
MOVES_BY_AT_MOST = timedelta(days=14)


@dataclass(frozen=True)
class SignedContact:
    pk: str
    stage: str
    on: date
    visit_type: str


@dataclass(frozen=True)
class AnswersAboutDates:
    """Why the dates are right although they look wrong, as the person who typed them said.

    `past_contacts` holds the ids of the signed contacts that the dates do not fit.
    """

    why: str = ""
    past_contacts: tuple[str, ...] = ()
    births_apart: bool = False

    @property
    def details(self) -> dict[str, Any]:
        """The same for the log, which holds no words."""
        past = {"past_contacts": list(self.past_contacts)} if self.past_contacts else {}
        return {**past, **({"births_apart": True} if self.births_apart else {})}


NOTHING_ASKED = AnswersAboutDates()


def signed_contacts(case: Case) -> list[SignedContact]:
    """Every signed contact, held or not, first to last."""
    rows = case.visits.filter(status=SIGNED).order_by("held_at", "pk")
    return [
        SignedContact(str(row.pk), row.stage, london_date(row.held_at), row.visit_type)
        for row in rows.only("pk", "stage", "held_at", "visit_type")
    ]


def no_longer_fitting(
    contacts: Iterable[SignedContact], was: Dates, now: Dates
) -> list[SignedContact]:
    """Those that stop fitting by this change; nobody is asked again about one that never fitted."""
    return [one for one in contacts if (why := mismatch(one, now)) and why != mismatch(one, was)]


def at_another_age(
    contacts: Iterable[SignedContact], was: Dates, now: Dates
) -> list[SignedContact]:
    """Those since the birth, when the date of birth moves so far that it may be a mistake."""
    return [one for one in contacts if one.stage == BORN] if days_moved(was, now) else []


def days_moved(was: Dates, now: Dates) -> int:
    """By how many days the date of birth moves; 0 for what may be an ordinary correction."""
    if was.born_on is None or now.born_on is None:
        return 0
    moved = abs(now.born_on - was.born_on)
    return moved.days if moved > MOVES_BY_AT_MOST else 0


def mismatch(contact: SignedContact, dates: Dates) -> str:
    """How a contact does not fit the dates; '' when it fits."""
    if contact.stage == BORN:
        return "before the birth" if dates.born_on and contact.on < dates.born_on else ""
    if dates.born_on:
        return "after the birth" if contact.on > dates.born_on else ""
    if dates.due_on is None:
        return ""
    if contact.on > dates.due_on:
        return "after the due date"
    began = dates.due_on - timedelta(days=FULL_TERM_DAYS)
    return "before the pregnancy" if contact.on < began else ""


def age_or_mismatch(contact: SignedContact, dates: Dates) -> str:
    """What is said of a contact beside its date: 'before the birth', 'aged 6 weeks 2 days then'."""
    if (why := mismatch(contact, dates)) or dates.born_on is None:
        return why
    return f"aged {weeks_and_days((contact.on - dates.born_on).days)} then"


def list_in_words(contacts: list[SignedContact], dates: Dates) -> str:
    """'New birth review, 12 November 2026, before the birth; ...'; '... and 2 more contacts'."""
    names = {kind.slug: kind.short_name for kind in visit_types()}
    shown = [
        ", ".join(
            (
                names.get(one.visit_type, one.visit_type),
                in_words(one.on),
                age_or_mismatch(one, dates),
            )
        )
        for one in contacts[:MOST_SHOWN]
    ]
    more = len(contacts) - MOST_SHOWN
    return "; ".join(shown) + (f" and {counted(more, 'more contact')}" if more > 0 else "")


def save_reason(case: Case, about_dates: AnswersAboutDates, *, by: User, at: datetime) -> None:
    """Save why, encrypted; the caller's transaction and event."""
    if about_dates.past_contacts:
        reason = DateReason(case=case, at=at, by=by, contacts=list(about_dates.past_contacts))
        encrypt(reason, sealed={"why": about_dates.why}).save()


def reasons_given(case: Case) -> list[dict[str, Any]]:
    """[{"why", "at", "by"}], newest first, for a person who may change the dates."""
    return [
        {"why": decrypt(row, case=case).get("why", ""), "at": row.at, "by": row.by}
        for row in case.date_reasons.select_related("by")
    ]

"""Cases built through the verbs, as a copy or a disposal finds them."""

from datetime import date, timedelta

from checklists.answers.saving import Change
from checklists.demo.ordinary import answers_for
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.household.professionals import add_professional
from checklists.records import preparing, releasing
from checklists.records.preparing import Asked
from tests.factories import CaseFactory
from tests.visits.story import AT_THE_VISIT, reread, signed

ASKED = Asked("Rosa Fableton, by letter", "Passport seen at the clinic")
DISCLOSURE = {
    "da_postnatal": "asked_disclosure",
    "da_notes": "She told us what he does.",
    "da_safe_now": "safe_plan",
    "da_safe_contact": "Text only, weekdays before 2pm.",
    "da_dash": "completed",
    "da_marac": "not_met",
    "da_csc": "considered_not_referred",
    "da_support_offered": ["helpline", "safety_plan"],
}

# What can be said of a baby whom nobody looks at.
BY_PHONE = {
    "mark_seen": "none_reported",
    "baby_seen": ("not_seen", "remote_contact"),
    "skin_seen": ("not_done", "remote_contact"),
    "handling_observed": "not_seen",
    "sleep_own_surface": ("told_only", "not_at_home"),
}


def ordinary(**changed):
    """Open and private answers of a contact at which nothing needs following up."""
    return {
        key: Change(*value) if isinstance(value, tuple) else Change(value)
        for key, value in {**answers_for("born"), **changed}.items()
    }


def reviewed(case, *, at=AT_THE_VISIT, **changed):
    """A signed 6 to 8 week review; `changed` answers in place of ordinary ones."""
    return signed(case, ordinary(**changed), at=at)


def add_dan(case, *, at=AT_THE_VISIT, name="Dan Darkwater"):
    said = {"adult_name": name, "adult_role": "birth_father"}
    return add_adult(
        reread(case),
        named=Adult.Named.KNOWN,
        answers={key: {"value": value, "reason": ""} for key, value in said.items()},
        by=case.owner,
        at=at,
    )


def add_midwife(case, *, at=AT_THE_VISIT):
    fields = {"name": "Mia Midwell", "role": "Midwife", "contact": "01632 960123"}
    return add_professional(case, by=case.owner, at=at, **fields)


def begun(case, by, *, at=AT_THE_VISIT, subject="baby", adult=None):
    """A request being prepared, asked for two days before."""
    return preparing.begin_request(
        case,
        subject=subject,
        adult=adult,
        asked=ASKED,
        asked_on=at.date() - timedelta(days=2),
        by=by,
        at=at,
    )


def waiting(case, by, *, at=AT_THE_VISIT, **about):
    request = begun(case, by, at=at, **about)
    preparing.ask_for_release(request, by=by, at=at)
    request.refresh_from_db()
    return request


def released(case, by, second, *, at=AT_THE_VISIT, **about):
    return releasing.release(waiting(case, by, at=at, **about), by=second, at=at)


def grown_up(**more):
    """A case whose time has passed on 23 November 2026: born and ended long ago."""
    return CaseFactory(born_on=date(2001, 11, 23), ended_on=date(2006, 11, 1), **more)

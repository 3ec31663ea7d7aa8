"""Whom a visit is about: a signed one as the record had the baby when it was signed.

A date that was corrected since stands as it was, and says so beside it. A birth that was recorded
since corrects nothing: until then there was a due date.
"""

from checklists.cases.ages import HasDates, age_in_days, age_words
from checklists.cases.banner import born_or_due
from checklists.nhsuk.wording import in_words
from checklists.reading.clock import london_date
from checklists.visits.models import Visit
from checklists.visits.words import baby_of, in_a_sentence


def dates_of(visit: Visit) -> HasDates:
    """The baby's dates as they were at signing; of a draft those of now."""
    return visit.case.dates_on(visit.signed_at) if visit.signed_at else visit.case


def age_at(visit: Visit) -> str:
    """'1 week 6 days', '32 weeks pregnant': on the day of the visit, by the dates of then."""
    return age_words(dates_of(visit), london_date(visit.held_at))


def about(visit: Visit) -> str:
    """'About Wren Fableton, born 9 October 2026, 6 weeks 3 days old'."""
    dates = dates_of(visit)
    days = age_in_days(dates, london_date(visit.held_at))
    age = in_a_sentence(age_at(visit))
    age = f"{age} old" if days else "on the day of the birth" if days == 0 else age
    parts = (baby_of(visit), in_a_sentence(born_or_due(dates)), age)
    return f"About {', '.join(part for part in parts if part)}"


def birth_as_signed(visit: Visit) -> str:
    """'born 6 November 2026 (corrected on 27 November 2026 to 6 October 2026)'."""
    said, corrected = in_a_sentence(born_or_due(dates_of(visit))), correction_words(visit)
    return f"{said} ({corrected})" if corrected else said


def correction_words(visit: Visit) -> str:
    """'corrected on 27 November 2026 to 6 October 2026', of the date the visit bears; or ''."""
    then, case = dates_of(visit), visit.case
    field = "born_on" if then.born_on else "due_on"
    recorded, changed_at = getattr(case, field), case.changed_at(field)
    if recorded is None or changed_at is None or recorded == getattr(then, field):
        return ""
    return f"corrected on {in_words(changed_at)} to {in_words(recorded)}"


def correction_line(visit: Visit) -> str:
    """'Date of birth corrected on 27 November 2026 to 6 October 2026.'; or ''."""
    corrected = correction_words(visit)
    date = "Date of birth" if dates_of(visit).born_on else "Due date"
    return f"{date} {corrected}." if corrected else ""

"""What is asked of a call about a mark."""

from typing import Any

from checklists.nhsuk.date_fields import ClockTimeField, DayMonthYearField
from checklists.nhsuk.fields import LineField, NameField
from checklists.nhsuk.forms import PlainForm
from checklists.reading.clock import london_today
from checklists.visits.draft.forms.adults import MOST_OF_A_NAME
from checklists.visits.draft.forms.moments import london_now, oldest_day, read_moment


class CallForm(PlainForm):
    """Whom she rang about a mark, when, and the reference she was given. `call` is for the verb."""

    spoke_to = NameField(label="Who you spoke to", max_length=MOST_OF_A_NAME)
    reference = LineField(
        label="Reference", help_text="As they gave it, or 'none given'", max_length=100
    )
    rang_on = DayMonthYearField(
        label="Day",
        initial=london_today,
        earliest=oldest_day,
        latest=london_today,
        too_late="The day of the call cannot be in the future",
    )
    rang_time = ClockTimeField(label="Time", initial=lambda: london_now().time())

    def clean(self) -> dict[str, Any]:
        super().clean()
        return read_moment(self, "rang", future="The time of the call cannot be in the future")

    @property
    def call(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("spoke_to", "rang_at", "reference")}

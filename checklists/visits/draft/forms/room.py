"""Which adults of the record were there, one question for each man or adult who was present."""

from collections.abc import Iterable, Mapping
from typing import Any

from checklists.answers.private import Room
from checklists.nhsuk.fields import SeveralOfField
from checklists.nhsuk.forms import PlainForm
from checklists.visits.room import HOW_WORDS, NOT_KNOWN, NOT_KNOWN_WORDS, question_of

SEVERAL = "other_adult"  # may stand for more than one person
ONE_WAY = "Choose one: spoken with, or not spoken with"
WHO_OR_NOT = "Choose who it was, or that it is not known"


class RoomForm(PlainForm):
    """`codes` are those of presence, `names` the adults of the record by id."""

    def __init__(
        self,
        *args: Any,
        codes: Iterable[str],
        names: Mapping[str, str],
        room: Room,
        **kwargs: Any,
    ) -> None:
        initial = {code: ticks_of(room.get(code, {})) for code in codes}
        super().__init__(*args, initial=initial, **kwargs)
        choices = [
            (f"{how}:{adult}", f"{name}: {words}")
            for adult, name in names.items()
            for how, words in HOW_WORDS.items()
        ]
        for code in initial:
            self.fields[code] = SeveralOfField(
                label=question_of(code),
                required=False,
                choices=[*choices, (NOT_KNOWN, NOT_KNOWN_WORDS)],
            )

    def clean(self) -> None:
        super().clean()
        for code in self.fields:
            ticks = self.cleaned_data.get(code, [])
            adults = [tick.partition(":")[2] for tick in ticks if tick != NOT_KNOWN]
            if len(adults) > len(set(adults)):
                self.add_error(code, ONE_WAY)
            elif adults and NOT_KNOWN in ticks and code != SEVERAL:
                self.add_error(code, WHO_OR_NOT)
        self.refuse_two_ways_of_one_adult()

    def refuse_two_ways_of_one_adult(self) -> None:
        """Who was there in two roles was spoken with in both, or in neither."""
        ways: dict[str, str] = {}
        for code in self.fields:
            for tick in self.cleaned_data.get(code, []):
                how, _, adult = tick.partition(":")
                if adult and ways.setdefault(adult, how) != how and code not in self.errors:
                    self.add_error(code, ONE_WAY)

    @property
    def room(self) -> dict[str, dict[str, Any]]:
        """As it is kept: see `visits.room`. What was left blank is left out."""
        return {code: said_by(self.cleaned_data[code]) for code in self.fields if self.has(code)}

    def has(self, code: str) -> bool:
        return bool(self.cleaned_data[code])


def ticks_of(said: Mapping[str, Any]) -> list[str]:
    ticks = [f"{how}:{adult}" for adult, how in said.get("adults", {}).items()]
    return [*ticks, NOT_KNOWN] if said.get("not_known") else ticks


def said_by(ticks: Iterable[str]) -> dict[str, Any]:
    adults = {}
    for tick in ticks:
        how, _, adult = tick.partition(":")
        if adult:
            adults[adult] = how
    return {"adults": adults, "not_known": NOT_KNOWN in ticks}

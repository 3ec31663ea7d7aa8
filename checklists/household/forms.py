"""What is asked of an adult around the baby."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django import forms

from checklists.facts.contacts import Answers
from checklists.guidance.compiled import CompiledPrompt
from checklists.guidance.conditions import Condition, Given, holds, leaves
from checklists.guidance.naming import naming
from checklists.household.adult_names import ask_once, check_pair
from checklists.household.household import NAME, NAME_NOT_KNOWN
from checklists.household.models import Adult, Professional
from checklists.household.people_shown import ALONE, LIVES, MET, MET_REASON, ROLE
from checklists.nhsuk.fields import (
    LineField,
    NameField,
    OneOfField,
    SeveralOfField,
    name_field,
)
from checklists.nhsuk.forms import PlainForm, PlainModelForm

ASKED_OF_ADULTS = {
    ROLE: "Say how this person is related to the baby",
    LIVES: "Say whether this person lives in the home, or that it is not known",
    ALONE: "Say whether this person is ever alone with the baby, or that it is not known",
    MET: "Say whether a practitioner has met this person",
}
KNOWN_FROM = "adult_known_from"


class AdultForm(PlainForm):
    """What is known of an adult now, in the words of the visit's own questions.

    `prompts` are the compiled prompts of the version in force. Not known is an answer; more is
    asked at a visit.
    """

    adult: Adult | None = None  # whom it is about, and what is known of everybody
    known: Answers = {}
    others: tuple[str, ...] = ()  # names of the other adults
    contradictions: Iterable[Mapping[str, Any]] = ()  # of the version in force

    together = (("named", "adult_name"), (MET, MET_REASON))

    named = OneOfField(
        label="Is the name known?",
        choices=Adult.Named.choices,
        error_messages={"required": "Say whether the name is known"},
    )
    adult_name = name_field("Name", "Any other names used too. Leave empty if not known", 200)

    def __init__(self, *args, prompts: Mapping[str, CompiledPrompt], **kwargs):
        super().__init__(*args, **kwargs)
        for key, words in ASKED_OF_ADULTS.items():
            self.fields[key] = OneOfField(
                label=naming(prompts[key].text, self.initial.get(NAME, "")),
                help_text=prompts[key].help,
                choices=[(choice.value, choice.label) for choice in prompts[key].choices],
                error_messages={"required": words},
            )
        reasons = [(choice.value, choice.label) for choice in prompts[MET].reasons]
        self.fields[MET_REASON] = forms.ChoiceField(
            label="If not met yet, why?",
            choices=[("", "Choose a reason"), *reasons],
            required=False,
        )
        source = prompts.get(KNOWN_FROM)  # an earlier version does not ask it
        if source:
            self.fields[KNOWN_FROM] = SeveralOfField(
                label=source.text,
                help_text=source.help,
                choices=[(choice.value, choice.label) for choice in source.choices],
                required=False,
            )

    def clean(self):
        super().clean()
        named = self.cleaned_data.get("named")
        if named in ("known", "partly") and self.cleaned_data.get("adult_name") == "":
            self.add_error("adult_name", "Enter the name, or say that it is not known")
        check_pair(self, name=NAME, named="named")
        if self.cleaned_data.get(NAME) != self.initial.get(NAME):
            ask_once(self, name=NAME, others=self.others)
        self.check_contradictions()

    def check_contradictions(self) -> None:
        """Of those that a visit names, the ones whose every answer is asked here."""
        said = {name: Given(value) for name, value in self.cleaned_data.items() if value}
        for one in self.contradictions:
            last = field_of(one["when"], self.fields)
            if last and holds(one["when"], said, shown=self.fields):
                self.add_error(last, one["words"])

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """{prompt key: {"value", "reason"}} of what was said, for household.add_adult."""
        known = self.cleaned_data
        asked = [*ASKED_OF_ADULTS, *([KNOWN_FROM] if known.get(KNOWN_FROM) else [])]
        found: dict[str, dict[str, Any]] = {
            key: {"value": known[key], "reason": ""} for key in asked
        }
        if known[MET] != "yes":
            found[MET]["reason"] = known[MET_REASON]
        name = known["adult_name"] or NAME_NOT_KNOWN
        return {NAME: {"value": name, "reason": ""}, **found}


def field_of(when: Condition, fields: Container[str]) -> str:
    """The last field that a condition reads; '' where it reads what is not among the fields."""
    read = [leaf.get("prompt", "") for leaf in leaves(when)]
    return read[-1] if read and all(key in fields for key in read) else ""


def known_of(adult: Adult, answers: Answers) -> dict[str, Any]:
    """The initial values of AdultForm."""
    known = {
        key: answers.get(f"{key}:{adult.pk}", {}) for key in (NAME, *ASKED_OF_ADULTS, KNOWN_FROM)
    }
    name = known.pop(NAME).get("value", "")
    return {
        "named": adult.named,
        "adult_name": "" if name == NAME_NOT_KNOWN else name,
        **{key: answer.get("value", "") for key, answer in known.items()},
        MET_REASON: known[MET].get("reason", ""),
    }


class ProfessionalForm(PlainModelForm):
    class Meta:
        model = Professional
        fields = ["role", "name", "organisation", "contact"]
        field_classes = {**dict.fromkeys(fields, LineField), "name": NameField}
        labels = {
            "role": "What they do",
            "name": "Name",
            "organisation": "Where they work",
            "contact": "How to reach them at work",
        }
        help_texts = {"role": "Midwife, GP, social worker"}
        error_messages = {
            "role": {"required": "Enter what they do, like midwife"},
            "name": {"required": "Enter their name"},
        }

"""What is asked of an adult around the baby."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django import forms

from checklists.facts.contacts import Answers
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.conditions import Condition, Given, holds, leaves
from checklists.guidance.known_prompts import (
    ADULT_KNOWN_FROM,
    ADULT_MET,
    ADULT_NAME,
    ADULT_ROLE,
    CARES_ALONE,
    LIVES_IN_HOME,
)
from checklists.guidance.naming import with_adult_named
from checklists.household.adult_names import ask_whether_another_person, check_name_is_known
from checklists.household.adults import NAME_NOT_KNOWN
from checklists.household.models import Adult, Professional
from checklists.household.people_shown import MET_REASON
from checklists.nhsuk.fields import (
    LineField,
    NameField,
    OneOfField,
    SeveralOfField,
    name_field,
)
from checklists.nhsuk.forms import PlainForm, PlainModelForm

ASKED_OF_ADULTS = {
    ADULT_ROLE: "Say how this person is related to the baby",
    LIVES_IN_HOME: "Say whether this person lives in the home, or that it is not known",
    CARES_ALONE: "Say whether this person is ever alone with the baby, or that it is not known",
    ADULT_MET: "Say whether a practitioner has met this person",
}


class AdultForm(PlainForm):
    """What is known of an adult now, in the words of the visit's own questions.

    `prompts` are the compiled prompts of the version in force. Not known is an answer; more is
    asked at a visit.
    """

    adult: Adult | None = None  # whom it is about, and what is known of everybody
    known: Answers = {}
    others: tuple[str, ...] = ()  # names of the other adults
    contradictions: Iterable[Mapping[str, Any]] = ()  # of the version in force

    together = (("named", ADULT_NAME), (ADULT_MET, MET_REASON))

    named = OneOfField(
        label="Is the name known?",
        choices=Adult.Named.choices,
        error_messages={"required": "Say whether the name is known"},
    )
    adult_name = name_field("Name", "Any other names used too. Leave empty if not known", 200)

    def __init__(self, *args: Any, prompts: Mapping[str, CompiledPrompt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, words in ASKED_OF_ADULTS.items():
            self.fields[key] = OneOfField(
                label=with_adult_named(prompts[key].text, self.initial.get(ADULT_NAME, "")),
                help_text=prompts[key].help,
                choices=[(choice.value, choice.label) for choice in prompts[key].choices],
                error_messages={"required": words},
            )
        reasons = [(choice.value, choice.label) for choice in prompts[ADULT_MET].reasons]
        self.fields[MET_REASON] = forms.ChoiceField(
            label="If not met yet, why?",
            choices=[("", "Choose a reason"), *reasons],
            required=False,
        )
        source = prompts.get(ADULT_KNOWN_FROM)  # an earlier version does not ask it
        if source:
            self.fields[ADULT_KNOWN_FROM] = SeveralOfField(
                label=source.text,
                help_text=source.help,
                choices=[(choice.value, choice.label) for choice in source.choices],
                required=False,
            )

    def clean(self) -> None:
        super().clean()
        named = self.cleaned_data.get("named")
        if named in ("known", "partly") and self.cleaned_data.get(ADULT_NAME) == "":
            self.add_error(ADULT_NAME, "Enter the name, or say that it is not known")
        check_name_is_known(self, name=ADULT_NAME, named="named")
        if self.cleaned_data.get(ADULT_NAME) != self.initial.get(ADULT_NAME):
            ask_whether_another_person(self, name=ADULT_NAME, others=self.others)
        self.check_contradictions()

    def check_contradictions(self) -> None:
        """Of those that a visit names, the ones whose every answer is asked here."""
        said = {name: Given(value) for name, value in self.cleaned_data.items() if value}
        for one in self.contradictions:
            last = last_field_read(one["when"], self.fields)
            if last and holds(one["when"], said, shown=self.fields):
                self.add_error(last, one["words"])

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """{prompt key: {"value", "reason"}} of what was said, for adults.add_adult."""
        known = self.cleaned_data
        asked = [*ASKED_OF_ADULTS, *([ADULT_KNOWN_FROM] if known.get(ADULT_KNOWN_FROM) else [])]
        found: dict[str, dict[str, Any]] = {
            key: {"value": known[key], "reason": ""} for key in asked
        }
        if known[ADULT_MET] != "yes":
            found[ADULT_MET]["reason"] = known[MET_REASON]
        name = known[ADULT_NAME] or NAME_NOT_KNOWN
        return {ADULT_NAME: {"value": name, "reason": ""}, **found}


def last_field_read(when: Condition, fields: Container[str]) -> str:
    """The last field that a condition reads; '' where it reads what is not among the fields."""
    read = [leaf.get("prompt", "") for leaf in leaves(when)]
    return read[-1] if read and all(key in fields for key in read) else ""


def initial_values(adult: Adult, answers: Answers) -> dict[str, Any]:
    """The initial values of AdultForm."""
    known = {
        key: answers.get(f"{key}:{adult.pk}", {})
        for key in (ADULT_NAME, *ASKED_OF_ADULTS, ADULT_KNOWN_FROM)
    }
    name = known.pop(ADULT_NAME).get("value", "")
    return {
        "named": adult.named,
        ADULT_NAME: "" if name == NAME_NOT_KNOWN else name,
        **{key: answer.get("value", "") for key, answer in known.items()},
        MET_REASON: known[ADULT_MET].get("reason", ""),
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

"""What several families of the demonstration have in common: who is there, and who is unknown."""

from checklists.demo.families import Answers

PARTNER_HERE = ("mother", "partner")
# With him in the room nothing is asked that is for her alone.
NOT_ASKED_PARTNER: Answers = {
    "da_seen_alone": "no",
    "da_postnatal": ("not_asked", "partner_present"),
    "mental_health_mother": ("not_asked", "partner_present"),
    "new_adult_since_last": "not_known",
    "adults_record_complete": None,
    "pregnancy_concealed": None,
}
NO_INTERPRETER: Answers = {
    "communication_needs": ["interpreter_spoken"],
    "da_interpreter": "needed_not_available",
    "da_seen_alone": "no",
    "da_postnatal": ("not_asked", "no_interpreter"),
    "mental_health_mother": ("not_asked", "no_interpreter"),
    "substance_use_mother": ("not_asked", "no_interpreter"),
    "learning_need_mother": "not_asked",
    "understanding_checked": "unclear",
    "new_adult_since_last": "not_known",
    "adults_record_complete": None,
}
NEW_PARTNER: Answers = {
    "adult_name": "Name not known",
    "adult_role": "mothers_partner",
    "adult_lives_in_home": "stays_over",
    "adult_cares_alone": "not_known",
    "adult_met": ("no", "at_work"),
    "adult_health_explored": ("not_done", "person_absent"),
    "adult_concerns": ["not_explored"],
    "adult_other_children_checked": "not_checked",
}
# She told of him alone: nobody goes to him about it.
CAUSES_HARM: Answers = {
    **NEW_PARTNER,
    "adult_met": ("no", "unsafe_to_approach"),
    "adult_health_explored": ("not_done", "unsafe_to_ask"),
    "adult_concerns": ["causing_harm"],
    "adult_known_from": ["mother"],
}

FATHER_NOT_KNOWN: Answers = {
    "father_identity": "genuinely_unknown",
    "father_identity_reason": "“I can't say who he is.” What I think: she may be afraid to. I ask "
    "again, alone, and take it to supervision.",
}

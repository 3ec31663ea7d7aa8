"""Answers of a contact at which nothing needs following up. They open no item."""

from collections.abc import Mapping

from checklists.demo.families import Answers, Value

TOLD = ["mother", "father"]

OPEN: Answers = {
    "history_reviewed": "done",
    "baby_seen": "seen_awake",
    "baby_vulnerability_factors": ["none_known"],
    "baby_lived_experience": "Feeds every 3 hours, settles when held, sleeps in the cot.",
    "baby_observed_care": "Held close and talked to. Turned to the voice.",
    "baby_worry": "no",
    "vulnerability_explained_to": TOLD,
    "adversity_impact_discussed": "done",
    "understanding_checked": "teach_back",
    "communication_needs": ["none"],
    "sleep_night_place": ["cot_or_basket"],
    "sleep_day_place": ["cot_or_basket", "pram_flat"],
    "sleep_own_surface": "yes",
    "sleep_back": "always",
    "sleep_room_share": "yes",
    "sleep_bed_share": "never",
    "sleep_bed_share_advice": "done",
    "sleep_sofa": "no",
    "sleep_smoking_who": ["none"],
    "sleep_carer_impaired": ["none"],
    "sleep_bedding_hazards": ["none_seen"],
    "sleep_out_of_routine": "plan_agreed",
    "sleep_messages_reached": TOLD,
    "icon_given_main": "done",
    "handling_messages_reached": TOLD,
    "crying_coping": "coping",
    "crying_plan": "Put the baby down in the cot, leave the room for a few minutes, ring a "
    "grandparent, then go back.",
    "handling_observed": "gentle",
    "home_hazards": ["none_found"],
    "equipment_checked": "done",
    "home_messages_reached": TOLD,
    "accounts_consistent": "consistent",
    "access_pattern": "no",
    "wider_family_heard": "done",
    "strengths_protective": "Two carers who notice and answer the baby's cues.",
    "prebirth_concern": "none",
    "skin_seen": "done",
    "baby_mobility": "not_rolling",
    "mark_seen": "no",
    "mental_health_mother": "no_concern",
    "substance_use_mother": "no_concern",
    "learning_need_mother": "no",
    "mental_health_carer": "no_such_carer",
    "substance_use_carer": "no_such_carer",
    "learning_need_carer": "no_such_carer",
    "other_needs": ["none_known"],
    "plan_level": "universal",
    "professional_disagreement": "none",
    "lead_professional_known": "not_needed",
    "key_contacts_recorded": "done",
    "role_uncertainty": "no",
    "information_shared": "none_needed",
    "handover_done": "both",
}

# Said by him or her alone, so only where one of them was there.
BY_THE_FATHER: Answers = {
    "mental_health_father": "no_concern",
    "substance_use_father": "no_concern",
    "learning_need_father": "no",
}

PRIVATE: Answers = {
    "risk_analysis": "No worry today. Ask again at each contact.",
    "unknowns": "Who else looks after the baby at weekends. Ask next time.",
    "da_seen_alone": "yes",
    "da_antenatal": "asked_no_disclosure",
    "da_antenatal_history": "yes_record",
    "da_postnatal": "asked_no_disclosure",
    "da_indicators": ["none_seen"],
    "new_adult_since_last": "no",
    "adults_record_complete": "yes",
    "father_identity": "yes",
    "pregnancy_concealed": "no",
    "agencies_involved": ["midwifery", "gp"],
    "difficult_conversation_needed": "no",
    "practitioner_safety": "no",
}

IN_PREGNANCY: Answers = {
    "sleep_room_share": "planned",
    "baby_lived_experience": "Moves every day. A cot, clothes and a room with the parents wait.",
    "strengths_protective": "She comes to every antenatal appointment and asks questions.",
    "crying_plan": "They will put the baby down in the cot, leave the room for a few minutes and "
    "ring a grandparent.",
}

FATHER: Mapping[str, Value] = {
    "adult_role": "birth_father",
    "adult_lives_in_home": "yes",
    "adult_cares_alone": "yes",
    "adult_dob_known": "yes",
    "adult_met": "yes",
    "adult_health_explored": "done",
    "adult_concerns": ["none_known"],
    "adult_other_children_checked": "asked_only",
    "adult_protective": "Calm with the baby, shares the nights.",
}

# What a question that only shows up sometimes is answered with when a story does not say.
WHEN_TRIGGERED: Mapping[str, Value] = {
    "mark_type": ["bruise"],
    "mark_explanation": "“It was there this morning.” Said by the carer.",
    "mark_explanation_fits": "unsure",
    "mark_body_map": "done",
    "mark_birthmark_verified": "recorded",
    "mark_csc_referral": "made",
    "mark_csc_reference": "Taken by the duty worker at 3pm, reference FICTION-1.",
    "mark_paediatric": "arranged",
    "mark_safety_now": "I stay with mother and baby until hospital transport takes them to the "
    "children's ward. An hour later I ring the ward: if they have not come, I ring social care "
    "and the police.",
    "mark_siblings": "not_applicable",
    "mark_parents_told": "yes",
    "mark_outcome": "waiting",
    "baby_worry_detail": "What I saw and was told stands with the mark. Told the manager by phone "
    "at once.",
    "concern_discussed_early": "yes",
    "da_interpreter": "used",
    "da_next_opportunity": "At the clinic, where she comes alone to have the baby weighed.",
    "da_done_by_other": "Community midwife, at booking.",
    "da_safe_now": "safe_plan",
    "da_safe_contact": "Ring weekdays before 2pm. No texts, no voicemail, no post. If someone else "
    "answers, it is a wrong number.",
    "da_dash": "completed",
    "da_marac": "not_met",
    "da_csc": "referred",
    "da_support_offered": ["idva", "helpline", "safety_plan"],
    "father_identity_reason": "“I would rather not say yet.” I ask again, alone.",
    "father_csc_discussed": "manager",
    "coercion_considered": "considered_no_signs",
    "sleep_smoking_referral": "referred",
    "sleep_made_safe": "yes",
    "home_fixed_today": "yes",
    "impact_on_baby": "Nights are hard. The grandmother helps, the baby is fed and warm.",
    "services_in_place": "receiving",
    "prebirth_factors": ["unknown_father"],
    "coercion_indicators": ["fear_naming"],
    "prebirth_protocol": "early_help",
    "prebirth_parents_told": "mother_only",
    "prebirth_shared_midwife": "both",
    "conversation_message": "Said plainly what worries me. Heard quietly.",
    "plan_shared_parents": "yes",
    "agencies_contributed": "yes",
    "plan_shared_professionals": "yes",
    "plan_progress": "improving",
    "sober_carer": "The grandmother, who stays until Sunday.",
    "substance_storage": "safe",
    "adapted_advice": "yes",
    "home_dog_plan": "Stair gate shut, never alone together.",
    "escalation_step": "First step of the local policy, by the manager.",
}


def answers_for(stage: str) -> Answers:
    """Ordinary answers of a stage, open and private together, by prompt key."""
    return {**OPEN, **BY_THE_FATHER, **PRIVATE, **(IN_PREGNANCY if stage == "pregnancy" else {})}

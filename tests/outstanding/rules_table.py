"""For each rule of kind visit or case: contacts that open its item, leave it alone, and close it.

A contact is what was answered at it, and the facts of the case where the rule reads any.
`with_reason` pairs an answer with the reason chosen beside it. An override names what it does to
the item: priority, and days from the contact or from the due date ("edd").
"""

from dataclasses import dataclass, field
from typing import Any

from checklists.guidance.conditions import Given

MANUAL = None


@dataclass(frozen=True)
class Says:
    answers: dict[str, Given]
    facts: dict[str, Any] = field(default_factory=dict)
    blank: tuple[str, ...] = ()


@dataclass(frozen=True)
class Override:
    says: Says
    priority: str
    days: int
    counted_from: str = "contact"


@dataclass(frozen=True)
class Row:
    fires: list[Says]
    quiet: list[Says]
    closes: list[Says] | None
    overrides: list[Override] = field(default_factory=list)


def with_reason(value, reason):
    return Given(value, reason)


def says(facts=None, blank=(), **answers):
    given = {k: v if isinstance(v, Given) else Given(v) for k, v in answers.items()}
    return Says(given, facts or {}, tuple(blank))


def override(priority, days, counted_from="contact", **contact):
    return Override(says(**contact), priority, days, counted_from)


ALONE_AND_ASKED = {"da_seen_alone": "yes", "da_interpreter": "not_needed"}
BED_SHARING = {"sleep_bed_share": "planned"}
MARK = {"mark_seen": "yes", "baby_mobility": "mobile"}
FATHER = {"adult_role": "birth_father"}
PARTNER = {"adult_role": "mothers_partner", "adult_lives_in_home": "yes"}

RULES = {
    "baby_urgent_worry": Row(
        fires=[says(baby_worry="urgent")],
        quiet=[says(baby_worry="concern")],
        closes=MANUAL,
    ),
    "baby_not_seen": Row(
        fires=[
            says(baby_seen=with_reason("not_seen", "with_other_carer")),
            says(baby_seen="seen_awake", skin_seen=with_reason("not_done", "other")),
        ],
        quiet=[
            says(baby_seen=with_reason("not_seen", "remote_contact")),
            says(baby_seen="seen_asleep", skin_seen="done"),
        ],
        overrides=[
            override("high", 1, baby_seen=with_reason("not_seen", "access_refused")),
            override(
                "routine",
                28,
                baby_seen="seen_awake",
                skin_seen=with_reason("partly_done", "other"),
                facts={"baby_age_days": 92},
            ),
        ],
        closes=[says(baby_seen="seen_awake", skin_seen="done")],
    ),
    "sleep_sofa_armchair": Row(
        fires=[
            says(sleep_sofa="likely"),
            says(sleep_sofa="no", sleep_night_place=["sofa_armchair"]),
            says(sleep_sofa="no", sleep_day_place=["cot_or_basket", "sofa_armchair"]),
        ],
        quiet=[says(sleep_sofa="no", sleep_night_place=["cot_or_basket"])],
        closes=[says(sleep_sofa="no", sleep_action_plan="Hand over to a second person")],
    ),
    "sleep_bed_share_high_risk": Row(
        fires=[
            says(**BED_SHARING, sleep_smoking_who=["partner"]),
            says(**BED_SHARING, sleep_carer_impaired=["alcohol_no_plan"]),
            says(sleep_night_place=["adult_bed"], baby_vulnerability_factors=["premature"]),
        ],
        quiet=[
            says(**BED_SHARING, sleep_smoking_who=["none"], sleep_carer_impaired=["none"]),
            says(sleep_bed_share="never", sleep_smoking_who=["partner"]),
        ],
        overrides=[
            override(
                "high",
                14,
                sleep_bed_share="might",
                sleep_smoking_who=["mother"],
                facts={"days_to_edd": -60},
            ),
            override("high", 1, **BED_SHARING, sleep_carer_impaired=["exhausted"]),
            override("high", 1, sleep_bed_share="might", sleep_smoking_who=["mother"]),
        ],
        closes=[says(sleep_bed_share="never")],
    ),
    "sleep_no_own_space": Row(
        fires=[says(sleep_own_surface="none"), says(sleep_night_place=["no_place_yet"])],
        quiet=[says(sleep_own_surface="yes", sleep_night_place=["cot_or_basket"])],
        overrides=[
            override("routine", -28, "edd", sleep_own_surface="none", facts={"days_to_edd": 29}),
            override("high", 7, sleep_own_surface="none", facts={"days_to_edd": 28}),
        ],
        closes=[says(sleep_own_surface="yes")],
    ),
    "could_not_twice": Row(
        fires=[says(facts={"not_done_streak": 2})],
        quiet=[says(facts={"not_done_streak": 1})],
        overrides=[
            override(
                "high",
                7,
                mental_health_mother=with_reason("not_asked", "partner_present"),
                facts={"not_done_streak": 2},
            )
        ],
        closes=[says(facts={"not_done_streak": 0})],
    ),
    "smoking_referral": Row(
        fires=[says(sleep_smoking_who=["other_household"], sleep_smoking_referral="not_offered")],
        quiet=[says(sleep_smoking_who=["mother"], sleep_smoking_referral="offered_declined")],
        closes=[says(sleep_smoking_referral="referred")],
    ),
    "crying_fear_or_rough_handling": Row(
        fires=[says(crying_coping="fear_of_harm"), says(handling_observed="rough")],
        quiet=[says(crying_coping="struggling", handling_observed="needs_support")],
        closes=MANUAL,
    ),
    "home_hazard": Row(
        fires=[says(home_hazards=["hot_drinks"]), says(home_hazards=["stairs_windows"])],
        quiet=[
            says(home_hazards=["none_found"]),
            says(home_hazards=["hot_drinks"], home_fixed_today="yes"),
        ],
        overrides=[
            override("high", 2, home_hazards=["dog", "fire_co"]),
            override("high", 7, home_hazards=["fire_co"]),
        ],
        closes=[says(home_hazards=["none_found"]), says(home_fixed_today="yes")],
    ),
    "sleep_space_hazard": Row(
        fires=[
            says(sleep_back="sometimes"),
            says(sleep_night_place=["pod_nest"]),
            says(sleep_bedding_hazards=["bumper"]),
            says(sleep_bedding_hazards=["too_cold"], sleep_made_safe="no"),
            says(sleep_bedding_hazards=["too_cold"], sleep_made_safe="part"),
        ],
        quiet=[
            says(sleep_back="always", sleep_bedding_hazards=["none_seen"]),
            says(sleep_bedding_hazards=["too_cold"], sleep_made_safe="yes"),
        ],
        overrides=[
            override(
                "routine",
                28,
                sleep_back="always",
                sleep_bedding_hazards=["toys"],
                sleep_made_safe="yes",
            )
        ],
        closes=[
            says(
                sleep_back="medical_advice",
                sleep_bedding_hazards=["none_seen"],
                sleep_night_place=["cot_or_basket"],
            )
        ],
    ),
    "sleep_environment_review": Row(
        fires=[
            says(sleep_room_share="no"),
            says(sleep_bedding_hazards=["not_seen"]),
            says(sleep_own_surface=with_reason("told_only", "not_shown")),
            says(
                sleep_own_surface=with_reason("told_only", "not_at_home"),
                facts={"sleep_place_seen_before": False},
            ),
        ],
        quiet=[
            says(
                sleep_own_surface=with_reason("told_only", "not_at_home"),
                facts={"sleep_place_seen_before": True},
            ),
            says(sleep_own_surface="yes", sleep_room_share="yes"),
        ],
        overrides=[
            override("routine", 7, sleep_room_share="no", facts={"baby_age_days": 91}),
            override(
                "routine",
                7,
                sleep_out_of_routine="event_no_plan",
                facts={"baby_age_days": 92},
            ),
        ],
        closes=[says(sleep_own_surface="yes", sleep_bedding_hazards=["none_seen"])],
    ),
    "icon_main_carer": Row(
        fires=[
            says(icon_given_main=with_reason("not_done", "visit_cut_short")),
            says(crying_coping="hard_but_plan", blank=["crying_plan"]),
        ],
        quiet=[
            says(icon_given_main=with_reason("not_done", "done_by_other")),
            says(icon_given_main="done", crying_coping="coping"),
            says(crying_coping="hard_but_plan", crying_plan="Gran, day and night"),
        ],
        overrides=[override("high", 2, crying_coping="struggling")],
        closes=[says(icon_given_main="done", crying_coping="coping")],
    ),
    "icon_father": Row(
        fires=[
            says(handling_messages_reached=["mother"], sleep_messages_reached=["mother"]),
            says(handling_messages_reached=["mother"], sleep_messages_reached=["father"]),
            # Whatever is known in private: an item that is missing would say it.
            says(handling_messages_reached=["mother"], facts={"known_domestic_abuse": True}),
        ],
        quiet=[
            says(handling_messages_reached=["father"], sleep_messages_reached=["partner"]),
            says(handling_messages_reached=["no_other_carers"]),
        ],
        closes=[says(handling_messages_reached=["father"], sleep_messages_reached=["partner"])],
    ),
    "no_access_or_refused": Row(
        fires=[says(access_pattern="refused"), says(facts={"no_access_streak": 2})],
        quiet=[says(access_pattern="once", facts={"no_access_streak": 1})],
        closes=[says(access_pattern="no")],
    ),
    "try_again": Row(
        fires=[says(facts={"not_held_streak": 1})],
        quiet=[says(facts={"not_held_streak": 0})],
        closes=[says(facts={"not_held_streak": 0})],
    ),
    "da_postnatal_not_completed": Row(
        fires=[
            says(da_postnatal=with_reason("not_asked", "partner_present")),
            says(da_postnatal="asked_no_disclosure", da_seen_alone="no"),
            says(
                da_postnatal="asked_not_answered",
                da_seen_alone="yes",
                da_interpreter="family_used",
            ),
        ],
        quiet=[
            says(da_postnatal=with_reason("not_asked", "done_by_other")),
            says(da_postnatal=with_reason("not_asked", "not_with_mother")),
            says(da_postnatal="asked_no_disclosure", **ALONE_AND_ASKED),
        ],
        closes=[
            says(da_postnatal="asked_disclosure", **ALONE_AND_ASKED),
            says(
                da_postnatal=with_reason("not_asked", "done_by_other"),
                da_done_by_other="Midwife, 3 November",
            ),
        ],
    ),
    "da_interpreter": Row(
        fires=[
            says(da_interpreter="family_used"),
            says(da_postnatal=with_reason("not_asked", "no_interpreter")),
            says(da_antenatal=with_reason("not_asked", "no_interpreter")),
        ],
        quiet=[
            says(da_interpreter="used", da_postnatal="asked_no_disclosure"),
            says(da_postnatal=with_reason("not_asked", "partner_present")),
        ],
        closes=[says(da_interpreter="used")],
    ),
    "da_immediate_safety": Row(
        fires=[says(da_safe_now="not_safe"), says(da_safe_now="unsure")],
        quiet=[says(da_safe_now="safe_plan")],
        overrides=[override("high", 1, da_safe_now="could_not_ask")],
        closes=MANUAL,
    ),
    "da_disclosure_followup": Row(
        fires=[
            says(da_antenatal="asked_disclosure"),
            says(da_postnatal="asked_disclosure"),
            says(da_indicators=["told_us"]),
        ],
        quiet=[says(da_postnatal="asked_no_disclosure", da_indicators=["none_seen"])],
        closes=[says(da_dash="completed", da_marac="not_met", da_csc="already_open")],
    ),
    "da_marac_not_referred": Row(
        fires=[says(da_marac="met_not_referred")],
        quiet=[says(da_marac="not_met")],
        closes=[says(da_marac="met_referred")],
    ),
    "da_indicators_no_disclosure": Row(
        fires=[says(da_indicators=["fearful"], da_postnatal="asked_no_disclosure")],
        quiet=[
            says(da_indicators=["fearful"], da_postnatal="asked_disclosure"),
            says(da_indicators=["fearful", "told_us"]),
            says(da_indicators=["low_mood"]),
        ],
        closes=MANUAL,
    ),
    "da_antenatal_not_completed": Row(
        fires=[
            says(da_antenatal=with_reason("not_asked", "partner_present")),
            says(da_antenatal="asked_no_disclosure", da_seen_alone="no"),
        ],
        quiet=[
            says(da_antenatal=with_reason("not_asked", "done_by_other")),
            says(da_antenatal="asked_no_disclosure", **ALONE_AND_ASKED),
        ],
        closes=[
            says(da_antenatal="asked_no_disclosure", **ALONE_AND_ASKED),
            says(da_postnatal="asked_no_disclosure", **ALONE_AND_ASKED),
            says(
                da_postnatal=with_reason("not_asked", "done_by_other"),
                da_done_by_other="Midwife, 3 November",
            ),
            says(da_antenatal_history="yes_record"),
        ],
    ),
    "enquiry_same_reason_twice": Row(
        fires=[says(facts={"enquiry_same_reason_streak": 2})],
        quiet=[says(facts={"enquiry_same_reason_streak": 1})],
        closes=[says(facts={"enquiry_same_reason_streak": 0})],
    ),
    "prebirth_step_missing": Row(
        fires=[
            says(prebirth_concern="emerging", prebirth_protocol=with_reason("none", "other")),
            says(
                prebirth_concern="significant",
                prebirth_protocol="csc_referred",
                prebirth_shared_midwife="neither",
            ),
            says(prebirth_concern="emerging", prebirth_shared_midwife="one"),
        ],
        quiet=[
            says(prebirth_concern="none"),
            says(
                prebirth_concern="significant",
                prebirth_protocol="csc_referred",
                prebirth_shared_midwife="both",
            ),
        ],
        overrides=[
            override(
                "immediate",
                0,
                prebirth_concern="significant",
                prebirth_protocol=with_reason("discussed_only", "other"),
            )
        ],
        closes=[says(prebirth_protocol="early_help", prebirth_shared_midwife="both")],
    ),
    "prebirth_parents_not_told": Row(
        fires=[
            says(prebirth_concern="emerging", prebirth_parents_told="not_yet"),
            says(
                prebirth_concern="significant",
                prebirth_protocol="csc_open",
                prebirth_shared_midwife="both",
                prebirth_parents_told="not_yet",
            ),
        ],
        quiet=[
            says(prebirth_concern="none"),
            says(prebirth_concern="emerging", prebirth_parents_told="mother_only"),
            says(prebirth_concern="emerging", prebirth_parents_told="no_unsafe"),
        ],
        closes=[says(prebirth_parents_told="yes"), says(prebirth_parents_told="no_unsafe")],
    ),
    "prebirth_plan_missing_near_due_date": Row(
        fires=[
            says(
                prebirth_concern="significant",
                prebirth_birth_plan="draft",
                facts={"days_to_edd": 42},
            )
        ],
        quiet=[
            says(
                prebirth_concern="significant",
                prebirth_birth_plan="draft",
                facts={"days_to_edd": 43},
            ),
            says(
                prebirth_concern="emerging",
                prebirth_birth_plan="agreed",
                facts={"days_to_edd": 10},
            ),
        ],
        closes=[says(prebirth_birth_plan="agreed")],
    ),
    "bruise_non_mobile": Row(
        fires=[
            says(mark_seen="yes", baby_mobility="not_rolling"),
            says(mark_seen="reported", baby_mobility="rolling_only"),
            says(mark_seen="yes", blank=["baby_mobility"]),
        ],
        quiet=[
            says(mark_seen="no", baby_mobility="not_rolling"),
            says(mark_seen="none_reported", baby_mobility="not_rolling"),
            says(mark_seen="yes", baby_mobility="mobile"),
        ],
        closes=MANUAL,
    ),
    "bruise_referral_no_outcome": Row(
        fires=[says(mark_csc_referral="made"), says(mark_outcome="disputed")],
        quiet=[
            says(mark_csc_referral="made", mark_outcome="assessment"),
            says(mark_csc_referral=with_reason("not_made", "other")),
        ],
        closes=[says(mark_outcome="strategy_s47")],
    ),
    "mark_unexplained_or_unverified": Row(
        fires=[
            says(**MARK, mark_explanation_fits="unsure"),
            says(**MARK, blank=["mark_explanation_fits"]),
            says(**MARK, mark_explanation_fits="fits", mark_birthmark_verified="not_checked"),
            says(mark_seen="known_recorded", mark_birthmark_verified="not_recorded"),
            says(mark_seen="known_recorded", blank=["mark_birthmark_verified"]),
        ],
        quiet=[
            says(**MARK, mark_explanation_fits="fits"),
            says(mark_seen="known_recorded", mark_birthmark_verified="recorded"),
            says(mark_seen="no", baby_mobility="mobile"),
            says(mark_seen="none_reported", baby_mobility="mobile"),
        ],
        closes=MANUAL,
    ),
    "adult_concern_found": Row(
        fires=[
            says(adult_other_children_checked="checked_concern"),
            says(adult_concerns=["causing_harm"]),
        ],
        quiet=[says(adult_concerns=["debt_work"], adult_other_children_checked="asked_only")],
        closes=MANUAL,
    ),
    "new_adult_identified": Row(
        fires=[
            says(new_adult_since_last="yes"),
            says(new_adult_since_last="no", adults_record_complete="partly"),
        ],
        quiet=[
            says(new_adult_since_last="yes", adults_record_complete="yes"),
            says(new_adult_since_last="no"),
        ],
        closes=[says(adults_record_complete="yes"), says(adults_record_complete="no_males")],
    ),
    "adult_gap": Row(
        fires=[
            says(
                adult_role="grandparent",
                adult_lives_in_home="yes",
                adult_met=with_reason("no", "other"),
                adult_concerns=["not_explored"],
            ),
            says(adult_cares_alone="yes", adult_met="yes", adult_concerns=["not_explored"]),
            says(
                **FATHER,
                adult_lives_in_home="visits",
                adult_met=with_reason("no", "at_work"),
                adult_concerns=["none_known"],
            ),
            says(
                **FATHER,
                adult_lives_in_home="not_known",
                adult_met=with_reason("seen_not_spoken", "other"),
                adult_concerns=["not_explored"],
            ),
            says(
                adult_role="co_parent",
                adult_lives_in_home="visits",
                adult_met=with_reason("no", "declined"),
                adult_concerns=["not_explored"],
            ),
        ],
        quiet=[
            says(**FATHER, adult_lives_in_home="no_contact", adult_met="no"),
            says(**FATHER, adult_lives_in_home="visits", adult_met="yes"),
            says(adult_role="grandparent", adult_lives_in_home="visits", adult_met="no"),
            says(adult_role="grandparent", adult_lives_in_home="no_contact", adult_met="no"),
            says(adult_lives_in_home="yes", adult_met="yes", adult_health_explored="done"),
        ],
        overrides=[
            override("high", 14, **PARTNER, adult_met=with_reason("no", "other")),
            override(
                "high",
                14,
                adult_role="ex_partner",
                adult_lives_in_home="visits",
                adult_met=with_reason("no", "other"),
            ),
            override(
                "high",
                14,
                adult_role="grandparent",
                adult_lives_in_home="yes",
                adult_met=with_reason("seen_not_spoken", "other"),
                adult_concerns=["violence"],
            ),
        ],
        closes=[
            says(
                adult_met="yes",
                adult_health_explored="done",
                adult_other_children_checked="asked_only",
            ),
            says(
                **FATHER,
                adult_lives_in_home="visits",
                adult_met="yes",
                adult_health_explored="done",
                adult_other_children_checked="asked_only",
            ),
        ],
    ),
    "present_not_matched": Row(
        fires=[says(facts={"present_unmatched_contacts": 2})],
        quiet=[says(facts={"present_unmatched_contacts": 1})],
        closes=[says(facts={"present_unmatched_contacts": 0})],
    ),
    "adult_confirmation_stale": Row(
        fires=[says(new_adult_since_last="no", facts={"adult_confirmed_days": 85})],
        quiet=[
            says(new_adult_since_last="no", facts={"adult_confirmed_days": 83}),
            says(new_adult_since_last="no", facts={"adult_confirmed_days": None}),
            says(facts={"adult_confirmed_days": 85}),
        ],
        closes=[says(facts={"adult_confirmed_days": 0})],
    ),
    "father_identity_unknown": Row(
        fires=[
            says(
                father_identity="genuinely_unknown",
                facts={"father_identity_gap_contacts": 2},
            ),
            says(facts={"father_identity_unasked_contacts": 2}),
        ],
        quiet=[
            says(
                father_identity="genuinely_unknown",
                facts={"father_identity_gap_contacts": 1},
            ),
            says(father_identity="yes", facts={"father_identity_gap_contacts": 2}),
            says(facts={"father_identity_unasked_contacts": 1}),
        ],
        overrides=[
            override("high", 2, father_identity="withheld", father_identity_repeat="yes"),
            override("high", 7, father_identity="withheld", father_identity_repeat="no"),
        ],
        closes=[says(father_identity="donor")],
    ),
    "coercion_signs": Row(
        fires=[
            says(coercion_considered="considered_signs"),
            says(coercion_indicators=["fear_naming"]),
        ],
        quiet=[says(coercion_considered="considered_no_signs", coercion_indicators=["none_seen"])],
        overrides=[
            override("immediate", 0, coercion_indicators=["sexual_violence"]),
            override(
                "immediate",
                0,
                coercion_considered="considered_signs",
                coercion_indicators=["under_18"],
            ),
        ],
        closes=MANUAL,
    ),
    "coercion_not_considered": Row(
        fires=[says(facts={"coercion_not_considered_contacts": 2})],
        quiet=[says(facts={"coercion_not_considered_contacts": 1})],
        closes=[says(facts={"coercion_not_considered_contacts": 0})],
    ),
    "concealed_pregnancy": Row(
        fires=[
            says(pregnancy_concealed="concealed", concealment_understood="partly"),
            says(
                pregnancy_concealed="late_booking",
                concealment_understood="yes",
                concealment_repeat="yes",
            ),
        ],
        quiet=[
            says(pregnancy_concealed="no"),
            says(
                pregnancy_concealed="denied",
                concealment_understood="yes",
                concealment_repeat="no",
            ),
        ],
        closes=MANUAL,
    ),
    "mental_health_red_flag": Row(
        fires=[
            says(mental_health_mother="red_flag"),
            says(mental_health_father="red_flag"),
            says(mental_health_carer="red_flag"),
        ],
        quiet=[says(mental_health_mother="serious", mental_health_carer="no_such_carer")],
        closes=MANUAL,
    ),
    "unsafe_storage": Row(
        fires=[says(substance_storage="unsafe")],
        quiet=[says(substance_storage="told_only")],
        closes=[says(substance_storage="safe")],
    ),
    "parental_need_no_help": Row(
        fires=[says(services_in_place="referred_waiting")],
        quiet=[says(services_in_place="receiving")],
        overrides=[
            override("high", 14, services_in_place="not_referred", mental_health_carer="serious"),
            override("high", 14, services_in_place="declined", substance_use_father="harmful"),
            override("high", 14, services_in_place="declined", substance_use="harmful"),
            override("high", 14, services_in_place="receiving_no_change"),
        ],
        closes=[says(services_in_place="not_needed")],
    ),
    "neglect_assessment_waiting": Row(
        fires=[says(neglect_tool="needed")],
        quiet=[says(neglect_tool="considered"), says(neglect_tool="not_considered")],
        closes=[says(neglect_tool="used"), says(neglect_tool="considered")],
    ),
    "overlapping_needs": Row(
        fires=[
            says(mental_health_mother="serious", substance_use_father="some_concern"),
            says(mental_health_mother="serious", substance_use="some_concern"),
            says(mental_health_mother="mild_moderate", da_postnatal="asked_disclosure"),
            says(substance_use_father="in_treatment", da_indicators=["told_us"]),
        ],
        quiet=[
            says(mental_health_mother="serious", substance_use_mother="no_concern"),
            says(mental_health_mother="no_concern", da_postnatal="asked_disclosure"),
        ],
        closes=MANUAL,
    ),
    "learning_need_unadapted": Row(
        fires=[
            says(learning_need_mother="known", adapted_advice="partly"),
            says(learning_need_father="suspected", adapted_advice="no"),
            says(learning_need="known", adapted_advice="partly"),
        ],
        quiet=[
            says(learning_need_mother="known", adapted_advice="yes"),
            says(understanding_checked="teach_back"),
        ],
        overrides=[override("routine", 14, understanding_checked="unclear")],
        closes=[says(understanding_checked="teach_back", adapted_advice="yes")],
    ),
    "professional_disagreement_open": Row(
        fires=[says(professional_disagreement="unresolved")],
        quiet=[says(professional_disagreement="none")],
        closes=[says(professional_disagreement="resolved")],
    ),
    "plan_and_roles_gap": Row(
        fires=[
            says(agencies_contributed="not_known"),
            says(plan_shared_parents="one_parent"),
            says(plan_shared_professionals="out_of_date"),
            says(lead_professional_known="no"),
            says(role_uncertainty="yes"),
            says(partner_response="overdue"),
            says(handover_done="written_only"),
            says(information_shared="needed_not_done"),
            says(plan_shared_professionals="not_known"),
            says(adult_services_linked="no"),
        ],
        quiet=[
            says(agencies_contributed="yes", lead_professional_known="me"),
            says(plan_shared_parents="unsafe_to_share"),
            says(adult_services_linked="none_involved"),
        ],
        overrides=[override("high", 2, plan_progress="worse")],
        closes=MANUAL,
    ),
    "agreed_change_not_kept": Row(
        fires=[says(change_agreed="partly"), says(change_agreed="none")],
        quiet=[says(change_agreed="held"), says(change_agreed="not_applicable")],
        overrides=[override("high", 14, change_agreed="not_held")],
        closes=[says(change_agreed="held"), says(change_agreed="new_agreement")],
    ),
    "concern_not_raised": Row(
        fires=[
            says(baby_worry="niggle", concern_discussed_early="planned"),
            says(accounts_consistent="major_differences", blank=["concern_discussed_early"]),
            says(practitioner_safety="yes"),
            says(father_csc_discussed="no"),
        ],
        quiet=[
            says(baby_worry="concern", concern_discussed_early="yes"),
            says(baby_worry="no", accounts_consistent="some_differences"),
        ],
        closes=[says(concern_discussed_early="yes"), says(father_csc_discussed="both")],
    ),
}

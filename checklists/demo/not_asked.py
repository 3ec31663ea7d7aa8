"""Families of whom something was never asked: it stays in sight until somebody asks."""

from checklists.demo.circumstances import NOT_ASKED_PARTNER, PARTNER_HERE
from checklists.demo.families import Answers, Contact, Family

# A review that looks finished: all that must be answered is, and much is not known.
LEFT_OUT: Answers = {
    "history_reviewed": None,
    "sleep_bed_share_advice": ("not_done", "visit_cut_short"),
    "home_hazards": ["not_assessed"],
    "vulnerability_explained_to": ["no_one_yet"],
    "sleep_messages_reached": None,
    "handling_messages_reached": None,
    "home_messages_reached": None,
    "understanding_checked": "not_checked",
    "adversity_impact_discussed": None,
    "equipment_checked": None,
    "wider_family_heard": None,
    "strengths_protective": None,
    "da_antenatal_history": "no",
    "risk_analysis": None,
    "father_identity": None,
    "pregnancy_concealed": None,
    "adults_record_complete": None,
    "plan_level": None,
    "agencies_involved": None,
    "professional_disagreement": None,
    "difficult_conversation_needed": None,
    "lead_professional_known": None,
    "key_contacts_recorded": None,
    "role_uncertainty": None,
}
# The cot stood in the next room and the partner stayed until the end.
NOT_SHOWN: Answers = {"sleep_own_surface": ("told_only", "visit_cut_short")}
FATHER_WHO_VISITS: Answers = {
    "adult_name": "Vernon Palimpsest",
    "adult_role": "birth_father",
    "adult_lives_in_home": "visits",
    "adult_cares_alone": "not_known",
    "adult_met": ("no", "at_work"),
    "adult_health_explored": ("not_done", "person_absent"),
    "adult_concerns": ["not_explored"],
    "adult_other_children_checked": "not_checked",
}

PIP = Family(
    "Pip",
    "Palimpsest",
    "Perdita Palimpsest",
    17,
    "8 Blank Leaf Lane",
    contacts=(
        Contact(
            4,
            "new-birth",
            {**LEFT_OUT, **NOT_ASKED_PARTNER},
            present=PARTNER_HERE,
            adults=(FATHER_WHO_VISITS,),
        ),
    ),
)

# A partner came to both reviews, and nobody wrote down who he was.
UMA = Family(
    "Uma",
    "Erratum",
    "Ursula Erratum",
    51,
    "40 Marginalia Mews",
    owner="hv2.north",
    contacts=(
        Contact(
            39, "new-birth", {**LEFT_OUT, **NOT_ASKED_PARTNER, **NOT_SHOWN}, present=PARTNER_HERE
        ),
        Contact(
            3,
            "6-8-week",
            {
                **LEFT_OUT,
                **NOT_ASKED_PARTNER,
                "sleep_bed_share_advice": "done",
                "home_hazards": ["none_found"],
            },
            present=PARTNER_HERE,
            confirm_closings=True,
        ),
    ),
)

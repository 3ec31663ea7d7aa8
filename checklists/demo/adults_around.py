"""Families that show the adults: routine enquiry, an unknown father, no interpreter."""

from checklists.demo.circumstances import (
    CAUSES_HARM,
    FATHER_NOT_KNOWN,
    NEW_PARTNER,
    NO_INTERPRETER,
    NOT_ASKED_PARTNER,
    PARTNER_HERE,
)
from checklists.demo.families import Contact, Family

IVY = Family(
    "Ivy",
    "Storybrook",
    "Iris Storybrook",
    112,
    "30 Preface Road",
    contacts=(
        Contact(100, "new-birth", FATHER_NOT_KNOWN),
        Contact(
            63,
            "6-8-week",
            {
                **FATHER_NOT_KNOWN,
                "sleep_sofa": "once",
                "sleep_action_plan": "Feeds in the bedroom, never on the sofa. If she is too "
                "tired, Ivy goes in the cot first. I look at it again in 2 days.",
            },
        ),
        Contact(20, "targeted", outcome="no_access"),
        Contact(6, "targeted", outcome="no_access"),
    ),
)

ROSA = Family(
    "",
    "",
    "Rosa Inventall",
    -56,
    "7 Margin Street",
    contacts=(
        Contact(
            62,
            "antenatal-targeted",
            {
                "father_identity": "withheld",
                "prebirth_concern": "emerging",
                "prebirth_factors": ["unknown_father", "concealed_late"],
                "prebirth_protocol": ("discussed_only", "advice_awaited"),
                "father_identity_reason": "“I can't say.” What I think: she is afraid.",
                "coercion_considered": "considered_signs",
                "coercion_indicators": ["fear_naming", "family_pressure"],
                "pregnancy_concealed": "late_booking",
                "concealment_understood": "partly",
                "concealment_reason": "She was afraid to tell her family.",
                "concealment_repeat": "not_known",
            },
        ),
    ),
)

WREN = Family(
    "Wren",
    "Fableton",
    "Rosie Fableton",
    45,
    "15 Inkwell Row",
    father="Dan Fableton",
    contacts=(
        Contact(33, "new-birth", NOT_ASKED_PARTNER, present=PARTNER_HERE),
        Contact(
            12,
            "targeted",
            {
                "da_seen_alone": "no",
                "da_postnatal": ("not_asked", "family_present"),
                "new_adult_since_last": "yes",
                "adults_record_complete": "partly",
            },
            present=("mother", "other_adult"),
            adults=(NEW_PARTNER,),
        ),
    ),
)

ZARA = Family(
    "Zara",
    "Talespinner",
    "Zadie Talespinner",
    344,
    "18 Epilogue Avenue",
    father="Zeb Talespinner",
    contacts=(
        Contact(332, "new-birth", NOT_ASKED_PARTNER, present=PARTNER_HERE),
        Contact(290, "6-8-week", confirm_closings=True),
        Contact(
            240,
            "3-4-month",
            {"mental_health_mother": "mild_moderate", "services_in_place": "referred_waiting"},
        ),
        Contact(160, "6-month", {"baby_mobility": "rolling_only"}, confirm_closings=True),
    ),
)

ROBIN = Family(
    "Robin",
    "Allegory",
    "Rhea Allegory",
    70,
    "3 Stanza Street",
    owner="hv2.north",
    father="Rafe Allegory",
    contacts=(
        Contact(58, "new-birth"),
        Contact(
            20,
            "6-8-week",
            {
                "da_postnatal": "asked_disclosure",
                "da_safe_now": "safe_plan",
                "da_marac": "met_referred",
                "da_csc": "already_open",
                "da_support_offered": ["idva", "local_service", "safety_plan"],
                "plan_shared_parents": "unsafe_to_share",
                "plan_level": "cin",
                "mental_health_mother": "serious",
                "services_in_place": "referred_waiting",
            },
            adults=(CAUSES_HARM,),
        ),
    ),
)

NELL = Family(
    "Nell",
    "Yarnsley",
    "Nora Yarnsley",
    80,
    "5 Limerick Lane",
    team="south",
    owner="hv.south",
    weeks_early=6,
    contacts=(
        Contact(
            67,
            "new-birth",
            {
                "baby_vulnerability_factors": [
                    "premature",
                    "low_birth_weight",
                    "neonatal_unit",
                ],
                "sleep_bed_share": "might",
                "sleep_action_plan": "Bedside crib by the bed from tonight. I ring tomorrow, "
                "with an interpreter on the line.",
                **NO_INTERPRETER,
            },
        ),
    ),
)

FERN = Family("", "", "Fern Legendre", -20, "11 Sonnet Square", team="south", owner="hv.south")

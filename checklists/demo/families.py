"""Plainly fictional families. Days count back from the day the demonstration is made.

What goes wrong in them goes wrong in families; what the health visitor does about it is good
practice, as people copy what they are shown.

A contact is (days ago, visit type, changes): `changes` replaces ordinary answers; a pair is
(value, reason), and None leaves a question blank. Together the families exercise every learning
point.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contact:
    """One signed contact; `outcome` other than held has no answers."""

    days_ago: int
    visit_type: str
    changes: dict = field(default_factory=dict)
    present: tuple = ("mother",)
    place: str = "home"
    outcome: str = "held"
    adults: tuple = ()
    confirm_closings: bool = False
    signed: bool = True


@dataclass(frozen=True)
class Family:
    """One baby. `days` is the age in days, negative before birth (days to the due date)."""

    given_name: str
    family_name: str
    mother_name: str
    days: int
    address: str
    team: str = "north"
    owner: str = "hv.north"
    weeks_early: int = 0
    twin_name: str = ""
    father: str = ""
    contacts: tuple = ()


PARTNER_HERE = ("mother", "partner")
# With him in the room nothing is asked that is for her alone.
NOT_ASKED_PARTNER = {
    "da_seen_alone": "no",
    "da_postnatal": ("not_asked", "partner_present"),
    "mental_health": ("not_asked", "partner_present"),
    "new_adult_since_last": "not_known",
    "adults_record_complete": None,
    "pregnancy_concealed": None,
}
NO_INTERPRETER = {
    "communication_needs": ["interpreter_spoken"],
    "da_interpreter": "needed_not_available",
    "da_seen_alone": "no",
    "da_postnatal": ("not_asked", "no_interpreter"),
    "mental_health": ("not_asked", "no_interpreter"),
    "substance_use": ("not_asked", "no_interpreter"),
    "learning_need": "not_asked",
    "understanding_checked": "unclear",
    "new_adult_since_last": "not_known",
    "adults_record_complete": None,
}
NEW_PARTNER = {
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
CAUSES_HARM = {
    **NEW_PARTNER,
    "adult_met": ("no", "unsafe_to_approach"),
    "adult_health_explored": ("not_done", "unsafe_to_ask"),
    "adult_concerns": ["causing_harm"],
    "adult_known_from": ["mother"],
}

FATHER_NOT_KNOWN = {
    "father_identity": "genuinely_unknown",
    "father_identity_reason": "“I can't say who he is.” What I think: she may be afraid to. I ask "
    "again, alone, and take it to supervision.",
}

FAMILIES = (
    Family(
        "Milo",
        "Sagaworth",
        "Saffron Sagaworth",
        146,
        "4 Chapter Lane",
        father="Theo Sagaworth",
        contacts=(
            Contact(134, "new-birth"),
            Contact(97, "6-8-week"),
            Contact(
                40,
                "3-4-month",
                {
                    "icon_given_main": ("not_done", "person_absent"),
                    "crying_coping": "hard_but_plan",
                },
            ),
            Contact(
                0,
                "brief-contact",
                {
                    "mark_seen": "reported",
                    "mark_explanation": "“He was lying on a toy.” The grandmother, by the mother.",
                    "mark_body_map": ("not_done", "reported_only"),
                    "baby_worry": "concern",
                },
                place="clinic",
            ),
        ),
    ),
    Family(
        "Kofi",
        "Examplewood",
        "Esi Examplewood",
        187,
        "12 Draft Close",
        father="Kwame Examplewood",
        contacts=(
            Contact(175, "new-birth"),
            Contact(138, "6-8-week"),
            Contact(
                84,
                "3-4-month",
                {"sleep_smoking_who": ["partner"], "sleep_smoking_referral": "not_offered"},
            ),
        ),
    ),
    Family(
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
    ),
    Family(
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
    ),
    Family(
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
    ),
    Family(
        "Ada",
        "Pretendham",
        "Posy Pretendham",
        56,
        "1 Footnote Yard",
        weeks_early=4,
        twin_name="Bea",
        father="Percy Pretendham",
        contacts=(
            Contact(
                44,
                "new-birth",
                {
                    "baby_vulnerability_factors": ["premature", "multiple"],
                    "sleep_bedding_hazards": ["loose_bedding"],
                    "sleep_made_safe": "yes",
                },
            ),
        ),
    ),
    Family(
        "Otis",
        "Makebelieve",
        "Olive Makebelieve",
        11,
        "22 Margin Street",
        father="Otto Makebelieve",
    ),
    Family(
        "Juno",
        "Madeupley",
        "June Madeupley",
        21,
        "9 Parable Court",
        contacts=(
            Contact(
                8,
                "new-birth",
                {
                    "sleep_own_surface": "none",
                    "sleep_night_place": ["adult_bed_alone"],
                    "sleep_action_plan": "No bed for Juno alone: a Moses basket from the cot "
                    "scheme came today, and I look again tomorrow.",
                    "home_hazards": ["dog"],
                    "home_fixed_today": "part",
                },
            ),
            Contact(3, "brief-contact", signed=False, place="clinic"),
        ),
    ),
    Family(
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
                {"mental_health": "mild_moderate", "services_in_place": "referred_waiting"},
            ),
            Contact(160, "6-month", {"baby_mobility": "rolling_only"}, confirm_closings=True),
        ),
    ),
    Family(
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
                    "mental_health": "serious",
                    "services_in_place": "referred_waiting",
                },
                adults=(CAUSES_HARM,),
            ),
        ),
    ),
    Family(
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
    ),
    Family("", "", "Fern Legendre", -20, "11 Sonnet Square", team="south", owner="hv.south"),
    Family(
        "Rex",
        "Mythmore",
        "Romy Mythmore",
        130,
        "2 Proverb Place",
        team="south",
        owner="hv.south",
        contacts=(
            Contact(118, "new-birth", {"learning_need": "suspected", "adapted_advice": "partly"}),
        ),
    ),
)

MORE_GIVEN = ("Able", "Bonny", "Caspar", "Dilly", "Ember", "Fitz", "Gala", "Hugo", "Isla", "Jem")
MORE_FAMILY = ("Almanack", "Bookend", "Colophon", "Dogear", "Endpaper", "Flyleaf", "Glossary")


def more_families(number):
    """`number` more families of North, all different, each with one ordinary new birth review."""
    for place in range(number):
        given = MORE_GIVEN[place % len(MORE_GIVEN)]
        family = f"{MORE_FAMILY[place % len(MORE_FAMILY)]} {place + 1}"
        age = 14 + (place * 5) % 300
        yield Family(
            given,
            family,
            f"Mother {family}",
            age,
            f"{place + 1} Volume Way",
            owner=("hv.north", "hv2.north")[place % 2],
            contacts=(Contact(age - 12, "new-birth"),),
        )

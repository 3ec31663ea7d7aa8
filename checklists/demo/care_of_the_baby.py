"""Families that show the care of a baby: a mark, sleep, smoke, a dog, advice that is understood."""

from checklists.demo.families import Contact, Family

BIRTHMARK = (
    '{"colour":"blue_grey","drawing":"1/back","id":"1-0a1b2c3d","kind":"birthmark",'
    '"length":30,"region":"left_lower_back","seen":"seen","shape":"oval","width":20,'
    '"x":430,"y":555}'
)

MILO = Family(
    "Milo",
    "Sagaworth",
    "Saffron Sagaworth",
    146,
    "4 Chapter Lane",
    father="Theo Sagaworth",
    contacts=(
        Contact(
            134,
            "new-birth",
            {
                "mark_seen": "known_recorded",
                "mark_birthmark_verified": "recorded",
                "mark_map": [BIRTHMARK],
            },
        ),
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
)

KOFI = Family(
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
)

ADA = Family(
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
)

OTIS = Family(
    "Otis",
    "Makebelieve",
    "Olive Makebelieve",
    11,
    "22 Margin Street",
    father="Otto Makebelieve",
)

JUNO = Family(
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
)

REX = Family(
    "Rex",
    "Mythmore",
    "Romy Mythmore",
    130,
    "2 Proverb Place",
    team="south",
    owner="hv.south",
    contacts=(
        Contact(
            118, "new-birth", {"learning_need_mother": "suspected", "adapted_advice": "partly"}
        ),
    ),
)

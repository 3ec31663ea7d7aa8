"""Rows of the table: who looked, emergencies, conflicts, handovers, copies and keeping."""

from tests.access.expected_answers import MOVED, NO_SUCH_VERB, PAGE, TOLD, WRONG_VERB, Route
from tests.access.family_words import BABY, ENDED, NUMBERS, OFFERED, TWIN
from tests.access.people import (
    AUTHOR,
    BLOCKED,
    FINDERS,
    HEALTH_VISITORS,
    HOLD_UNBORN,
    MANAGERS,
    SIGNED_IN,
    some,
)

LEADS = some("lead")
DECIDE = some("manager", "lead")  # over the record of the baby
OVERSEERS = MANAGERS | LEADS
MANAGER = some("manager")
MAY_OFFER = some("owner", "manager")
OFFERED_TO = some("stranger", "other manager")
READ_OFFER = OFFERED_TO | some("owner", BLOCKED, "manager", "lead")
LOOK_AFTER_ABSENCE = some("owner", BLOCKED, "manager")
SURE = {"sure": "on"}
REASON = {"reason": "It was agreed."}
CALLED_OUT = {"category": "called_out", "words": "Somebody rang."}

OPENED = [
    Route("case_access", BABY, get={PAGE: DECIDE}, post=NO_SUCH_VERB),
    Route("people_access", get={PAGE: LEADS}, post={PAGE: LEADS}, sends={"q": "person"}),
    Route("person_access", "account of the owner", get={PAGE: LEADS}, post={WRONG_VERB: LEADS}),
    Route("safeguarding", get={PAGE: OVERSEERS}, post={WRONG_VERB: OVERSEERS}),
    Route("alerts", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("alert_seen", "alert", get=NO_SUCH_VERB, post={MOVED: some("stranger")}),
    Route("alert_seen", "alert about the baby", get=None, post={MOVED: AUTHOR}),
]

EMERGENCIES = [
    Route("emergency", get={PAGE: FINDERS}, post={PAGE: FINDERS}),
    Route(
        "emergency",
        get=None,
        post={PAGE: some(BLOCKED), MOVED: FINDERS - some(BLOCKED)},
        sends={"nhs_number": NUMBERS[BABY], **CALLED_OUT},
    ),
    Route("end_emergency", BABY, get=NO_SUCH_VERB, post={MOVED: some("emergency")}),
    Route("emergency_review", get={PAGE: OVERSEERS}, post={WRONG_VERB: OVERSEERS}),
    Route("emergency_use", "used emergency access", get={PAGE: DECIDE}, post={PAGE: DECIDE}),
    Route(
        "emergency_use",
        "used emergency access",
        get=None,
        post={PAGE: DECIDE},
        sends={"open": "words"},
    ),
    Route(
        "close_emergency_review",
        "used emergency access",
        get={PAGE: DECIDE},
        post={PAGE: DECIDE},
    ),
    Route("close_emergency_review", "emergency access in use"),
    Route(
        "end_emergency_use",
        "emergency access in use",
        get={WRONG_VERB: OVERSEERS},
        post={MOVED: DECIDE},
        sends={"why": "not_needed"},
    ),
    Route(
        "emergency_ended", "ended emergency access", get={PAGE: some("stranger")}, post=NO_SUCH_VERB
    ),
]

CONFLICTS = [
    Route("conflicts", get={PAGE: LEADS}, post={WRONG_VERB: LEADS}),
    Route("block_person", BABY, get={PAGE: DECIDE}, post={PAGE: LEADS}),
    Route("ask_to_lift_block", "block", get={WRONG_VERB: LEADS}, post={MOVED: LEADS}),
    Route("lift_block", "block", get={WRONG_VERB: OVERSEERS}, post={TOLD: DECIDE}),
    Route("lift_block", "block to lift", get=None, post={MOVED: MANAGER, TOLD: LEADS}),
    Route(
        "keep_block",
        "block to lift",
        get={WRONG_VERB: OVERSEERS},
        post={MOVED: MANAGER, TOLD: LEADS},
    ),
]

HANDOVERS = [
    Route(
        "transfers",
        get={PAGE: HEALTH_VISITORS | MANAGERS},
        post={WRONG_VERB: HEALTH_VISITORS | MANAGERS},
    ),
    Route("offer_case", BABY, get={PAGE: MAY_OFFER}, post={PAGE: MAY_OFFER}),
    Route("offer_case", OFFERED, get={MOVED: HOLD_UNBORN}, post={MOVED: HOLD_UNBORN}),
    Route("transfer", "offer", get={PAGE: READ_OFFER}, post=NO_SUCH_VERB),
    Route(
        "accept_transfer",
        "offer",
        get=NO_SUCH_VERB,
        post={
            MOVED: some("stranger"),
            PAGE: some("other manager"),
            TOLD: READ_OFFER - OFFERED_TO,
        },
    ),
    Route(
        "reject_transfer", "offer", get={PAGE: OFFERED_TO}, post={MOVED: OFFERED_TO}, sends=REASON
    ),
    Route(
        "withdraw_transfer",
        "offer",
        get=NO_SUCH_VERB,
        post={MOVED: HOLD_UNBORN, TOLD: READ_OFFER - HOLD_UNBORN},
    ),
    Route("leaving", "account of the owner", get={PAGE: MANAGER}, post={PAGE: MANAGER}),
    Route(
        "leaving",
        "account of the stranger",
        get={PAGE: some("other manager")},
        post={PAGE: some("other manager")},
    ),
    Route(
        "absences",
        get={PAGE: HEALTH_VISITORS | MANAGERS},
        post={PAGE: HEALTH_VISITORS | MANAGERS},
    ),
    Route("absence", "absence", get={PAGE: LOOK_AFTER_ABSENCE}, post={PAGE: LOOK_AFTER_ABSENCE}),
    Route(
        "end_absence",
        "absence",
        get={WRONG_VERB: HEALTH_VISITORS | MANAGERS},
        post={MOVED: LOOK_AFTER_ABSENCE},
    ),
]

# The copy that waits was put forward by the manager, so only the lead may be its second person.
RECORDS = [
    Route("subject_requests", get={PAGE: OVERSEERS}, post={WRONG_VERB: OVERSEERS}),
    Route("new_request", BABY, get={PAGE: DECIDE}, post={PAGE: DECIDE}),
    Route("subject_request", "copy to prepare", get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("subject_request", "copy released", get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("request_entries", "copy to prepare", get={PAGE: DECIDE}, post={PAGE: DECIDE}),
    Route("request_entries", "copy to decide"),
    Route("preview_request", "copy to prepare", get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("preview_request", "copy to decide", get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("ask_release", "copy to prepare", get={PAGE: DECIDE}, post={MOVED: DECIDE}, sends=SURE),
    Route("release_request", "copy to decide", get={PAGE: LEADS}, post={MOVED: LEADS}, sends=SURE),
    Route(
        "send_back_request", "copy to decide", get={PAGE: LEADS}, post={MOVED: LEADS}, sends=REASON
    ),
    Route("refuse_request", "copy to decide", get={PAGE: LEADS}, post={MOVED: LEADS}, sends=REASON),
    Route(
        "withdraw_request",
        "copy to decide",
        get={PAGE: DECIDE},
        post={MOVED: DECIDE},
        sends=REASON,
    ),
    Route("request_copy", "copy released", get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("request_copy", "copy to decide", post={WRONG_VERB: OVERSEERS}),
    Route("request_text", "copy released", get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("request_inside", "copy released", get={PAGE: DECIDE}, post={PAGE: DECIDE}),
]

# The lead set the hold and asked for the disposal, so another person answers.
KEEPING = [
    Route("retention", get={PAGE: OVERSEERS}, post={WRONG_VERB: OVERSEERS}),
    Route("case_records", BABY, get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("case_records", TWIN, get={PAGE: DECIDE}, post={WRONG_VERB: OVERSEERS}),
    Route("set_hold", BABY, get={PAGE: LEADS}, post={MOVED: LEADS}, sends=REASON),
    Route("lift_hold", TWIN, get={PAGE: MANAGER}, post={MOVED: MANAGER}, sends=REASON),
    Route("ask_disposal", BABY),
    Route("ask_disposal", ENDED, get={PAGE: LEADS}, post={PAGE: LEADS}),
    Route("agree_disposal", ENDED, get={PAGE: MANAGER}, post={MOVED: MANAGER}, sends=SURE),
    Route(
        "decline_disposal",
        ENDED,
        get={WRONG_VERB: OVERSEERS},
        post={MOVED: DECIDE},
    ),
]
DEALINGS = [*OPENED, *EMERGENCIES, *CONFLICTS, *HANDOVERS, *RECORDS, *KEEPING]

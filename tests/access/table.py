"""Who may open what: one row for every route, and more where it is about different things.

A row says what the people it names get; everyone else gets what stands at `otherwise`. `about`
names one of `world.things`, whose ids fill the address. `sends` is posted; nothing when empty.
To add a route add a row to the list of its room:

    Route("edit_case", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
"""

from tests.access.expected_answers import MOVED, NO_SUCH_VERB, PAGE, TOLD, WRONG_VERB, Route
from tests.access.family_words import BABY, NUMBERS, UNBORN
from tests.access.people import (
    AUTHOR,
    EVERYONE,
    FINDERS,
    GUIDANCE,
    HEALTH_VISITORS,
    HOLD_UNBORN,
    MANAGERS,
    OPEN_IT,
    OPEN_PRIVATE,
    PRINT,
    SIGNED_IN,
    STAFF,
    WRITE,
    some,
)
from tests.access.table_of_accounts import ACCOUNTS
from tests.access.table_of_dealings import DEALINGS
from tests.visits.form_data import CALL_AFTER

OPEN_TITLES = {"open": "titles"}
TODAY = {"done_on-day": "23", "done_on-month": "11", "done_on-year": "2026"}
DONE_TODAY = {"what": "Rang the midwife.", **TODAY}

DESK = [
    Route(
        "caseload",
        get={PAGE: HEALTH_VISITORS, MOVED: MANAGERS | STAFF | some("lead")},
        post={MOVED: HEALTH_VISITORS | MANAGERS | STAFF | some("lead")},
        sends=OPEN_TITLES,
    ),
    Route("find_family", get={PAGE: FINDERS}, post={PAGE: FINDERS}, sends={"q": "mother"}),
    Route("find_family", get=None, post={PAGE: FINDERS}, sends={"q": NUMBERS[BABY]}),
    Route("team", get={PAGE: MANAGERS}, post={MOVED: MANAGERS}, sends=OPEN_TITLES),
    Route("team_families", get={PAGE: MANAGERS}, post=NO_SUCH_VERB),
    Route("case", BABY, get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}, sends={"open": "notes"}),
    Route("case", BABY, get=None, post={PAGE: OPEN_IT}, sends=OPEN_TITLES),
    Route("case_visits", BABY, get={PAGE: OPEN_IT}, post=NO_SUCH_VERB),
    Route("case_outstanding", BABY, get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}, sends=OPEN_TITLES),
    Route("baby_care_advice", get={PAGE: EVERYONE}, post={WRONG_VERB: EVERYONE}),
    Route("advice_topic", "advice", get={PAGE: EVERYONE}, post={WRONG_VERB: EVERYONE}),
    Route("preview_point", "a page of the version", get={PAGE: GUIDANCE}, post=NO_SUCH_VERB),
]

HANDBOOK = [
    Route("learning_points", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("learning_point", "a learning point", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("all_learning_points", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("about", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    *(
        Route(name, get={PAGE: EVERYONE}, post={WRONG_VERB: EVERYONE})
        for name in ("help", "accessibility", "privacy")
    ),
]

VISITS = [
    Route("start_visit", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("start_visit", BABY, get=None, post={PAGE: WRITE}, sends={"brief": "phone"}),
    Route(
        "start_visit",
        BABY,
        get=None,
        post={MOVED: WRITE},
        sends={"brief": "phone", "begin": "yes"},
    ),
    Route("start_visit", BABY, get=None, post={PAGE: WRITE}, sends={"open": "wellbeing"}),
    Route("not_held", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("visit", "draft", get={PAGE: AUTHOR}, post=NO_SUCH_VERB),
    Route("visit", "manager's draft", get={PAGE: some("manager")}, post=NO_SUCH_VERB),
    Route("visit", "signed visit", get={MOVED: OPEN_IT}, post=NO_SUCH_VERB),
    Route("visit_presence", "draft", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
    Route(
        "visit_presence",
        "draft",
        get=None,
        post={MOVED: AUTHOR},
        sends={"present": "mother"},
    ),
    *(
        Route(name, "signed visit", get={MOVED: AUTHOR}, post={MOVED: AUTHOR})
        for name in ("visit_presence", "visit_stop", "visit_twin", "visit_discard")
    ),
    Route("visit_discard", "draft", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
    Route(
        "visit_discard", "empty draft", get=None, post={MOVED: AUTHOR}, sends={"mistake": "twice"}
    ),
    *(
        Route(name, "discarded visit", get={MOVED: AUTHOR}, post={MOVED: AUTHOR})
        for name in ("visit_presence", "visit_stop", "visit_twin", "visit_discard")
    ),
    Route("visit", "discarded visit", get={MOVED: OPEN_IT}, post=NO_SUCH_VERB),
    Route("visit_signed", "discarded visit", get={PAGE: OPEN_IT}, post={PAGE: OPEN_PRIVATE}),
    Route("visit_stop", "draft", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
    Route("visit_twin", "draft", get={PAGE: AUTHOR}, post={MOVED: AUTHOR}),
    Route("visit_review", "draft", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
    Route(
        "visit_review",
        "draft",
        get=None,
        post={PAGE: AUTHOR},
        sends={"part": "answers"},
    ),
    Route("visit_room", "draft", get=NO_SUCH_VERB, post={PAGE: AUTHOR}),
    *(
        Route("visit_room", about, get=NO_SUCH_VERB, post={MOVED: AUTHOR})
        for about in ("signed visit", "discarded visit")
    ),
    Route("visit_sign", "draft", get=NO_SUCH_VERB, post={PAGE: AUTHOR}, sends={"right_baby": "on"}),
    Route("visit_signed", "signed visit", get={PAGE: OPEN_IT}, post={PAGE: OPEN_PRIVATE}),
    Route("visit_copy", "signed visit", get={PAGE: OPEN_IT}, post={PAGE: OPEN_PRIVATE}),
    Route("family_copy", "signed visit", get={PAGE: WRITE}, post=NO_SUCH_VERB),
    Route("visit_print", "signed visit", get={PAGE: PRINT}, post={PAGE: PRINT}),
    Route("visit_amend", "signed visit", get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route(
        "visit_amend",
        "signed visit",
        get=None,
        post={PAGE: WRITE},
        sends={"part": "answers"},
    ),
    Route(
        "visit_amend",
        "signed visit",
        get=None,
        post={MOVED: WRITE},
        sends={"about": "whole", "says": "At the clinic.", "reason": "Mistyped.", "write": "yes"},
    ),
    Route("ask_withdrawal", "signed visit", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
    Route(
        "ask_withdrawal",
        "signed visit",
        get=None,
        post={MOVED: AUTHOR},
        sends={"reason": "It was next door."},
    ),
    Route("ask_withdrawal", "draft", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
    Route("ask_withdrawal", "empty draft", get={}, post={}, sends={"reason": "Next door."}),
    Route(
        "withdrawal",
        "draft asked out",
        get={PAGE: AUTHOR | some("manager", "lead")},
        post={PAGE: some("manager", "lead")},
        sends={"part": "answers"},
    ),
    Route(
        "withdrawal",
        "visit asked out",
        get={PAGE: AUTHOR | some("manager", "lead")},
        post={PAGE: some("manager", "lead")},
    ),
    Route(
        "withdrawal",
        "visit asked out",
        get=None,
        post={MOVED: some("manager", "lead")},
        sends={"sure": "on"},
    ),
    Route(
        "decline_withdrawal",
        "visit asked out",
        get=NO_SUCH_VERB,
        post={MOVED: AUTHOR | some("manager", "lead")},
    ),
    Route("call_sheet", "draft", get={MOVED: AUTHOR}, post={PAGE: AUTHOR}),
    Route("call_sheet", "signed visit", get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}),
    Route("visit_point", "page of the draft", get={PAGE: AUTHOR}, post={MOVED: AUTHOR}),
    Route(
        "visit_point",
        "private page of the draft",
        get={PAGE: AUTHOR},
        post={PAGE: AUTHOR},
        sends={"do": "open"},
    ),
]

OUTSTANDING = [
    Route(
        "my_items",
        get={PAGE: HEALTH_VISITORS | MANAGERS},
        post={MOVED: HEALTH_VISITORS | MANAGERS},
        sends=OPEN_TITLES,
    ),
    Route("add_item", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("item", "item", get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}, sends=OPEN_TITLES),
    Route("item", "item", get=None, post={MOVED: OPEN_IT}, sends={"open": ""}),
    Route(
        "item",
        "private item",
        get={PAGE: OPEN_PRIVATE},
        post={PAGE: OPEN_PRIVATE},
        sends=OPEN_TITLES,
    ),
    Route("act_on_item", "item", get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("act_on_item", "item", get=None, post={MOVED: WRITE}, sends=DONE_TODAY),
    Route("item_call", "item", get={MOVED: OPEN_IT}, post={MOVED: OPEN_IT}),
    Route(
        "item_call",
        "item about a mark",
        get={PAGE: OPEN_IT},
        post={PAGE: OPEN_IT},
        sends=OPEN_TITLES,
    ),
    Route("item_call", "item about a mark", get=None, post={MOVED: WRITE}, sends=CALL_AFTER),
    Route("close_item", "routine item", get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route(
        "close_item",
        "routine item",
        get=None,
        post={MOVED: WRITE},
        sends={"outcome": "done", **DONE_TODAY},
    ),
    Route("tick_step", "item with steps", get={MOVED: WRITE}, post={MOVED: WRITE}),
    Route(
        "tick_step",
        "item with steps",
        get=None,
        post={MOVED: WRITE},
        sends={"step": "mark_paediatric"},
    ),
    Route("reopen_step", "item with a tick", get={MOVED: WRITE}, post={MOVED: WRITE}),
    Route(
        "reopen_step",
        "item with a tick",
        get=None,
        post={MOVED: WRITE},
        sends={"step": "mark_paediatric", "reason": "Another baby."},
    ),
    Route(
        "agree_item",
        "item to agree",
        get=NO_SUCH_VERB,
        post={MOVED: some("manager"), TOLD: OPEN_IT - some("manager")},
    ),
    Route(
        "decline_item",
        "item to agree",
        get={PAGE: some("manager")},
        post={MOVED: some("manager")},
        sends={"reason": "Ring once more."},
    ),
    Route(
        "acknowledge_item",
        "item not seen",
        get=NO_SUCH_VERB,
        post={MOVED: some("manager", "lead"), TOLD: OPEN_IT - some("manager", "lead")},
    ),
    Route("note_ringing", "item not seen", get=NO_SUCH_VERB, post={MOVED: WRITE}),
]

CASES = [
    Route("new_case", get={PAGE: HEALTH_VISITORS}, post={PAGE: HEALTH_VISITORS}),
    Route("edit_case", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("record_birth", UNBORN, get={PAGE: HOLD_UNBORN}, post={PAGE: HOLD_UNBORN}),
    Route("add_twin", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("household", BABY, get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}),
    Route("add_adult", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("change_adult", "adult", get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("end_adult", "adult", get=NO_SUCH_VERB, post={MOVED: WRITE}),
    Route("bring_back_adult", "gone adult", get=NO_SUCH_VERB, post={MOVED: WRITE}),
    Route("add_professional", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("end_professional", "professional", get=NO_SUCH_VERB, post={MOVED: WRITE}),
]

OF_FAMILIES = [*DESK, *VISITS, *OUTSTANDING, *CASES, *DEALINGS]
ROUTES = [*OF_FAMILIES, *ACCOUNTS, *HANDBOOK]

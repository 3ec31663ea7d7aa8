"""Who may open what: one row for every route, and more where it is about different things.

A row says what the people it names get; everyone else gets what stands at `otherwise`. `about`
names one of `world.things`, whose ids fill the address. `sends` is posted; nothing when empty.
To add a route add a row to the list of its room:

    Route("edit_case", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.access.people import (
    AUTHOR,
    BLOCKED,
    EVERYONE,
    GUIDANCE,
    HEALTH_VISITORS,
    MANAGERS,
    OPEN_IT,
    OPEN_PRIVATE,
    OUTSIDE,
    PEOPLES,
    SIGNED_IN,
    STAFF,
    WRITE,
    some,
)
from tests.access.world import BABY, UNBORN

PAGE = "a page"  # also one that says what is missing in a form
MOVED = "another page"  # what was asked is done, or stands elsewhere
TOLD = "a message that this is not theirs to do"  # and nothing is done
NOT_THERE = "the neutral page"
SIGN_IN = "the way to sign in"
REFUSED = "a refusal"  # in the admin, where nobody looks for families
WRONG_VERB = "the wrong verb"
UNREADABLE = "a report that cannot be read"

Answers = Mapping[str, frozenset[str]]
NO_SUCH_VERB: Answers = {WRONG_VERB: SIGNED_IN}


@dataclass(frozen=True)
class Route:
    name: str
    about: str = ""
    get: Answers | None = field(default_factory=dict)  # None where an earlier row asks the same
    post: Answers = field(default_factory=dict)
    sends: Mapping[str, object] = field(default_factory=dict)

    @property
    def verbs(self) -> list[str]:
        return ["POST"] if self.get is None else ["GET", "POST"]

    def expected(self, verb: str, who: str) -> str:
        answers = (self.get if verb == "GET" else self.post) or {}
        named = (answer for answer, people in answers.items() if who in people)
        return next(named, otherwise(self.name, who))

    def __str__(self):
        return "-".join([self.name, *filter(None, [self.about, *map(str, self.sends)])])


def otherwise(name: str, who: str) -> str:
    """What someone gets who is not named: to sign in, the neutral page, in the admin a refusal."""
    in_admin = name.startswith("admin")
    if who in OUTSIDE or (in_admin and who not in STAFF):
        return SIGN_IN
    return REFUSED if in_admin else NOT_THERE


FINDERS = HEALTH_VISITORS | MANAGERS | some("lead")
HOLD_UNBORN = some("owner", BLOCKED, "manager")  # the block is for the baby alone
OPEN_TITLES = {"open": "titles"}
TODAY = {"done_on-day": "23", "done_on-month": "11", "done_on-year": "2026"}
DONE_TODAY = {"what": "Rang the midwife.", **TODAY}

DESK = [
    Route(
        "caseload",
        get={PAGE: HEALTH_VISITORS, MOVED: MANAGERS | STAFF | some("lead")},
        post=NO_SUCH_VERB,
    ),
    Route("find_family", get={PAGE: FINDERS}, post={PAGE: FINDERS}, sends={"q": "mother"}),
    Route("find_family", get=None, post={PAGE: FINDERS}, sends={"q": "9990001014"}),
    Route("team", get={PAGE: MANAGERS}, post={PAGE: MANAGERS}, sends=OPEN_TITLES),
    Route("case", BABY, get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}, sends={"open": "notes"}),
    Route("case", BABY, get=None, post={PAGE: OPEN_IT}, sends=OPEN_TITLES),
    Route("case_visits", BABY, get={PAGE: OPEN_IT}, post=NO_SUCH_VERB),
    Route("case_outstanding", BABY, get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}, sends=OPEN_TITLES),
    Route("baby_care_advice", get={PAGE: EVERYONE}, post={WRONG_VERB: EVERYONE}),
    Route("advice_topic", "advice", get={PAGE: EVERYONE}, post={WRONG_VERB: EVERYONE}),
    Route("preview_point", "a page of the version", get={PAGE: GUIDANCE}, post=NO_SUCH_VERB),
]

VISITS = [
    Route("start_visit", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("start_visit", BABY, get=None, post={MOVED: WRITE}, sends={"brief": "phone"}),
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
    Route("visit_sign", "draft", get=NO_SUCH_VERB, post={PAGE: AUTHOR}, sends={"right_baby": "on"}),
    Route("visit_signed", "signed visit", get={PAGE: OPEN_IT}, post={PAGE: OPEN_PRIVATE}),
    Route("visit_copy", "signed visit", get={PAGE: OPEN_IT}, post={PAGE: OPEN_PRIVATE}),
    Route("call_sheet", "draft", get={PAGE: AUTHOR}, post={PAGE: AUTHOR}),
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
        post={PAGE: HEALTH_VISITORS | MANAGERS},
        sends=OPEN_TITLES,
    ),
    Route("add_item", BABY, get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("item", "item", get={PAGE: OPEN_IT}, post={PAGE: OPEN_IT}, sends=OPEN_TITLES),
    Route(
        "item",
        "private item",
        get={PAGE: OPEN_PRIVATE},
        post={PAGE: OPEN_PRIVATE},
        sends=OPEN_TITLES,
    ),
    Route("act_on_item", "item", get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route("act_on_item", "item", get=None, post={MOVED: WRITE}, sends=DONE_TODAY),
    Route("close_item", "routine item", get={PAGE: WRITE}, post={PAGE: WRITE}),
    Route(
        "close_item",
        "routine item",
        get=None,
        post={MOVED: WRITE},
        sends={"outcome": "done", **DONE_TODAY},
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
        post={MOVED: some("manager"), TOLD: OPEN_IT - some("manager")},
    ),
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

SIGNING_IN = [
    Route(
        "account_login",
        get={PAGE: OUTSIDE, MOVED: SIGNED_IN},
        post={PAGE: OUTSIDE, MOVED: SIGNED_IN},
    ),
    Route("account_logout", get={PAGE: SIGNED_IN, MOVED: OUTSIDE}, post={MOVED: EVERYONE}),
    Route("account_inactive", get={PAGE: EVERYONE}, post={WRONG_VERB: EVERYONE}),
    Route("account_reauthenticate", get={PAGE: SIGNED_IN}, post={PAGE: SIGNED_IN}),
    Route("account_change_password", get={PAGE: SIGNED_IN}, post={PAGE: SIGNED_IN}),
    Route("policy_report", get={WRONG_VERB: EVERYONE}, post={UNREADABLE: EVERYONE}),
    Route("confirmed", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
]


def admin_rows(model: str, *, read, change=frozenset(), add=frozenset(), about="") -> list[Route]:
    """The routes of a model in the admin. Nothing is deleted there, by nobody."""
    name, about = f"admin:checklists_{model}", about or model
    short = f"admin/checklists/{model}/<path:object_id>/"
    return [
        Route(f"{name}_changelist", get={PAGE: read}, post={PAGE: read}),
        Route(f"{name}_add", get={PAGE: add}, post={PAGE: add}),
        Route(f"{name}_change", about, get={PAGE: read}, post={PAGE: change}),
        Route(f"{name}_history", about, get={PAGE: read}, post={PAGE: read}),
        Route(f"{name}_delete", about),
        Route(short, about, get={MOVED: STAFF}, post={MOVED: STAFF}),
    ]


# Signing in happens at one address alone.
TO_THE_ADMIN = {MOVED: STAFF, REFUSED: SIGNED_IN - STAFF}

ADMIN = [
    Route("admin:index", get={PAGE: STAFF}, post={PAGE: STAFF}),
    Route("admin:app_list", "rooms of the admin", get={PAGE: STAFF}, post={PAGE: STAFF}),
    Route("admin:login", get=TO_THE_ADMIN, post=TO_THE_ADMIN),
    Route("admin:logout", get={PAGE: STAFF, MOVED: EVERYONE - STAFF}, post={MOVED: EVERYONE}),
    Route("admin:password_change", get={PAGE: STAFF}, post={PAGE: STAFF}),
    Route("admin:password_change_done", get={PAGE: STAFF}, post={WRONG_VERB: STAFF}),
    Route("admin:autocomplete", post={WRONG_VERB: STAFF}),
    Route("admin:jsi18n", get={PAGE: STAFF}, post={WRONG_VERB: STAFF}),
    Route(
        "admin:view_on_site",
        "a family by its kind",
        get={NOT_THERE: STAFF},
        post={NOT_THERE: STAFF},
    ),
    Route(
        "admin:auth_user_password_change",
        "password of a user",
        get={PAGE: PEOPLES},
        post={PAGE: PEOPLES},
    ),
    Route(
        "admin/(?P<url>.*)$",
        "no page of the admin",
        get={NOT_THERE: STAFF},
        post={NOT_THERE: STAFF},
    ),
    Route("admin:guidance_draft", get={WRONG_VERB: STAFF}, post={MOVED: some("editor")}),
    Route(
        "admin:guidance_publish",
        "draft of the guidance",
        get={PAGE: GUIDANCE},
        post={PAGE: GUIDANCE},
    ),
    Route(
        "admin:guidance_discard",
        "draft of the guidance",
        get={PAGE: some("editor")},
        post={MOVED: some("editor")},
    ),
    *admin_rows("event", read=PEOPLES),
    *admin_rows("user", read=PEOPLES, change=PEOPLES, add=PEOPLES),
    *admin_rows("team", read=PEOPLES, change=PEOPLES, add=PEOPLES),
    *(
        row
        for model in ("learningpoint", "namedlist", "prompt", "resource", "rule")
        for row in admin_rows(model, read=GUIDANCE)
    ),
    *admin_rows("setting", read=GUIDANCE, change=some("editor")),
    *admin_rows("visittype", read=GUIDANCE, change=some("editor")),
    *admin_rows("templateversion", read=GUIDANCE, about="version"),
]
ROUTES = [*DESK, *VISITS, *OUTSTANDING, *CASES, *SIGNING_IN, *ADMIN]

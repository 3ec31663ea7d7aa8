"""Every page in its states: the address, what is asked of it, and who looks."""

from dataclasses import dataclass
from datetime import timedelta

from checklists.demo.all_families import FAMILIES
from checklists.demo.synthetic_numbers import synthetic_number
from checklists.reading.clock import london_today
from tests.factories import PASSWORD

Sent = dict[str, str | list[str]]


@dataclass(frozen=True)
class State:
    """A page as someone meets it.

    `address` is the name of an address and what stands in it: things of `world.build`, or words.
    `post` is sent from a page of the same person. A state named "errors..." must show some.
    """

    address: str
    state: str
    who: str | None = "hv.north"
    query: str = ""
    post: Sent | None = None
    status: int = 200
    lands: str = ""

    @property
    def route(self) -> str:
        return self.address.split()[0]

    @property
    def args(self) -> list[str]:
        return self.address.split()[1:]

    @property
    def name(self) -> str:
        return f"{self.address} {self.state}".replace("admin:checklists_", "admin ")


OPEN_TITLES: Sent = {"open": "titles"}
LONG = {"who": "hv.long"}
MANAGER = {"who": "manager.north"}
LEAD = {"who": "lead"}
EDITOR = {"who": "editor"}
LOOKED: Sent = {"do": "show", "looked": "yes"}
A_STEP: Sent = {"step": "mark_body_map"}
NOT_VALID = {"status": 422}
LATE_ANSWER: Sent = {"opened": "1", "new_adult_name": "An adult who is not on the list yet"}

ACCOUNT = [
    State("account_login", "empty", who=None),
    State("account_login", "errors", who=None, post={"login": "nobody", "password": "wrong"}),
    State("account_login", "locked", None, post={"login": "locked", "password": "x"}, status=429),
    State("account_logout", "asks"),
    State("account_inactive", "says so", who=None),
    State("account_reauthenticate", "empty"),
    State("account_reauthenticate", "errors", post={"password": "wrong"}),
    State("confirmed", "says so"),
    State("account_change_password", "empty"),
    State("account_change_password", "errors", post={"oldpassword": "wrong", "password1": "x"}),
    State("account", "without a second factor"),
    State("account", "with both", who="with.both"),
    State("account", "long names", **LONG),
    State("sessions", "none known"),
    State("sessions", "several", who="with.both"),
    State("end_session 1", "wrong verb", status=405),
    State("end_other_sessions", "wrong verb", status=405),
    State("mfa_index", "none yet"),
    State("mfa_index", "both", who="with.both"),
    State("mfa_index", "none can be read", who="with.unreadable"),
    State("account", "none can be read", who="with.unreadable"),
    State("mfa_remove_webauthn unreadable", "asks, cannot be read", who="with.unreadable"),
    State(
        "account_login",
        "leads to recovery",
        who=None,
        post={"login": "with.unreadable", "password": PASSWORD},
        lands="mfa_authenticate",
    ),
    State(
        "account_login",
        "leads to the administrator",
        who=None,
        post={"login": "with.nothing", "password": PASSWORD},
        lands="mfa_authenticate",
    ),
    State("mfa_activate_totp", "empty"),
    State("mfa_activate_totp", "errors", post={"code": "1"}),
    State("mfa_deactivate_totp", "asks", who="with.both"),
    State("mfa_add_webauthn", "empty"),
    State("mfa_add_webauthn", "errors", post={"name": "W" * 99, "credential": "[]"}),
    State("mfa_remove_webauthn passkey", "asks", who="with.both"),
    State("mfa_view_recovery_codes", "shown before", who="with.both"),
    State("mfa_generate_recovery_codes", "asks", who="with.both"),
    State("mfa_reauthenticate", "empty", who="with.both"),
    State("mfa_reauthenticate", "errors", who="with.both", post={"code": "1"}),
    State("mfa_reauthenticate_webauthn", "empty", who="with.both"),
    State("mfa_reauthenticate_webauthn", "errors", who="with.both", post={"credential": "[]"}),
    State("mfa_authenticate", "nobody half way", who=None, lands="account_login"),
    State("mfa_login_webauthn", "from nowhere", who=None, lands="account_login"),
    State(
        "mfa_login_webauthn", "refused", who=None, post={"credential": "[]"}, lands="account_login"
    ),
    State("openid_connect_login elsewhere", "no such provider", who=None, status=404),
    State("openid_connect_callback elsewhere", "no such provider", who=None, status=404),
]

DESK = [
    State("caseload", "empty", who="hv.quiet"),
    State("caseload", "filled"),
    State("caseload", "full titles", who="hv.south", post=OPEN_TITLES),
    State("caseload", "of someone without a role", who="no.role"),
    State("caseload", "long names", **LONG),
    State("safeguarding", "of the lead", **LEAD),
    State("safeguarding", "of the manager", **MANAGER),
    State("find_family", "empty"),
    State("find_family", "of the lead", who="lead"),
    State("find_family", "nothing asked", post={"q": ""}),
    State("find_family", "found", post={"q": "a"}),
    State("find_family", "nothing found", post={"q": "Nobody at all"}),
    State("find_family", "long names", **LONG, post={"q": "wolver"}),
    State("team", "empty", who="manager.quiet"),
    State("team", "filled", **MANAGER),
    State("team", "full titles", who="manager.south", post=OPEN_TITLES),
    State("team", "nothing as asked", **MANAGER, query="?point=12&urgency=immediate"),
    State("team", "asked with nonsense", **MANAGER, query="?urgency=x&point=99", status=400),
    State("team", "long names", who="manager.long", post=OPEN_TITLES),
    State("team_families", "empty", who="manager.quiet"),
    State("team_families", "filled", **MANAGER),
    State("team_families", "long names", who="manager.long"),
    State("case otis", "empty"),
    State("case wren", "filled"),
    State("case wren", "contact notes open", post={"open": "notes"}),
    State("case otis", "contact notes open, never met", post={"open": "notes"}),
    State("case unborn", "contact notes open", post={"open": "notes"}),
    State("case otis", "of a colleague", who="hv2.north"),
    State("case long", "contact notes open, long names", **LONG, post={"open": "notes"}),
    State("case wren", "enquiries open", post={"open": "wellbeing"}),
    State("case otis", "enquiries open", post={"open": "wellbeing"}),
    State("case long", "enquiries open, long names", **LONG, post={"open": "wellbeing"}),
    State("case wren", "family open", post={"open": "family"}),
    State("case unborn", "family open", post={"open": "family"}),
    State("case long", "family open, long names", **LONG, post={"open": "family"}),
    State("case milo", "full titles", post=OPEN_TITLES),
    State("case unborn", "filled"),
    State("case milo", "of the manager", **MANAGER),
    State("case noah", "frozen"),
    State("case long", "long names", **LONG, post=OPEN_TITLES),
    State("case_visits otis", "not signed yet"),
    State("case_visits nell", "empty", who="hv.south"),
    State("case_visits long", "long names", **LONG),
    State("case_outstanding otis", "empty"),
    State("case_outstanding zara", "with closed ones"),
    State("case_outstanding juno", "full titles", post=OPEN_TITLES),
    State("case_outstanding long", "long names", **LONG, post=OPEN_TITLES),
    State("case_access wren", "filled", **MANAGER),
    State("case_access otis", "of the lead", **LEAD),
    State("case_access long", "long names", **LEAD),
    State("case_access wren", "not hers to see", status=404),
    State("people_access", "empty", **LEAD),
    State("people_access", "nothing asked", **LEAD, post={"q": ""}),
    State("people_access", "found", **LEAD, post={"q": "a"}),
    State("people_access", "long names", **LEAD, post={"q": "wolver"}),
    State("people_access", "nobody found", **LEAD, post={"q": "Nobody at all"}),
    State("person_access someone", "filled", **LEAD),
    State("person_access nobody", "empty", **LEAD),
    State("person_access long_person", "long names", **LEAD),
    State("conflicts", "filled", who="lead"),
    State("block_person wren", "empty", who="lead"),
    State("block_person zara", "filled", who="lead"),
    State("block_person ada", "asked, of the one who asked", who="lead"),
    State("block_person ada", "asked, of another lead", who="lead2"),
    State("block_person ada", "asked, of the manager", **MANAGER),
    State("block_person wren", "errors", who="lead", post={"person": "x", "why": "W" * 3000}),
    State("block_person long", "long names", who="lead"),
    State("ask_to_lift_block zara kept_away", "wrong verb", who="lead", status=405),
    State("lift_block ada kept_away", "wrong verb", **MANAGER, status=405),
    State("keep_block ada kept_away", "wrong verb", **MANAGER, status=405),
    State("baby_care_advice", "from outside", who=None),
    State("advice_topic washing-and-bathing", "filled"),
    State("advice_topic clothes", "filled"),
    State("advice_topic nappies", "filled"),
    State("advice_topic going-out", "filled"),
    State("advice_topic all-topics", "filled"),
    State("preview_point version2 last-question", "in force", **EDITOR),
    State("preview_point version3 home", "long words in a draft", **EDITOR),
    State("preview_point version2 family-and-friends", "for each adult", **EDITOR),
]

WREN = next(place for place, family in enumerate(FAMILIES) if family.given_name == "Wren")
WREN_BORN_ON = london_today() - timedelta(days=FAMILIES[WREN].days)
MAY_BE_WREN: Sent = {
    "given_name": "Fableton",
    "family_name": "Wren",
    **{f"born_on-{part}": str(getattr(WREN_BORN_ON, part)) for part in ("day", "month", "year")},
}
NUMBER_OF_WREN: Sent = {**MAY_BE_WREN, "nhs_number": synthetic_number(WREN * 2)}
# After Wren's signed new birth review, and weeks after the other twin.
BORN_TODAY: Sent = {
    "given_name": "Wren",
    **{f"born_on-{part}": str(getattr(london_today(), part)) for part in ("day", "month", "year")},
}
NOBODY_ASKED: Sent = {"asked_whom": "W" * 200}
NAMES = {"given_name": "W" * 200, "family_name": "W" * 200, "mother_name": "W" * 200}
WRONG_BIRTH: Sent = {
    **NAMES,
    "born_on-day": "31",
    "born_on-month": "2",
    "born_on-year": "2099",
    "nhs_number": "999 000 0000",
    "postcode": "nowhere",
    "address": "W" * 300,
}
WRONG_ADULT: Sent = {"named": "x", "adult_name": "W" * 400, "adult_role": "x"}
WRONG_PROFESSIONAL: Sent = {"name": "W" * 200, "role": "", "contact": "W" * 300}

CASES = [
    State("new_case", "empty"),
    State("new_case", "may have a record", post=MAY_BE_WREN),
    State("new_case", "number of an own record", post=NUMBER_OF_WREN),
    State("new_case", "may have a record elsewhere", **LONG, post=MAY_BE_WREN),
    State("new_case", "errors at the duty desk", **LONG, post={**MAY_BE_WREN, **NOBODY_ASKED}),
    State("new_case", "errors", post=WRONG_BIRTH),
    State("edit_case wren", "filled"),
    State("edit_case unborn", "filled"),
    State("edit_case wren", "errors", post=WRONG_BIRTH),
    State("edit_case wren", "errors: past a signed contact", post=BORN_TODAY),
    State("edit_case ada", "errors: far from the other twin", post=BORN_TODAY),
    State("edit_case long", "long names", **LONG),
    State("record_birth unborn", "empty"),
    State("record_birth unborn", "errors", post=WRONG_BIRTH),
    State("add_twin wren", "empty"),
    State("add_twin ada", "of a third"),
    State("add_twin wren", "errors", post=WRONG_BIRTH),
    State("household wren", "shut"),
    State("household wren", "open", post={}),
    State("household otis", "open", post={}),
    State("household ivy", "open with nobody", post={}),
    State("household ada", "of a twin"),
    State("household milo", "open for the manager", **MANAGER, post={}),
    State("household noah", "frozen", post={}),
    State("household long", "long names", **LONG, post={}),
    State("add_adult wren", "empty"),
    State("add_adult wren", "errors", post=WRONG_ADULT),
    State("change_adult milo adult", "filled"),
    State("change_adult milo adult", "errors", post=WRONG_ADULT),
    State("change_adult long long_adult", "long names", **LONG),
    State("end_adult milo adult", "wrong verb", status=405),
    State("bring_back_adult long gone_adult", "wrong verb", **LONG, status=405),
    State("add_professional wren", "empty"),
    State("add_professional wren", "errors", post=WRONG_PROFESSIONAL),
    State("end_professional long professional", "wrong verb", **LONG, status=405),
]

WRONG_WHEN: Sent = {
    "held_on-day": "1",
    "held_on-month": "1",
    "held_on-year": "2099",
    "held_time": "noonish",
    "visit_type": "x",
    "note": "W" * 5000,
}

VISITS = [
    State("start_visit wren", "empty"),
    State("start_visit otis", "with a draft"),
    State("start_visit unborn", "empty"),
    State("start_visit wren", "errors", post=WRONG_WHEN),
    State("start_visit long", "long names", **LONG),
    State("start_visit wren", "wellbeing open", post={"open": "wellbeing"}),
    State("start_visit otis", "wellbeing open, not asked before", post={"open": "wellbeing"}),
    State("start_visit wren", "a brief contact", query="?brief=clinic"),
    State("start_visit otis", "a brief contact, with a draft", query="?brief=phone"),
    State("start_visit long", "a brief contact, long names", **LONG, query="?brief=home"),
    State("not_held wren", "empty"),
    State("not_held wren", "errors", post=WRONG_WHEN),
    State("visit begun", "begun, older words"),
    State("visit draft", "filled"),
    State("visit twin_draft", "of a twin"),
    State("visit long_draft", "long names", **LONG),
    State("visit_presence draft", "filled"),
    State("visit_presence draft", "errors", post={"present": ["nobody", "mother"]}),
    State("visit_stop begun", "empty"),
    State("visit_stop begun", "errors", post={"reason": "x"}),
    State("visit_stop draft", "little left"),
    State("visit_twin twin_draft", "filled"),
    State("visit_discard begun", "nothing answered"),
    State("visit_discard begun", "errors", post={"mistake": "x"}, **NOT_VALID),
    State("visit_discard draft", "with answers"),
    State("visit_discard mistaken", "asked"),
    State("visit_discard long_draft", "long names", **LONG),
    State("visit_signed discarded", "discarded"),
    State("case_visits zara", "with one discarded"),
    State("case_visits zara", "with one to discard, of the manager", **MANAGER),
    State("ask_withdrawal draft", "of a draft"),
    State("withdrawal discarding", "of a draft, of the one who asked"),
    State("withdrawal discarding", "of a draft, of the manager", **MANAGER),
    State("withdrawal discarding", "of a draft, open", **MANAGER, post={"part": "answers"}),
    State("withdrawal discarding", "errors", **MANAGER, post={"read": ""}, **NOT_VALID),
    State("visit_review begun", "nothing answered"),
    State("visit_review begun", "asks first", post={"part": "answers"}),
    State("visit_review begun", "answers open, never met", post=LOOKED | {"part": "answers"}),
    State("visit_room long_draft", "nothing ticked", **LONG, post={}),
    State("visit_room long_draft", "errors", **LONG, **NOT_VALID, post={"partner": ["x"]}),
    State("visit_review draft", "filled"),
    State("visit_review draft", "answers open", post={"part": "answers"}),
    State("visit_review draft", "signing open", post={"part": "signing"}),
    State("visit_review long_draft", "long names, open", **LONG, post={"part": "answers"}),
    State("visit_review long_draft", "long names, signing", **LONG, post={"part": "signing"}),
    State("visit_sign draft", "errors, the baby", post={"opened": "signing"}, **NOT_VALID),
    State("visit_sign begun", "errors, missing", post={"right_baby": "on"}, **NOT_VALID),
    State("visit_sign draft", "wrong verb", status=405),
    State("visit_signed signed", "frozen"),
    State("visit_signed signed", "frozen, open", post={}),
    State("visit_signed with_items", "frozen, with items"),
    State("visit_signed with_items", "frozen, of the manager", **MANAGER),
    State("visit_signed not_held_visit", "frozen, not held"),
    State("visit_signed long_signed", "long names", **LONG, post={}),
    State("visit_copy signed", "frozen"),
    State("visit_copy signed", "frozen, private", post={}),
    State("visit_copy long_signed", "long names", **LONG),
    State("family_copy signed", "as it prints"),
    State("family_copy signed", "large print", query="?size=large"),
    State("family_copy long_signed", "long names", **LONG),
    State("visit_print signed", "open part"),
    State("visit_print signed", "private part", post={}),
    State("visit_print with_items", "of the manager", **MANAGER),
    State("visit_print long_signed", "long names", **LONG),
    State("visit_amend signed", "empty"),
    State("visit_amend signed", "errors", post={"write": "yes"}, **NOT_VALID),
    State("visit_amend signed", "of what is kept apart", post={"part": "answers"}),
    State("visit_amend not_held_visit", "not held"),
    State("visit_amend long_signed", "long names", **LONG, post={"part": "answers"}),
    State("visit_signed amended", "amended"),
    State("visit_signed amended", "amended, open", post={}),
    State("visit_copy amended", "amended"),
    State("visit_signed asked_out", "asked to be taken out"),
    State("visit_signed asked_out", "asked, of the manager", **MANAGER),
    State("visit_signed taken_out", "taken out"),
    State("case_visits ivy", "with one taken out"),
    State("ask_withdrawal signed", "empty"),
    State("ask_withdrawal signed", "errors", post={"reason": ""}, **NOT_VALID),
    State("withdrawal asking_out", "of the one who asked"),
    State("withdrawal asking_out", "of the manager", **MANAGER),
    State("withdrawal asking_out", "errors", **MANAGER, post={"x": ""}, **NOT_VALID),
    State("decline_withdrawal asking_out", "wrong verb", status=405),
    State("call_sheet signed", "shut"),
    State("call_sheet signed", "opened", post={}),
    State("call_sheet signed", "too late", post={"spoke_to": "Sam " * 200}, status=409),
    State("visit_point signed family-and-friends", "too late", post=LATE_ANSWER, status=409),
    State("call_sheet draft", "errors", post={"spoke_to": "W" * 200, "rang_on-year": "2099"}),
    State("visit_point draft next-steps-for-today", "opened", post={"do": "show", "looked": "yes"}),
    State("visit_point draft body-map", "opened, many marks and long words", post=LOOKED),
    State("visit_point begun body-map", "shut"),
    State("visit_point begun body-map", "asks first", post={"do": "open"}),
    State("visit_point begun body-map", "opened, nothing to ask", post=LOOKED),
    State("visit_point begun next-steps-for-today", "shut"),
    State("visit_point begun next-steps-for-today", "asks first", post={"do": "open"}),
    State(
        "visit_point long_draft next-steps-for-today",
        "long names",
        **LONG,
        post={"do": "show", "looked": "yes"},
    ),
]

SHOW: Sent = {"do": "show", "looked": "yes"}
OPENED = [
    "baby-today",
    "sleep",
    "parents-health",
    "mothers-wellbeing",
    "family-and-friends",
    "pregnancy-and-family-background",
    "family-picture",
    "plan-and-services",
    "professionals-involved",
    "how-the-visit-went",
    "team-discussion",
]
PLAIN = ["history", "weight-and-skin-check", "handling", "home", "what-the-family-knows"]
WRONG_ANSWERS: Sent = {
    "sleep_back__rev": "0",
    "sleep_night_place__rev": "0",
    "sleep_smoking_who__rev": "0",
    "sleep_action_plan__rev": "0",
    "sleep_back": "x",
    "sleep_night_place": ["x"],
    "sleep_smoking_who": ["none", "mother"],
    "sleep_action_plan": "W" * 200_000,
}

OLDER_WORDS: Sent = {
    "baby_lived_experience": "Written in another window.",
    "baby_lived_experience__rev": "0",
}

POINTS = [
    *(State(f"visit_point begun {slug}", "empty") for slug in ("baby-today", "sleep", "home")),
    State("visit_point begun mothers-wellbeing", "shut"),
    State("visit_point begun mothers-wellbeing", "asks first", post={"do": "open"}),
    State("visit_point begun family-and-friends", "open, nobody known", post=SHOW),
    State("visit_point begun planning-for-the-birth", "not asked now", status=404),
    *(State(f"visit_point draft {slug}", "filled") for slug in [*PLAIN, "last-question"]),
    *(State(f"visit_point draft {slug}", "filled, open", post=SHOW) for slug in OPENED),
    State("visit_point begun sleep", "errors", post=WRONG_ANSWERS, **NOT_VALID),
    State("visit_point draft family-and-friends", "shut"),
    State("visit_point draft baby-today", "clash", post=OLDER_WORDS, status=409),
    State("visit_point long_draft baby-today", "long words", **LONG),
    State("visit_point long_draft weight-and-skin-check", "long words", **LONG),
    State("visit_point long_draft family-and-friends", "long names", **LONG, post=SHOW),
    State("visit_point draft sleep", "signed out", who=None, post={"sleep_back": "x"}, status=401),
    State(
        "visit_point draft sleep",
        "signed in anew",
        post={"csrfmiddlewaretoken": "old", "sleep_action_plan": "W" * 200},
        status=403,
    ),
]

ACTION: Sent = {
    "what": "Rang the scheme. The cot comes on Friday",
    "done_on-day": "1",
    "done_on-month": "2",
    "done_on-year": "2026",
}
WRONG_ACTION: Sent = {"what": "", "done_on-year": "2099", "done_time": "x", "outcome": "x"}

WRONG_ITEM: Sent = {"title": "W" * 200, "urgency": "x", "due_on-year": "2000"}

ITEMS = [
    State("add_item wren", "empty"),
    State("add_item wren", "errors", post=WRONG_ITEM, **NOT_VALID),
    State("my_items", "empty", who="hv.quiet"),
    State("my_items", "filled"),
    State("my_items", "full titles", who="hv.south", post=OPEN_TITLES),
    State("my_items", "nothing as asked", query="?point=12&urgency=immediate"),
    State("my_items", "asked with nonsense", query="?urgency=x&point=99", status=400),
    State("my_items", "long names", **LONG, post=OPEN_TITLES),
    State("item high", "shut"),
    State("item high", "open", post=OPEN_TITLES),
    State("item immediate", "open for the manager", **MANAGER, post=OPEN_TITLES),
    State("item asked", "asked, of the manager", **MANAGER, post=OPEN_TITLES),
    State("item asked", "asked, of the one who asked", post=OPEN_TITLES),
    State("item closed", "frozen", post=OPEN_TITLES),
    State("item left_open", "left open, shut"),
    State("item left_open", "left open, long words, open", post=OPEN_TITLES),
    State("item long_item", "long names", **LONG, post=OPEN_TITLES),
    State("tick_step with_steps", "asks what was done", post=A_STEP),
    State("tick_step with_steps", "errors", post={**A_STEP, "what": ""}, **NOT_VALID),
    State("reopen_step with_steps", "asks why", post=A_STEP),
    State("reopen_step with_steps", "errors", post={**A_STEP, "reason": ""}, **NOT_VALID),
    State("item_call with_steps", "shut"),
    State("item_call with_steps", "opened", post=OPEN_TITLES),
    State("item_call with_steps", "errors", post={"with_whom": "", "what": ""}, **NOT_VALID),
    State("act_on_item high", "empty"),
    State("act_on_item high", "errors", post=WRONG_ACTION, **NOT_VALID),
    State("act_on_item closed", "too late", post=ACTION, status=409),
    State("close_item routine", "empty"),
    State("close_item high", "empty"),
    State("close_item immediate", "empty"),
    State("close_item immediate", "errors", post=WRONG_ACTION, **NOT_VALID),
    State("close_item long_item", "long names", **LONG),
    State("decline_item asked", "empty", **MANAGER),
    State("decline_item asked", "errors", **MANAGER, post={"reason": ""}, **NOT_VALID),
    State("agree_item asked", "wrong verb", **MANAGER, status=405),
    State("agree_item high", "nothing asked", **MANAGER, post={}, lands="item"),
    State("acknowledge_item high", "wrong verb", **MANAGER, status=405),
    State("acknowledge_item high", "not a manager", post={}, lands="item"),
    State("note_ringing immediate", "wrong verb", status=405),
    State("note_ringing high", "not immediate", post={}, lands="item"),
]

LEAD = {"who": "lead"}
WRONG_REQUEST: Sent = {
    "whose": "x",
    "asked_on-day": "31",
    "asked_on-month": "2",
    "asked_on-year": "2099",
    "asked_by": "W" * 5000,
}
WRONG_REASON: Sent = {"reason": ""}
WRONG_CHOICE: Sent = {"save": "part1", "part1-put_in": ["fact:mother", "x"]}
ENTRIES: Sent = {"do": "open"}
NOT_SURE: Sent = {"sure": ""}
MANAGER_LONG = {"who": "manager.long"}

RECORDS = [
    State("subject_requests", "empty", who="manager.quiet"),
    State("subject_requests", "filled", **LEAD),
    State("subject_requests", "long names", **MANAGER_LONG),
    State("case_records wren", "filled", **LEAD),
    State("case_records otis", "nothing asked", **MANAGER),
    State("case_records held", "held", **LEAD),
    State("case_records long", "long names", **MANAGER_LONG),
    State("case_records old", "time has passed", **LEAD),
    State("case_records old_asked", "waiting for a second person", **MANAGER),
    State("case_records old_asked", "of the one who asked", **LEAD),
    State("case_records wren", "of the holder", status=404),
    State("new_request milo", "empty", **MANAGER),
    State("new_request milo", "errors", **MANAGER, post=WRONG_REQUEST, **NOT_VALID),
    State("new_request long", "long names", **MANAGER_LONG),
    State("subject_request to_prepare", "being prepared", **MANAGER),
    State("subject_request to_release", "waiting, of the second person", **LEAD),
    State("subject_request to_release", "waiting, of the first", **MANAGER),
    State("subject_request given", "released", **LEAD),
    State("subject_request refused", "refused", **LEAD),
    State("subject_request long_request", "long names", **MANAGER_LONG),
    State("request_entries to_prepare", "shut", **MANAGER),
    State("request_entries to_prepare", "open", **MANAGER, post=ENTRIES),
    State("request_entries to_prepare", "none shown", **MANAGER, post={"show": "chosen"}),
    State("request_entries to_prepare", "errors", **MANAGER, post=WRONG_CHOICE, **NOT_VALID),
    State("request_entries long_request", "long names", **MANAGER_LONG, post=ENTRIES),
    State("preview_request to_prepare", "being prepared", **MANAGER),
    State("preview_request to_release", "as it goes out", **LEAD),
    State("preview_request long_request", "long names", **MANAGER_LONG),
    State("ask_release to_prepare", "empty", **MANAGER),
    State("ask_release to_prepare", "errors", **MANAGER, post=NOT_SURE, **NOT_VALID),
    State("release_request to_release", "empty", **LEAD),
    State("release_request to_release", "errors", **LEAD, post=NOT_SURE, **NOT_VALID),
    State("send_back_request to_release", "empty", **LEAD),
    State("send_back_request to_release", "errors", **LEAD, post=WRONG_REASON, **NOT_VALID),
    State("refuse_request to_release", "empty", **LEAD),
    State("withdraw_request to_prepare", "empty", **MANAGER),
    State("request_copy given", "released", **LEAD),
    State("request_text given", "of somebody else", status=404),
    State("request_inside given", "shut", **LEAD),
    State("request_inside given", "open", **LEAD, post={}),
    State("retention", "filled", **LEAD),
    State("retention", "all ended", **LEAD, query="?show=all"),
    State("retention", "empty", who="manager.quiet"),
    State("set_hold wren", "empty", **LEAD),
    State("set_hold wren", "errors", **LEAD, post=WRONG_REASON, **NOT_VALID),
    State("lift_hold held", "empty", **MANAGER),
    State("ask_disposal old", "empty", **LEAD),
    State("ask_disposal old", "errors", **LEAD, post=NOT_SURE, **NOT_VALID),
    State("agree_disposal old_asked", "empty", **MANAGER),
    State("decline_disposal old_asked", "wrong verb", **MANAGER, status=405),
]

HANDING_OVER = [
    State("transfers", "empty", who="hv.quiet"),
    State("transfers", "filled"),
    State("transfers", "waiting", who="manager.south"),
    State("transfers", "long names", who="hv2.long"),
    State("offer_case wren", "empty"),
    State("offer_case otis", "with a draft"),
    State("offer_case ada", "of a twin"),
    State("offer_case wren", "errors", post={"to": "x", "note": ""}, **NOT_VALID),
    State("offer_case long", "offered already", **LONG, lands="transfer"),
    State("transfer to_south", "of the one who offered"),
    State("transfer to_south", "of the manager there", who="manager.south"),
    State("transfer to_long", "long names", who="hv2.long"),
    State("transfer to_long", "long names, of the one who offered", **LONG),
    State("transfer rejected", "frozen"),
    State("accept_transfer to_south", "wrong verb", who="manager.south", status=405),
    State(
        "accept_transfer to_south",
        "errors",
        who="manager.south",
        post={"holder": "x"},
        **NOT_VALID,
    ),
    State("reject_transfer to_south", "empty", who="manager.south"),
    State("reject_transfer to_south", "errors", who="manager.south", post={}, **NOT_VALID),
    State("withdraw_transfer to_south", "wrong verb", status=405),
    State("leaving someone", "filled", **MANAGER),
    State("leaving someone", "errors", **MANAGER, post={"everyone": "x"}, **NOT_VALID),
    State("leaving deputy", "empty", **MANAGER),
    State("leaving long_person", "long names", who="manager.long"),
    State("absences", "empty", who="hv.quiet"),
    State("absences", "filled", **MANAGER),
    State("absences", "errors", post={"covered_by": "x"}, **NOT_VALID),
    State("absences", "long names", who="manager.long"),
    State("absence away", "filled", **MANAGER),
    State("absence away", "errors", **MANAGER, post={"covered_by": "x"}, **NOT_VALID),
    State("end_absence away", "wrong verb", **MANAGER, status=405),
]

HANDBOOK = [
    State("learning_points", "filled"),
    State("learning_points", "of a visitor", who=None, lands="account_login"),
    *(State(f"learning_point {number}", "filled") for number in (3, 7, 8)),
    State("learning_point 15", "not there", status=404),
    State("all_learning_points", "filled"),
    State("about", "filled"),
    State("help", "filled"),
    State("help", "of a visitor", who=None),
    State("accessibility", "filled"),
    State("privacy", "filled"),
]

ADMIN = [
    State("admin:index", "of an editor", **EDITOR),
    State("admin:checklists_templateversion_changelist", "filled", **EDITOR),
    State("admin:checklists_templateversion_change version3", "draft", **EDITOR),
    State("admin:checklists_templateversion_change version2", "frozen", who="publisher"),
    State("admin:guidance_publish version3", "empty", **EDITOR),
    State("admin:guidance_publish version3", "errors", **EDITOR, post={"what_changed": ""}),
    State("admin:guidance_discard version3", "asks", **EDITOR),
    State("admin:guidance_draft", "wrong verb", **EDITOR, status=405),
    *(
        State(f"admin:checklists_{model}_changelist", "filled", **EDITOR)
        for model in (
            "learningpoint",
            "prompt",
            "namedlist",
            "rule",
            "resource",
            "visittype",
            "setting",
            "servicepage",
            "localnumber",
        )
    ),
    State("admin:checklists_learningpoint_change draft_point", "draft", **EDITOR),
    State("admin:checklists_learningpoint_change draft_point", "errors", **EDITOR, post={}),
    State("admin:checklists_learningpoint_change old_point", "frozen", **EDITOR),
    State("admin:checklists_prompt_change draft_prompt", "draft", **EDITOR),
    State("admin:checklists_prompt_change draft_prompt", "errors", **EDITOR, post={}),
    State("admin:checklists_prompt_change old_prompt", "frozen", who="publisher"),
    State("admin:checklists_namedlist_change draft_list", "draft", **EDITOR),
    State("admin:checklists_rule_change draft_rule", "draft", **EDITOR),
    State("admin:checklists_rule_change old_rule", "frozen", **EDITOR),
    State("admin:checklists_resource_change draft_resource", "draft", **EDITOR),
    State("admin:checklists_visittype_change visit_type", "filled", **EDITOR),
    State("admin:checklists_servicepage_change help_page", "filled", **EDITOR),
    State("admin:checklists_localnumber_change local_number", "filled", **EDITOR),
    State("admin:checklists_localnumber_change local_number", "errors", **EDITOR, post={}),
    State("admin:checklists_setting_change setting", "filled", **EDITOR),
    State("admin:checklists_setting_change setting", "errors", **EDITOR, post={}),
]

SYSADMIN = {"who": "sysadmin"}

PEOPLE = [
    State("admin:index", "of the system administrator", **SYSADMIN),
    State("admin:checklists_user_changelist", "filled", **SYSADMIN),
    State("admin:checklists_user_change someone", "filled", **SYSADMIN),
    State("admin:checklists_user_change someone", "errors", **SYSADMIN, post={}),
    State("admin:checklists_team_changelist", "filled", **SYSADMIN),
    State("admin:checklists_team_change long_team", "long names", **SYSADMIN),
    State("admin:checklists_event_changelist", "filled", **SYSADMIN),
    State("admin:checklists_event_change event", "frozen", **SYSADMIN),
]

CALLED: Sent = {"category": "called_out", "words": "The police rang."}
REFUSED: Sent = {
    **CALLED,
    "name": "W" * 150,
    "day-day": "9",
    "day-month": "10",
    "day-year": "2026",
}
# These need a sign-in of the last minutes, so that nobody else's pages come before them.
DEPUTY = {"who": "deputy.north"}
CONCERNED = {"who": "hv.south"}

EMERGENCY = [
    State("emergency", "empty", **DEPUTY),
    State("emergency", "of a link", **DEPUTY, query=f"?record={'0' * 32}"),
    State("emergency", "errors", **DEPUTY, post={"words": ""}, **NOT_VALID),
    State("emergency", "errors, refused", **DEPUTY, post=REFUSED, **NOT_VALID),
    State("emergency", "of an editor", **EDITOR, status=404),
    State("end_emergency wren", "wrong verb", **CONCERNED, status=405),
    State("case wren", "in an emergency", **CONCERNED),
    State("household wren", "in an emergency, open", **CONCERNED, post={}),
    State("case long", "in an emergency, long names", **CONCERNED),
    State("add_item ivy", "sent after the end", **CONCERNED, post=WRONG_ITEM, status=404),
    State("emergency_review", "empty", who="manager.quiet"),
    State("emergency_review", "filled", **MANAGER),
    State("emergency_review", "of the lead", who="lead"),
    State("emergency_use use", "shut", **MANAGER),
    State("emergency_use use", "open", **MANAGER, post={"open": "words"}),
    State("emergency_use in_force", "in force", **MANAGER),
    State("end_emergency_use in_force", "errors", **MANAGER, post={"why": ""}, **NOT_VALID),
    State("emergency_ended ended", "ended by a manager", **CONCERNED),
    State("end_emergency_use in_force", "wrong verb", **MANAGER, status=405),
    State(
        "emergency_use reviewed", "reviewed, long words, open", **MANAGER, post={"open": "words"}
    ),
    State("close_emergency_review use", "empty", **MANAGER),
    State("close_emergency_review use", "errors", **MANAGER, post={"words": ""}, **NOT_VALID),
    State("close_emergency_review long_use", "long names", who="lead"),
    State("alerts", "empty", who="hv.quiet"),
    State("alerts", "filled", **MANAGER),
    State("alert_seen alert", "wrong verb", **MANAGER, status=405),
]

NEUTRAL = [
    State("case nobodys", "of nobody", status=404),
    State("case nell", "of another team", status=404),
    State("case nell", "of someone without a role", who="no.role", status=404),
]

TABLE = [
    *ACCOUNT,
    *DESK,
    *CASES,
    *VISITS,
    *POINTS,
    *ITEMS,
    *RECORDS,
    *HANDING_OVER,
    *HANDBOOK,
    *ADMIN,
    *PEOPLE,
    *EMERGENCY,
    *NEUTRAL,
]

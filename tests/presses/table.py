"""One press at every address that takes a form: who presses, about what, and what they typed.

`CHANGES` has those that change something; every other address of tests/access/table.py is pressed
as the first person whom that table lets in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.access.expected_answers import WRONG_VERB, Route
from tests.access.family_words import BABY, ENDED, NUMBERS, TWIN, UNBORN
from tests.access.people import ALL
from tests.access.table import DONE_TODAY, ROUTES
from tests.accounts.second_factors import code_of
from tests.factories import PASSWORD
from tests.presses.world import GIVES_CODES
from tests.reading.saved_by_two import ADMIN, DAYS
from tests.visits.form_data import CALL, CALL_AFTER, START

SURE = {"sure": "on"}
REASON = {"reason": "It was agreed."}
STEP = {"step": "mark_paediatric"}
BORN = {"born_on-day": "20", "born_on-month": "11", "born_on-year": "2026"}
DUE = {"due_on-day": "24", "due_on-month": "11", "due_on-year": "2026"}
AWAY = {**DAYS, "starts_on-day": "23", "starts_on-month": "11", "starts_on-year": "2026"}
DAN = {
    "named": "known",
    "adult_name": "Dan Inventall",
    "adult_role": "birth_father",
    "adult_lives_in_home": "yes",
    "adult_cares_alone": "not_known",
    "adult_met": "yes",
}
NOT_SENT = {"place": "/x/", "fields": '[["what", "Words"]]'}
LONG = "a-new-one-of-four-words"
CHANGED = {"oldpassword": PASSWORD, "password1": LONG, "password2": LONG}


# What is typed may be of the world, or of the page that is open: a function of both.


def pk_of(who):
    return lambda world, page: str(world.users[who].pk)


def username_of(who):
    return lambda world, page: world.users[who].username


def place_of(who):
    """A colleague in the team of the baby, as the form to offer a family names them."""
    return lambda world, page: f"{world.cases[BABY].team_id}:{world.users[who].pk}"


def code_shown(world, page):
    return code_of()


def code_of_page(world, page):
    """What an app shows that was just set up with this page."""
    return code_of(page.context["form"].secret)


@dataclass(frozen=True)
class Press:
    name: str
    who: str
    about: str = ""
    sends: Mapping[str, object] = field(default_factory=dict)
    leaves: str = ""  # the event that says that it happened
    new_session: bool = False  # a browser that lost the answer is not signed in any more

    @property
    def signs_out(self) -> bool:
        return self.name.endswith("logout")

    def __str__(self):
        return self.name


CHANGES = [
    Press("start_visit", "owner", BABY, START, "visit.started"),
    Press("not_held", "owner", BABY, {"outcome": "no_access"}, "visit.not_held"),
    Press("visit_presence", "owner", "draft", {"present": ["mother", "father"]}),
    Press("visit_stop", "owner", "draft", {"reason": "short_of_time"}),
    Press("visit_twin", "owner", "draft"),
    Press("visit_room", "owner", "draft"),
    Press("visit_discard", "owner", "empty draft", {"mistake": "twice"}, "visit.discarded"),
    Press("visit_sign", "owner", "draft to sign", {"right_baby": "on"}, "visit.signed"),
    Press(
        "visit_amend",
        "owner",
        "signed visit",
        {"about": "whole", "says": "At the clinic.", "reason": "Mistyped.", "write": "yes"},
        "visit.amended",
    ),
    Press("ask_withdrawal", "owner", "signed visit", REASON, "visit.withdrawal_asked"),
    Press("withdrawal", "manager", "visit asked out", SURE, "visit.withdrawn"),
    Press("decline_withdrawal", "manager", "visit asked out", {}, "visit.withdrawal_declined"),
    Press("call_sheet", "owner", "draft", CALL),
    Press("visit_point", "owner", "page of the draft"),
    Press("add_item", "owner", BABY, {"title": "Ring.", "urgency": "2", **DUE}, "item.opened"),
    Press("act_on_item", "owner", "item", DONE_TODAY, "item.acted"),
    Press("item_call", "owner", "item about a mark", CALL_AFTER, "item.called"),
    Press("close_item", "owner", "routine item", {"outcome": "done", **DONE_TODAY}, "item.closed"),
    Press("tick_step", "owner", "item with steps", STEP, "item.step_done"),
    Press("reopen_step", "owner", "item with a tick", {**STEP, **REASON}, "item.step_reopened"),
    Press("agree_item", "manager", "item to agree", {}, "item.closing_agreed"),
    Press("decline_item", "manager", "item to agree", REASON, "item.closing_declined"),
    Press("note_ringing", "owner", "item not seen", {}, "item.manager_rung"),
    Press("acknowledge_item", "manager", "item not seen", {}, "item.acknowledged"),
    Press(
        "new_case",
        "owner",
        "",
        {"given_name": "Wren", "is_born": "yes", **BORN},
        "case.registered",
    ),
    Press("edit_case", "owner", BABY, {"address": "9 Quill Court"}, "case.edited"),
    Press(
        "record_birth",
        "owner",
        UNBORN,
        {"given_name": "Wren", "how_many": "one", **BORN},
        "case.birth_recorded",
    ),
    Press("add_twin", "owner", UNBORN, {"given_name": "Lark"}, "case.twin_registered"),
    Press("add_adult", "owner", BABY, DAN, "household.added"),
    Press("change_adult", "owner", "adult", DAN, "household.changed"),
    Press("end_adult", "owner", "adult", {}, "household.left"),
    Press("bring_back_adult", "owner", "gone adult", {}, "household.back"),
    Press(
        "add_professional",
        "owner",
        BABY,
        {"role": "Doctor", "name": "Dr Inkwell"},
        "professional.added",
    ),
    Press("end_professional", "owner", "professional", {}, "professional.left"),
    Press("alert_seen", "stranger", "alert", {}, "alert.seen"),
    Press(
        "emergency",
        "stranger",
        "",
        {"nhs_number": NUMBERS[BABY], "category": "called_out", "words": "Rang."},
        "emergency.opened",
    ),
    Press("end_emergency", "emergency", BABY, {}, "emergency.ended"),
    Press(
        "close_emergency_review",
        "manager",
        "used emergency access",
        {"outcome": "reason", "words": "It was right."},
        "emergency.reviewed",
    ),
    Press(
        "end_emergency_use",
        "manager",
        "emergency access in use",
        {"why": "not_needed"},
        "emergency.ended",
    ),
    Press(
        "block_person",
        "lead",
        BABY,
        {"why": "A cousin.", "person": pk_of("colleague")},
        "conflict.blocked",
    ),
    Press("ask_to_lift_block", "lead", "block", {}, "conflict.lift_asked"),
    Press("lift_block", "manager", "block to lift", {}, "conflict.lifted"),
    Press("keep_block", "manager", "block to lift", {}, "conflict.kept"),
    Press(
        "offer_case",
        "owner",
        BABY,
        {"note": "Rings on Mondays.", "to": place_of("colleague")},
        "transfer.offered",
    ),
    Press("accept_transfer", "stranger", "offer", {}, "transfer.accepted"),
    Press("reject_transfer", "stranger", "offer", REASON, "transfer.rejected"),
    Press("withdraw_transfer", "owner", "offer", {}, "transfer.withdrawn"),
    Press(
        "leaving",
        "manager",
        "account of the owner",
        {"everyone": pk_of("colleague")},
        "case.handed_over",
    ),
    Press("absences", "owner", "", AWAY, "absence.planned"),
    Press("absence", "owner", "absence", {"covered_by": ""}, "absence.changed"),
    Press("end_absence", "owner", "absence", {}, "absence.ended"),
    Press(
        "new_request",
        "manager",
        BABY,
        {"whose": "baby", "asked_by": "The mother.", "identity": "Seen.", "asked_on-day": "20"}
        | {"asked_on-month": "11", "asked_on-year": "2026"},
        "request.begun",
    ),
    Press("request_entries", "manager", "copy to prepare"),
    Press("ask_release", "manager", "copy to prepare", SURE, "request.asked"),
    Press("release_request", "lead", "copy to decide", SURE, "request.released"),
    Press("send_back_request", "lead", "copy to decide", REASON, "request.sent_back"),
    Press("refuse_request", "lead", "copy to decide", REASON, "request.refused"),
    Press("withdraw_request", "manager", "copy to decide", REASON, "request.withdrawn"),
    Press("set_hold", "lead", BABY, REASON, "hold.set"),
    Press("lift_hold", "manager", TWIN, REASON, "hold.lifted"),
    Press("ask_disposal", "lead", "ended long ago", SURE, "disposal.asked"),
    Press("agree_disposal", "manager", ENDED, SURE, "case.disposed"),
    Press("decline_disposal", "manager", ENDED, {}, "disposal.declined"),
]
ACCOUNT = [
    Press("account_login", "visitor", "", {"login": username_of("owner"), "password": PASSWORD}),
    Press("account_logout", "owner", leaves="session.ended", new_session=True),
    Press("account_reauthenticate", "owner", sends={"password": PASSWORD}),
    Press("account_change_password", "owner", "", CHANGED, "user.password_changed", True),
    Press("end_session", "owner", "session of the owner", {}, "session.ended"),
    Press("end_other_sessions", "owner", "", {}, "session.ended"),
    Press("unsent_words", "owner", sends=NOT_SENT),
    Press("mfa_reauthenticate", GIVES_CODES, sends={"code": code_shown}),
    Press("mfa_activate_totp", "owner", "", {"code": code_of_page}, "user.second_factor_added"),
    Press("mfa_deactivate_totp", GIVES_CODES, "", {}, "user.second_factor_removed"),
    Press("mfa_generate_recovery_codes", GIVES_CODES, "", {}, "user.recovery_codes_made"),
]
SYSTEM = "system administrator"
ON_A_DRAFT = {
    "learningpoint": {"summary": "Find out where."},
    "prompt": {"text": "Where was it?"},
    "namedlist": {"entries-0-label": "In words"},
    "rule": {"title": "Ring the family"},
    "resource": {"title": "A leaflet"},
}
NEW_USER = {"username": "wim", "name": "Wim West", "password1": LONG, "password2": LONG}
NEW_TEAM = {"name": "West", "slug": "west", "duty_contact": "01632 960001"}
NEW_NUMBER = {"name": "Referral desk", "number": "01632 960123"}
CHECKED = {"checked_on": "20/11/2026"}
IN_ADMIN = [
    Press("admin:logout", "editor", leaves="session.ended", new_session=True),
    Press("admin:password_change", "editor", "", CHANGED, "user.password_changed", True),
    Press(
        "admin:auth_user_password_change",
        SYSTEM,
        "password of a user",
        {"password1": LONG, "password2": LONG, "usable_password": "true"},
        "user.changed",
        new_session=True,
    ),
    Press("admin:guidance_draft", "editor"),
    Press(
        "admin:guidance_publish",
        "editor",
        "draft of the guidance",
        {"what_changed": "Plainer words."},
        "guidance.published",
    ),
    Press("admin:guidance_discard", "editor", "draft of the guidance", {}, "guidance.discarded"),
    Press("admin:checklists_user_add", SYSTEM, "", NEW_USER, "user.added"),
    Press(ADMIN("user"), SYSTEM, "user", {"name": "Nia Wood"}, "user.changed"),
    Press("admin:checklists_team_add", SYSTEM, "", NEW_TEAM, "team.added"),
    Press(ADMIN("team"), SYSTEM, "team", {"name": "West"}, "team.changed"),
    Press(ADMIN("setting"), "editor", "setting", {"new_value": "41"}, "setting.changed"),
    Press(ADMIN("servicepage"), "editor", "servicepage", {"words": "Ask."}, "service_page.changed"),
    Press("admin:checklists_localnumber_add", "editor", "", NEW_NUMBER, "localnumber.added"),
    Press(ADMIN("localnumber"), "editor", "localnumber", CHECKED, "localnumber.changed"),
    Press(ADMIN("visittype"), "editor", "visittype", {"name": "First"}, "visit_type.changed"),
    *(
        Press(ADMIN(model), "editor", f"{model} of the draft", sends, f"{model}.changed")
        for model, sends in ON_A_DRAFT.items()
    ),
]
RECORD_IS_GONE = {"agree_disposal"}  # nobody can open it any more, and is told what any other is
SIGNS_IN = ("account_login",)  # each press brings a session of its own
WRITTEN = [*CHANGES, *ACCOUNT, *IN_ADMIN]


def opened(route: Route) -> Press:
    """A press as the first person whom the table lets in."""
    let_in = {one for kind, who in route.post.items() if kind != WRONG_VERB for one in who}
    return Press(route.name, next(who for who in ALL if who in let_in), route.about, route.sends)


def every_press() -> list[Press]:
    written = {one.name for one in WRITTEN}
    others: dict[str, Press] = {}
    for route in ROUTES:
        if any(who for kind, who in route.post.items() if kind != WRONG_VERB):
            others.setdefault(route.name, opened(route))
    others = {name: press for name, press in others.items() if name not in written}
    return [*WRITTEN, *others.values()]


PRESSES = every_press()

"""Rows of the table: signing in, one's own account, and the admin."""

from tests.access.expected_answers import (
    MOVED,
    NO_SUCH_VERB,
    NOT_THERE,
    PAGE,
    REFUSED,
    UNREADABLE,
    WRONG_VERB,
    Route,
)
from tests.access.people import (
    BLOCKED,
    EVERYONE,
    GUIDANCE,
    OUTSIDE,
    PEOPLES,
    SIGNED_IN,
    STAFF,
    some,
)

NOT_SENT = {"place": "/x/", "fields": '[["what", "Words"]]'}

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
    Route("unsent_words", get=NO_SUCH_VERB, post={PAGE: SIGNED_IN}, sends=NOT_SENT),
    Route("unsent_words_back", get=NO_SUCH_VERB, post={PAGE: SIGNED_IN}, sends={"place": "/x/"}),
    Route("confirmed", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
]

OWN_SESSION = some("owner", BLOCKED)

OWN_ACCOUNT = [
    Route("account", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("sessions", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("end_session", "session of the owner", get=NO_SUCH_VERB, post={MOVED: OWN_SESSION}),
    Route("end_other_sessions", get=NO_SUCH_VERB, post={MOVED: SIGNED_IN}),
    Route("mfa_index", get={PAGE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("mfa_authenticate", get={MOVED: EVERYONE}, post={MOVED: EVERYONE}),
    Route("mfa_login_webauthn", get={MOVED: EVERYONE}, post={MOVED: EVERYONE}),
    Route("mfa_reauthenticate", get={MOVED: SIGNED_IN}, post={MOVED: SIGNED_IN}),
    Route("mfa_reauthenticate_webauthn", get={MOVED: SIGNED_IN}, post={MOVED: SIGNED_IN}),
    Route("mfa_activate_totp", get={PAGE: SIGNED_IN}, post={PAGE: SIGNED_IN}),
    Route("mfa_deactivate_totp", get={NOT_THERE: SIGNED_IN}, post={MOVED: SIGNED_IN}),
    Route("mfa_add_webauthn", get={PAGE: SIGNED_IN}, post={PAGE: SIGNED_IN}),
    Route("mfa_remove_webauthn", "no passkey", post={MOVED: SIGNED_IN}),
    Route("mfa_view_recovery_codes", get={NOT_THERE: SIGNED_IN}, post=NO_SUCH_VERB),
    Route("mfa_generate_recovery_codes", get={PAGE: SIGNED_IN}, post={PAGE: SIGNED_IN}),
    Route(
        "openid_connect_login",
        "no provider",
        get={NOT_THERE: EVERYONE},
        post={WRONG_VERB: EVERYONE},
    ),
    Route(
        "openid_connect_callback",
        "no provider",
        get={NOT_THERE: EVERYONE},
        post={WRONG_VERB: EVERYONE},
    ),
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
        post={PAGE: some("editor")},  # a press that does not say what it saw discards nothing
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
    *admin_rows("localnumber", read=GUIDANCE, change=some("editor"), add=some("editor")),
    *admin_rows("visittype", read=GUIDANCE, change=some("editor")),
    *admin_rows("servicepage", read=GUIDANCE, change=some("editor")),
    *admin_rows("templateversion", read=GUIDANCE, about="version"),
]
ACCOUNTS = [*SIGNING_IN, *OWN_ACCOUNT, *ADMIN]

"""What each address that takes a form does, by its name in tests/access/table.py."""

TRIED_ELSEWHERE = {
    "record_birth": "cases/test_stale_pages",
    "add_adult": "cases/test_stale_pages",
    "visit_room": "visits/test_room",
    "request_entries": "records/test_views",
    "admin:guidance_publish": "guidance/test_stale_drafts",
    "admin:guidance_discard": "guidance/test_stale_drafts",
}
REVISIONS = {"visit_point"}  # each answer carries the revision it was typed over
OPENS = {  # shows more of a page, or remembers how lists are shown
    *("caseload", "find_family", "team", "case", "case_outstanding", "my_items", "item"),
    *("visit_review", "visit_signed", "visit_copy", "visit_print", "household", "people_access"),
    *("emergency_use", "request_inside"),
}
ADDS = {  # makes a row of its own; the page shows none that it would change
    *("start_visit", "not_held", "visit_amend", "call_sheet", "add_item", "act_on_item"),
    "item_call",
    *("new_case", "add_twin", "add_professional", "emergency", "block_person", "offer_case"),
    *("absences", "new_request", "set_hold", "ask_disposal", "admin:guidance_draft"),
}
STEPS = {  # takes a row one step on, and is refused when another took it meanwhile
    *(
        "visit_stop",
        "visit_discard",
        "visit_twin",
        "visit_sign",
        "close_item",
        "tick_step",
        "reopen_step",
        "agree_item",
        "decline_item",
    ),
    *(
        "acknowledge_item",
        "note_ringing",
        "ask_withdrawal",
        "withdrawal",
        "decline_withdrawal",
        "end_adult",
    ),
    *("bring_back_adult", "end_professional", "alert_seen", "end_emergency", "end_emergency_use"),
    *("close_emergency_review", "ask_to_lift_block", "lift_block", "keep_block", "leaving"),
    *("accept_transfer", "reject_transfer", "withdraw_transfer", "end_absence", "ask_release"),
    *("release_request", "send_back_request", "refuse_request", "withdraw_request", "lift_hold"),
    *("agree_disposal", "decline_disposal"),
}
ACCOUNT = {  # one's own sign-in: nothing stored is shown to be changed
    *("account_login", "account_logout", "account_reauthenticate", "account_change_password"),
    *("policy_report", "unsent_words", "unsent_words_back", "end_session", "end_other_sessions"),
    *("mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_activate_totp"),
    *("mfa_reauthenticate_webauthn", "mfa_deactivate_totp", "mfa_add_webauthn"),
    *("mfa_generate_recovery_codes", "admin:login", "admin:logout", "admin:password_change"),
    "mfa_remove_webauthn",
    "admin:auth_user_password_change",
}

"""The columns that some verb changes, by table: what the role that serves may UPDATE.

PostgreSQL refuses the whole statement when it names one column more. So a verb that begins to
change a column adds it here; what is always frozen has its columns in `audit.frozen_tables`.
Whoever locks rows (`select_for_update`) needs one column of the table, whichever it is.
"""

from checklists.audit.frozen_tables import FROZEN_TABLES

GUIDANCE = {  # an editor writes in any column of a draft; the triggers hold what is published
    "checklists_namedlist": ("published", "position", "version_id", "key", "entries"),
    "checklists_learningpoint": (
        *("published", "position", "version_id", "number", "slug", "title", "neutral_title"),
        *("summary", "why_it_matters", "guidance", "apart_guidance", "audience", "applies_to"),
        *("repeat_groups", "source"),
    ),
    "checklists_prompt": (
        *("published", "position", "version_id", "point_id", "key", "section", "text", "help"),
        *("answer_type", "choices", "required", "not_done_reasons", "reason_required_when"),
        *("show_when", "applies_to", "repeat_group", "family_copy", "source", "frequency"),
        *("baseline", "stage", "privacy", "asks_for", "anew_at", "practitioner_only"),
        *("could_not_reasons", "text_before_birth", "help_before_birth"),
        *("nothing_follows", "replaced_by"),
    ),
    "checklists_rule": (
        *("published", "position", "version_id", "key", "kind", "point_number", "for_each"),
        *("when", "closes_when", "title", "neutral_title", "priority", "due_in_days"),
        *("due_note", "overrides", "guidance", "owner_role", "bring_to_supervision"),
        *("privacy", "rationale", "source", "steps"),
    ),
    "checklists_resource": (
        *("published", "position", "version_id", "slug", "title", "publisher", "url"),
        *("points", "note", "what_for", "checked_on"),
    ),
    "checklists_templateversion": (
        *("status", "meta", "what_changed", "published_at", "published_by_id"),
        *("retired_at", "content_hash"),
    ),
    "checklists_visittype": (
        *("former_names", "slug", "position", "name", "typical_window", "is_mandated", "kind"),
        *("anchor", "start_days", "end_days", "notes", "source"),
    ),
    "checklists_checklisttemplate": ("name",),  # locked while one drafts or publishes
    "checklists_servicepage": ("words",),
    "checklists_setting": ("label",),  # locked while its value is changed
}
PEOPLE = {
    "checklists_team": (*("slug", "name", "duty_contact", "referral_contact", "family_contact"),),
    # Whose it is never changes: a role would become somebody else's.
    "checklists_membership": ("team_id", "role", "starts_on", "ends_on"),
    # What it says never changes: it ends, and another begins.
    "checklists_localnumber": ("ends_on", "checked_on", "review_on"),
    "checklists_absence": ("covered_by_id", "starts_on", "ends_on"),
    # Without `is_superuser`: that is given by the owner of the tables.
    "checklists_user": (
        *("former_names", "password", "last_login", "username", "name", "email", "is_active"),
    ),
    "checklists_alert": ("seen_at", "mailed_at"),
    "checklists_unread": (
        *("since", "looked_at", "told_deputies_at", "told_leads_at", "no_reader_at"),
    ),
    "checklists_unsentwords": ("sealed", "at"),
    "checklists_pressreceipt": ("led_to", "said"),
}
FAMILIES = {
    "checklists_case": (
        *("former_names", "given_name", "family_name", "mother_name", "birth_order", "born_on"),
        *("due_on", "notified_on", "nhs_number", "address", "postcode", "name_key", "mother_key"),
        *("team_id", "owner_id", "owner_since", "ended_on", "ended_why", "disposed_at"),
    ),
    "checklists_casefacts": (
        *("answers", "counters", "sealed", "last_contact_on", "last_seen_on"),
        *("next_contact", "next_from", "next_until", "not_known"),
    ),
    "checklists_adult": ("named", "until_on"),
    "checklists_professional": ("until_on",),
    "checklists_notice": ("at", "opened_at"),
    "checklists_transfer": ("state", "answered_by_id", "answered_at", "reason", "holder_id"),
    "checklists_subjectrequest": (
        *("sealed", "state", "choices", "document", "withheld"),
        *("prepared_by_id", "prepared_at", "decided_by_id", "decided_at"),
    ),
    "checklists_disposal": ("outcome", "ended_by_id", "ended_at"),
}
VISITS = {
    "checklists_receipt": ("result", "at"),
    "checklists_answersheet": ("body", "saved_at", "frozen_at"),
    "checklists_privatesheet": ("sealed", "revision", "frozen_at"),
    "checklists_visit": (
        *("visit_type", "stage", "outcome", "place", "present", "was_present", "held_at"),
        *("written_at", "note", "status", "signed_at", "signed_by_id"),
        *("discarded_at", "discarded_by_id", "mistake"),
    ),
    "checklists_withdrawal": ("sealed", "outcome", "ended_by_id", "ended_at"),
    # Not whose record it is in, nor when and by whom it was opened before a withdrawal says so.
    "checklists_outstandingitem": (
        *(
            "team_id",
            "owner_id",
            "rule_key",
            "subject",
            "point_number",
            "title",
            "neutral_title",
            "guidance",
        ),
        *("private", "bring_to_supervision", "priority", "due_on", "state", "outcome"),
        *(
            "opened_at",
            "raised_at",
            "opened_by_id",
            "opened_at_visit_id",
            "opened_because",
            "follows_id",
        ),
        *("closing_asked_at", "closing_asked_by_id", "acknowledged_at", "acknowledged_by_id"),
        *("closed_at", "closed_by_id", "closed_at_visit_id"),
    ),
}
BY_VERBS = {**GUIDANCE, **PEOPLE, **FAMILIES, **VISITS}


def changeable_columns(table: str) -> tuple[str, ...]:
    """The columns of a table of ours that may change; none where rows are only added."""
    always = next((row for row in FROZEN_TABLES if row.table == table), None)
    if always and always.condition == "TRUE":
        return always.may_change
    return BY_VERBS.get(table, ())

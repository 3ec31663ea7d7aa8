"""Items with steps: answers that leave them open, and items without a visit."""

from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent

MARK = {
    "mark_seen": "yes",
    "mark_type": ["bruise"],
    "mark_explanation": "Grandmother: 'it was there on Sunday'",
    "mark_body_map": ("not_done", "emergency"),
    "mark_csc_referral": "made",
    "mark_csc_reference": "Ann Desk, 10am. Reference: 17",
    "mark_paediatric": "not_arranged",
    "mark_siblings": "done",
    "mark_parents_told": "not_yet",
    "baby_mobility": "rolling_only",
}
DISCLOSED = {
    "da_seen_alone": "yes",
    "da_postnatal": "asked_disclosure",
    "da_safe_now": "safe_now",
    "da_dash": ("not_done", "not_trained"),
    "da_marac": "not_considered",
    "da_csc": "referred",
    "da_support_offered": ["none"],
}


def leave_open(item, *keys, at, visit=None, kind=ItemEvent.Kind.OPENED):
    """As a contact leaves these steps of an item open."""
    new_event(item, kind, by=item.owner, at=at, visit=visit, steps=keys).save()
    return item

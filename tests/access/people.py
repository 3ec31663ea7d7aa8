"""The people who ask, and what each may know of which family."""

from tests.access.family_words import BABY, ELSEWHERE, ENDED, OFFERED, TWIN, UNBORN

VISITOR, BLOCKED = "visitor", "blocked owner"
ALL = (
    VISITOR,
    "owner",
    "colleague",
    "stranger",
    BLOCKED,
    "emergency",
    "manager",
    "other manager",
    "lead",
    "editor",
    "publisher",
    "system administrator",
    "superuser",
    "deactivated",
)


def some(*names: str) -> frozenset[str]:
    assert set(names) <= set(ALL), names
    return frozenset(names)


EVERYONE = frozenset(ALL)
OUTSIDE = some(VISITOR, "deactivated")
SIGNED_IN = EVERYONE - OUTSIDE
STAFF = some("editor", "publisher", "system administrator", "superuser")
GUIDANCE = some("editor", "publisher")
PEOPLES = some("system administrator", "superuser")
HEALTH_VISITORS = some("owner", "colleague", "stranger", BLOCKED, "emergency")
MANAGERS = some("manager", "other manager")

# Of the baby
OPEN_IT = some("owner", "colleague", "emergency", "manager", "lead")
OPEN_PRIVATE = OPEN_IT - some("colleague")
WRITE = some("owner", "emergency", "manager")
PRINT = some("owner", "manager")
AUTHOR = some("owner")

FINDERS = HEALTH_VISITORS | MANAGERS | some("lead")
HOLD_UNBORN = some("owner", BLOCKED, "manager")  # the block is for the baby alone

# Whose families each may know of: the stems of their cases. The family that is offered to the
# stranger is known to the manager there too; an ended case is not a colleague's any more.
NEAR, GONE = (BABY, TWIN, UNBORN, OFFERED), (ENDED,)
KNOWN = {
    **dict.fromkeys(("owner", "manager"), NEAR + GONE),
    "colleague": NEAR,
    BLOCKED: (*NEAR[1:], *GONE),
    "emergency": (BABY,),
    **dict.fromkeys(("stranger", "other manager"), (ELSEWHERE, OFFERED)),
    "lead": (*NEAR, *GONE, ELSEWHERE),
}

"""The people who ask, and what each may know of which family."""

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
AUTHOR = some("owner")

# Whose families each may know of: the names that `world.STEMS` gives the cases.
NEAR = ("quillawort", "zennabeck", "mirkadale")
KNOWN = {
    **dict.fromkeys(("owner", "colleague", "manager"), NEAR),
    BLOCKED: NEAR[1:],
    "emergency": NEAR[:1],
    "stranger": ("fernolund",),
    "other manager": ("fernolund",),
    "lead": (*NEAR, "fernolund"),
}

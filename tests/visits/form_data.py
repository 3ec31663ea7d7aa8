"""What is typed to start a visit and to note a call."""

CALL = {
    "spoke_to": "Sam Example",
    "reference": "ABC 123",
    "rang_on-day": "23",
    "rang_on-month": "11",
    "rang_on-year": "2026",
    "rang_time": "2.15pm",
}
# The same once the visit is signed, on an item.
CALL_AFTER = {
    "with_whom": "Sam Example",
    "what": "She said that a doctor sees the baby at 4pm.",
    "reference": "ABC 123",
    "done_on-day": "23",
    "done_on-month": "11",
    "done_on-year": "2026",
    "done_time": "2.15pm",
}


START = {
    "visit_type": "6-8-week",
    "place": "home",
    "present": ["mother"],
    "held_on-day": "23",
    "held_on-month": "11",
    "held_on-year": "2026",
    "held_time": "2.04pm",
}

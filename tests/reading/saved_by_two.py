"""What two people change in the same form: different fields, and the same."""

ADMIN = "admin:checklists_{}_change".format
DAYS = {"ends_on-day": "27", "ends_on-month": "11", "ends_on-year": "2026"}
# What the first changes, and what the second.
TWO_FIELDS = {
    "edit_case": ({"address": "9 Quill Court"}, {"mother_name": "Rosa Mayfield"}),
    "change_adult": ({"adult_lives_in_home": "visits"}, {"adult_name": "Dan Fields"}),
    ADMIN("user"): ({"name": "Nia Northwood"}, {"email": "nia@trust.example"}),
    ADMIN("team"): (
        {"duty_contact": "Duty desk, 01632 960001"},
        {"family_contact": "01632 960002"},
    ),
    ADMIN("learningpoint"): ({"summary": "Find out where."}, {"why_it_matters": "It is safer."}),
    ADMIN("prompt"): ({"text": "Where was it?"}, {"help": "Ask to be shown."}),
    ADMIN("rule"): ({"title": "Ring the family"}, {"rationale": "It was left open."}),
    ADMIN("resource"): ({"title": "A leaflet"}, {"publisher": "A trust"}),
    ADMIN("localnumber"): ({"checked_on": "20/11/2026"}, {"review_on": "20/06/2027"}),
    ADMIN("visittype"): ({"name": "First contact"}, {"notes": "At home."}),
}
# Pages of one field, or of fields that are one value only together: both, to choose between.
ONE_FIELD = {
    "absence": (DAYS, {"starts_on-day": "24"}),
    "visit_presence": ({"present": ["father"]}, {"present": ["nobody"]}),
    ADMIN("setting"): ({"new_value": "41"}, {"new_value": "42"}),
    ADMIN("servicepage"): ({"words": "Ask Ada."}, {"words": "Ask Bo."}),
    ADMIN("namedlist"): ({"entries-0-label": "In words"}, {"entries-0-label": "In other words"}),
}


def same_field(name):
    hers, mine = (TWO_FIELDS | ONE_FIELD)[name]
    if name in ONE_FIELD:
        return hers, mine
    field, value = next(iter(hers.items()))
    return {field: value}, {field: OTHERWISE.get(name, f"{value} Again")}


OTHERWISE = {"change_adult": "stays_over", ADMIN("localnumber"): "21/11/2026"}


def as_lists(values):
    return {key: value if isinstance(value, list) else [value] for key, value in values.items()}

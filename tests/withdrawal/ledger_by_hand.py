"""How each baseline question stands, worked out from the signed sheets and the words of the file.

Nothing here is shared with `checklists.facts`: it is what the ledger is compared with.
"""

from dataclasses import dataclass

from checklists.answers import private
from checklists.cases.encryption import decrypt
from checklists.household.models import Adult
from checklists.reading.clock import london_date
from checklists.visits.models import Visit
from tests.facts.contacts import CONTENT

PROMPTS = {one["key"]: one for point in CONTENT["points"] for one in point["prompts"]}
ENQUIRIES = ("da_antenatal", "da_postnatal")
MADE = ("asked_no_disclosure", "asked_disclosure", "asked_not_answered")
NOT_OURS = ("done_by_other", "not_with_mother")
EVERYONE_RECORDED = ("yes", "no_males")


@dataclass
class Said:
    """One entry of a signed sheet or of the household page, and what stood beside it."""

    on: str
    value: object
    reason: str
    put_off: bool
    beside: dict


def meanings(name_or_rows):
    rows = CONTENT["lists"][name_or_rows] if isinstance(name_or_rows, str) else name_or_rows
    return {row["value"]: row.get("means", "") for row in rows or []}


def of_values(prompt, value):
    chosen = value if isinstance(value, list) else [value]
    return {meanings(prompt["choices"]).get(one, "") for one in chosen}


def of_reason(prompt, reason):
    why = meanings(prompt["not_done_reasons"])
    return {**meanings(prompt.get("could_not_reasons")), **why}.get(reason, "")


def written_about(case):
    """{key: every entry, by day and then by when it was signed or written}"""
    rows = []
    for visit in case.visits.filter(status=Visit.Status.SIGNED, outcome="held"):
        document = {**visit.sheet.body, **private.read_own(visit.sheet)}
        here = {
            key: entry
            for key, entry in document.items()
            if entry["how"] != "not_said" and entry.get("counts") is not False
        }
        rows.append((london_date(visit.held_at).isoformat(), visit.signed_at, here))
    for entry in case.household_entries.all():
        rows.append((london_date(entry.at).isoformat(), entry.at, decrypt(entry)["answers"]))
    found = {}
    for on, _, document in sorted(rows, key=lambda row: row[:2]):
        for key, entry in document.items():
            if entry["value"] or entry["reason"]:
                put_off = entry.get("how") == "could_not"
                said = Said(on, entry["value"] or None, entry["reason"], put_off, document)
                found.setdefault(key, []).append(said)
    return found


def standings(case, stage):
    """{key: (standing, day or None, reason, contacts running)} of every baseline question."""
    written = written_about(case)
    adults = [str(one.pk) for one in Adult.objects.filter(case=case, until_on=None)]
    asked = [
        one
        for one in PROMPTS.values()
        if one["baseline"] and one["stage"] in ("any", stage) and not one.get("replaced_by")
    ]
    found = {
        f"{prompt['key']}:{adult}".rstrip(":"): prompt
        for prompt in asked
        for adult in (adults if prompt["repeat_group"] else [""])
        if holds(prompt["show_when"], adult, written)
    }
    standing = {key: stands(prompt, written.get(key, [])) for key, prompt in found.items()}
    if not adults:
        first = next(one["key"] for one in asked if one["repeat_group"])
        standing[first] = of_group(written.get("adults_record_complete", []))
    return standing


def stands(prompt, said):
    if prompt["key"] in ENQUIRIES:
        return of_enquiry(said)
    if prompt["key"] == "sleep_own_surface":
        seen = [one for one in said if one.value in ("yes", "unsuitable")]
        if seen:
            return ("known", seen[-1].on, "", 0)
    settled = [one for one in said if is_known(prompt, one)]
    answers = [one for one in said if one in settled or (one.value and not one.put_off)]
    if settled and (prompt["asks_for"] == "act" or answers[-1] is settled[-1]):
        return ("known", settled[-1].on, settled[-1].reason, 0)
    if not said:
        return ("never_asked", None, "", 0)
    return (how_open(prompt, said[-1]), said[-1].on, said[-1].reason, running(said))


def is_known(prompt, one):
    if of_reason(prompt, one.reason) == "known":
        return True
    if one.value is None or one.put_off:
        return False
    # Where the words say why nothing follows, that it is missing is all there is to know.
    stands_open = {"unknown"} if prompt.get("nothing_follows") else {"unknown", "gap"}
    return not stands_open & of_values(prompt, one.value)


def how_open(prompt, one):
    if one.value is None or one.put_off:
        return "not_done" if of_reason(prompt, one.reason) == "gap" else "could_not"
    return "could_not" if "unknown" in of_values(prompt, one.value) else "not_done"


def running(said):
    """Contacts on end, the last among them, with its reason."""
    number = 0
    for one in reversed(said):
        if not one.reason or one.reason != said[-1].reason:
            break
        number += 1
    return number


def of_group(complete):
    answered = [one for one in complete if one.value]
    if answered and answered[-1].value in EVERYONE_RECORDED:
        return ("known", answered[-1].on, answered[-1].reason, 0)
    return ("never_asked", None, "", 0)


def of_enquiry(said):
    made = [one for one in said if is_made(one)]
    if made:
        return ("known", made[-1].on, "", 0)
    if not said:
        return ("never_asked", None, "", 0)
    last = said[-1]
    reason = "" if last.value in (*MADE, "asked_before") else last.reason
    return ("could_not", last.on, reason, None)  # its run is counted over the birth, elsewhere


def is_made(one):
    if one.value in MADE:
        alone = one.beside.get("da_seen_alone", {}).get("value") != "no"
        return alone and one.beside.get("da_interpreter", {}).get("value") != "family_used"
    return one.value != "asked_before" and one.reason in NOT_OURS


def holds(condition, adult, written):
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, adult, written) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, adult, written) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], adult, written)
    return compares(condition, last_value(condition["prompt"], adult, written))


def compares(leaf, value):
    if leaf["op"] == "in":
        return value in leaf["value"]
    if leaf["op"] == "eq":
        return value == leaf["value"]
    if leaf["op"] == "ne":
        return value is not None and value != leaf["value"]
    if leaf["op"] == "contains_any":
        return bool(set(value or []) & set(leaf["value"]))
    raise NotImplementedError(leaf)


def last_value(key, adult, written):
    """What was last said; put off, it stands only where nothing else was ever said."""
    said = [one for one in written.get(f"{key}:{adult}".rstrip(":"), []) if one.value]
    answered = [one for one in said if not one.put_off] or said
    return answered[-1].value if answered else None

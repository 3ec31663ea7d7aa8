"""Say which adults of the record were there, and take up what that says of having met them."""

from datetime import datetime

from django.db import transaction

from checklists.answers import private
from checklists.answers.private import Room
from checklists.answers.saving import Change, after_the_save_before, lock, save_point
from checklists.audit.recording import hold_chain, record
from checklists.guidance.known_prompts import ADULT_MET, MET, NOT_MET, SEEN_NOT_SPOKEN
from checklists.people.models.users import User
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.room import NOT_SPOKEN, SPOKEN

SAYS_OF_MEETING = {SPOKEN: MET, NOT_SPOKEN: SEEN_NOT_SPOKEN}
# What each may take the place of: nothing is made less of than is known of an earlier day.
FOLLOWS = {MET: (None, NOT_MET, SEEN_NOT_SPOKEN), SEEN_NOT_SPOKEN: (None, NOT_MET)}


@transaction.atomic
def say_who_was_there(visit: Visit, *, room: Room, by: User, at: datetime) -> None:
    """Keep it with the private answers of the draft. The same again is no change.

    Raises saving.SheetFrozen, changing nothing.
    """
    hold_chain(by)
    sheet = lock(visit.sheet)
    row, _ = private.lock_private_sheet(sheet)
    if private.room_of(row) == room:
        return
    private.write_room(row, room)
    sheet.saved_at = after_the_save_before(sheet, at)
    sheet.save(update_fields=["saved_at"])
    record("visit.saved", visit, by=by, at=at, case=visit.case_id)


def meetings_proposed(working: WorkingVisit) -> dict[str, str]:
    """{adult: answer} to "met?" that follows from who was there, where this visit asks it and
    the answer in force says less."""
    asked = {key for key, _ in working.asked(working.prompts)}
    proposed = {}
    for adult, how in who_was_there(working.private_half.room).items():
        key, answer = f"{ADULT_MET}:{adult}", SAYS_OF_MEETING[how]
        given = working.current_in_force.get(key)
        if key in asked and (given.value or None if given else None) in FOLLOWS[answer]:
            proposed[adult] = answer
    return proposed


def who_was_there(room: Room) -> dict[str, str]:
    """{adult: SPOKEN or NOT_SPOKEN}; one man may be father and partner, and spoken with as one."""
    said = [pair for one in room.values() for pair in one["adults"].items()]
    return {adult: SPOKEN if (adult, SPOKEN) in said else how for adult, how in said}


def confirm_meeting(working: WorkingVisit, adult: str, *, at: datetime) -> None:
    """Answer at this visit what is proposed of this adult; nothing where nothing is any more.

    Raises saving.SheetFrozen, changing nothing.
    """
    answer = meetings_proposed(working).get(adult)
    if answer is None:
        return
    key = f"{ADULT_MET}:{adult}"
    save_point(
        working.visit.sheet,
        changes={key: Change(answer)},
        base_revisions={key: working.documents.get(key, {}).get("revision", 0)},
        receipt=None,
        by=working.by,
        at=at,
        target=working.visit,
    )

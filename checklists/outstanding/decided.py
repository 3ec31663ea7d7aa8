"""What a manager decided about an item that is open again: who, when and, opened, why."""

from checklists.nhsuk.wording import in_words
from checklists.outstanding.history import Step
from checklists.outstanding.models import ItemEvent, OutstandingItem, State
from checklists.people.models.teams import TEAM_MANAGERS, Membership, Role
from checklists.reading.clock import london_date

Kind = ItemEvent.Kind
DECISIONS = (Kind.DECLINED, Kind.CLOSING_ASKED, Kind.CLOSED, Kind.REOPENED)


def left_open_words(item: OutstandingItem) -> str:
    """'Left open by Priya Shah (manager) on 23 November 2026' while that is the last decision;
    '' otherwise."""
    last = item.history.filter(kind__in=DECISIONS).select_related("by").last()
    if item.state != State.OPEN or last is None or last.kind != Kind.DECLINED:
        return ""
    return f"Left open by {last.by_name}{role_words(last)} on {in_words(last.at)}"


def role_words(event: ItemEvent) -> str:
    """' (manager)' or ' (deputy)', as they were on that day."""
    held = Membership.objects.on(london_date(event.at)).filter(
        user=event.by_id, role__in=TEAM_MANAGERS
    )
    roles = sorted(Role(role) for role in held.values_list("role", flat=True))
    return f" ({roles[-1].label.lower()})" if roles else ""


def words_of_decision(steps: list[Step]) -> str:
    """The words of the last one who left it open, of an item for which `left_open_words` holds."""
    said = [step.action.what for step in steps if step.event.kind == Kind.DECLINED and step.action]
    return said[-1] if said else ""

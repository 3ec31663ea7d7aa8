"""A visit made without the rooms above, for what only needs to point at one."""

from datetime import UTC, datetime

from checklists.answers.models import AnswerSheet
from checklists.guidance.models import ChecklistTemplate, TemplateVersion
from checklists.visits.models import Visit

HELD_AT = datetime(2026, 11, 12, 14, tzinfo=UTC)


def a_visit(case):
    """A draft of a new birth review, by the owner of the case."""
    template, _ = ChecklistTemplate.objects.get_or_create(slug="try", name="Try")
    version, _ = TemplateVersion.objects.get_or_create(
        template=template, number=1, defaults={"created_at": HELD_AT}
    )
    return Visit.objects.create(
        case=case,
        visit_type="new-birth",
        stage=Visit.Stage.BORN,
        place=Visit.Place.HOME,
        held_at=HELD_AT,
        written_at=HELD_AT,
        version=version,
        sheet=AnswerSheet.objects.create(case=case, version=version),
        team=case.team,
        author=case.owner,
    )

"""An event states the rows that were written with it; one event for each 500 states what is there.

The service stands still while this runs: what the release before changes meanwhile, no event
would state.
"""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When

from checklists.audit.baseline import state_rows
from checklists.audit.stating import ReadColumns, columns_of

NO_REVISION = Value(None, models.DateTimeField())
ONCE_FROZEN = Value(datetime(9999, 1, 1, tzinfo=UTC))
PUBLISHED = Q(published=True)
OF_A_CASE = frozenset(
    (
        *("given_name", "family_name", "mother_name", "nhs_number", "address", "postcode"),
        *("ended_why", "former_names", "name_key", "mother_key"),
    )
)
LEFT_OUT = {
    "user": frozenset(("password", "last_login")),
    "case": OF_A_CASE,
    "casekey": frozenset(("wrapped", "wrapped_with", "earlier")),  # the last comes with 0028
}
ONLY = {
    "templateversion": ~Q(status="draft"),
    **dict.fromkeys(("namedlist", "learningpoint", "prompt", "rule", "resource"), PUBLISHED),
}
REVISION = {
    "answersheet": Case(When(frozen_at=None, then="saved_at"), default=ONCE_FROZEN),
    "privatesheet": Case(When(frozen_at=None, then=F("sheet__saved_at")), default=ONCE_FROZEN),
}
COVERED = (
    *("user", "team", "membership", "absence"),
    *("templateversion", "namedlist", "learningpoint", "prompt", "rule", "resource"),
    *("visittype", "setting", "settingvalue"),
    *("case", "casekey", "conflictblock", "emergencygrant", "datereason", "dutycheck"),
    *("adult", "householdentry", "outstandingitem", "itemevent"),
    *("answersheet", "privatesheet", "visit", "amendment", "withdrawal"),
    *("transfer", "subjectrequest", "legalhold", "disposal"),
)


def state_what_is_there(apps, schema_editor):
    event, at = apps.get_model("checklists", "Event"), datetime.now(UTC)
    for name in COVERED:
        model = apps.get_model("checklists", name)
        rows = model._base_manager.filter(ONLY.get(name, Q())).order_by("pk")
        columns = columns_of(model, LEFT_OUT.get(name, ()))
        state_rows(event, ReadColumns.of(rows, columns, REVISION.get(name, NO_REVISION)), at=at)


class Migration(migrations.Migration):
    dependencies = [("checklists", "0025_names_of_that_day")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="rows",
            field=models.JSONField(
                blank=True,
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                help_text="The digest of each covered row that was written; null for one that is gone.",
            ),
        ),
        migrations.RunPython(state_what_is_there, migrations.RunPython.noop, elidable=True),
    ]

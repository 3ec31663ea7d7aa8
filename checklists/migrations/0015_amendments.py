import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0014_whom_a_family_rings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="itemevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("met_again", "Came up again"),
                    ("acted", "Action recorded"),
                    ("acknowledged", "Seen by a manager"),
                    ("closing_asked", "Closing asked for"),
                    ("declined", "Closing declined"),
                    ("closed", "Closed"),
                    ("reopened", "Opened again"),
                    ("moved", "Owner changed"),
                    ("taken_out", "Entered in error and taken out"),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="outstandingitem",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("done", "Done"),
                    ("done_by_other", "Done by another professional"),
                    ("no_longer_applies", "No longer applies"),
                    ("could_not", "Could not be done, and another plan is in place"),
                    ("taken_out", "Entered in error and taken out"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="pointcount",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("recorded", "Recorded"),
                    ("could_not", "Could not"),
                    ("taken_out", "Taken out"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="visit",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Not signed"),
                    ("signed", "Signed"),
                    ("withdrawn", "Entered in error and taken out"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "private",
                    models.BooleanField(
                        help_text="Whether it is kept apart, as what it corrects is."
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="checklists.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField(default=bytes)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("agreed", "Agreed"), ("declined", "Declined")],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="checklists.visit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("visit",),
                        name="one_withdrawal_waits_per_visit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("sealed", b""),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ended_withdrawal_says_how_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "agreed"), _negated=True),
                            models.Q(("ended_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawal_is_agreed_by_another_person",
                    ),
                ],
            },
        ),
    ]

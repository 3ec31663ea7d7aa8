import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0037_words_of_short_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("number", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, max_length=500, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("points", models.JSONField(blank=True, default=list)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("checked_on", models.DateField()),
                ("review_on", models.DateField()),
                (
                    "set_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_numbers",
                        to="checklists.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "local number or pathway",
                "verbose_name_plural": "local numbers and pathways",
                "ordering": ["name", "-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="local_number_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            ("url__isnull", False),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="local_number_says_something",
                    ),
                ],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0028_places_of_ciphertexts"),
    ]

    operations = [
        migrations.AddField(
            model_name="prompt",
            name="nothing_follows",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="prompt",
            name="replaced_by",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="steps",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list
            ),
        ),
    ]

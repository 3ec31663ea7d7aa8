from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0035_what_nobody_has_read"),
    ]

    operations = [
        migrations.AddField(
            model_name="resource",
            name="what_for",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="resource",
            name="checked_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0027_press_receipts"),
    ]

    operations = [
        migrations.AddField(
            model_name="casekey",
            name="earlier",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="privatesheet",
            name="revision",
            field=models.PositiveIntegerField(
                db_default=0, default=0, help_text="Times it was saved."
            ),
        ),
    ]

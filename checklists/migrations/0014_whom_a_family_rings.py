from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0013_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="team",
            name="family_contact",
            field=models.CharField(
                blank=True,
                help_text="Whom a family rings, with hours. Printed on every family copy.",
                max_length=200,
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0033_one_index_less_of_point_counts"),
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

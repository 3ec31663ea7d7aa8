from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0033_one_index_less_of_point_counts"),
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
                    ("called", "Call recorded"),
                    ("acknowledged", "Seen by a manager"),
                    ("closing_asked", "Closing asked for"),
                    ("declined", "Closing declined"),
                    ("closed", "Closed"),
                    ("reopened", "Opened again"),
                    ("moved", "Owner changed"),
                    ("dated", "Date moved"),
                    ("step_done", "Step done"),
                    ("step_reopened", "Step opened again"),
                    ("taken_out", "Entered in error and taken out"),
                ],
                max_length=15,
            ),
        ),
    ]

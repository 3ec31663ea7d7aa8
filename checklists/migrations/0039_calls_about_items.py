from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0038_local_numbers"),
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
                    ("acknowledged", "Seen by a manager or safeguarding lead"),
                    ("closing_asked", "Closing asked for"),
                    ("declined", "Closing declined"),
                    ("closed", "Closed"),
                    ("reopened", "Opened again"),
                    ("moved", "Owner changed"),
                    ("dated", "Date moved"),
                    ("step_done", "Step done"),
                    ("step_reopened", "Step opened again"),
                    ("taken_out", "Entered in error and taken out"),
                    ("manager_rung", "Said that the manager was rung"),
                    ("passed_on", "Not seen in time: passed on"),
                    ("no_reader", "Not seen in time, and nobody is left to tell. Ring the manager"),
                ],
                max_length=15,
            ),
        ),
    ]

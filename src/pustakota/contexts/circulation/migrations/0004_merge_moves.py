import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("circulation", "0003_parted_from_members"), ("people", "0005_people_in_depth")]

    operations = [
        migrations.CreateModel(
            name="MergeMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("merge_id", models.BigIntegerField(db_index=True)),
                (
                    "from_patron",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.patron"
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circulation.hold",
                    ),
                ),
                (
                    "loan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circulation.loan",
                    ),
                ),
                (
                    "to_patron",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.patron"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hold__isnull", False), ("loan__isnull", True)) | models.Q(("hold__isnull", True), ("loan__isnull", False)),
                        name="merge_move_of_loan_or_hold",
                    )
                ],
            },
        ),
    ]

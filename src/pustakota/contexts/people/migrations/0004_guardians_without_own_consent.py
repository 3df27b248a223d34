"""What stands in the ledger stands nowhere else."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_guardians_in_ledger")]

    operations = [
        migrations.RemoveField("guardianship", "consented_at"),
        migrations.RemoveField("guardianship", "consent_text"),
        migrations.AlterField(
            "guardianship",
            "consent",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.consent"
            ),
        ),
    ]

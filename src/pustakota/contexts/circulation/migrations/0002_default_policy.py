"""The lending rule a new library starts with: three items, seven days, two renewals, no fine, block while overdue."""

import datetime

from django.db import migrations


def add(apps, schema_editor):
    rows = apps.get_model("circulation", "PolicyRow").objects
    if not rows.exists():
        rows.create(name="Aturan umum", valid_from=datetime.date(2020, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("circulation", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

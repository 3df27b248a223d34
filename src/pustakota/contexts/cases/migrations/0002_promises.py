"""What is promised until the library says otherwise.

A suggestion within 40 opening hours (about a week), the others sooner; LAPOR! (2018) asks for a first response in 3 days.
"""

from django.db import migrations

PROMISES = {
    "suggestion": (40, "pustakawan"),
    "registration": (16, "sirkulasi"),
    "question": (16, "pustakawan"),
    "complaint": (24, "kepala"),
    "proposal": (40, "kepala"),
}


def promise(apps, schema_editor):
    del schema_editor
    rows = apps.get_model("cases", "Promise").objects
    for kind, (hours, role) in PROMISES.items():
        rows.create(kind=kind, working_hours=hours, role=role)


def take_back(apps, schema_editor):
    del schema_editor
    apps.get_model("cases", "Promise").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(promise, take_back)]

"""When members are told until the library says otherwise, one letter a day, and three topics to begin with."""

import datetime

from django.db import migrations

DAYS = {
    "due_soon": [3, 0],
    "overdue": [3, 7, 14, 30, 60, 90],
    "card_expiring": [30, 7],
    "hold_ready": [],
    "renewed": [],
    "welcome": [],
    "answered": [],
    "news": [],
}
LATE = {"hold_ready": datetime.time(21)}
TOPICS = (
    ("kegiatan", "Kegiatan dan lokakarya", "Events and workshops"),
    ("koleksi-baru", "Koleksi baru", "New in the collection"),
    ("layanan", "Jam buka dan layanan", "Opening hours and services"),
)


def add(apps, schema_editor):
    del schema_editor
    rows = apps.get_model("notices", "TimetableRow").objects
    for kind, days in DAYS.items():
        rows.get_or_create(
            kind=kind,
            service_point=None,
            patron_type=None,
            defaults={"days": days, "quiet_from": LATE.get(kind, datetime.time(20))},
        )
    apps.get_model("notices", "DailyLimit").objects.get_or_create(service_point=None, defaults={"letters": 1})
    for code, name, name_en in TOPICS:
        apps.get_model("notices", "Topic").objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en}
        )


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_timetables_and_topics")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

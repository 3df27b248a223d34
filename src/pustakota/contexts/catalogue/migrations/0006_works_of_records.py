"""The work of every record that is there already, told from its MARC alone."""

from django.db import migrations

from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.rules.works import work_of

AT_ONCE = 1_000


def told(marc):
    """The work, or none: an earlier version may have kept what is no whole record."""
    try:
        return work_of(from_json(marc))
    except (KeyError, ValueError):
        return None


def note_works(apps, schema_editor):
    record = apps.get_model("catalogue", "Record")
    table, last = record._meta.db_table, 0
    rows = record.objects.filter(removed_at__isnull=True).order_by("pk").values_list("pk", "marc")
    with schema_editor.connection.cursor() as cursor:
        while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            found = [(work, pk) for pk, marc in batch if (work := told(marc)) is not None]
            cursor.executemany(f"UPDATE {table} SET work = %s WHERE id = %s", found)
            last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_works")]

    operations = [migrations.RunPython(note_works, migrations.RunPython.noop)]

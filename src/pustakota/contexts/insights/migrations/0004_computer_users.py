"""The definition of those who use the library's computers."""

from datetime import date

from django.db import migrations

CODE = "computer_users"


def define(apps, schema_editor):
    apps.get_model("insights", "Definition").objects.get_or_create(
        code=CODE,
        version=1,
        defaults={
            "name_id": "Pengguna komputer",
            "name_en": "Computer users",
            "unit_id": "orang",
            "unit_en": "people",
            "counts_id": "Pemakaian komputer umum di titik layanan: setiap sesi yang selesai dihitung satu orang, pada hari "
            "dan titik sesi itu dimulai. Yang dikerjakan di komputer dan alamat yang dibuka tidak dicatat; orangnya pun "
            "tidak.",
            "counts_en": "Use of public computers at a service point: each session that has ended counts as one person, on "
            "the day and at the point where it began. Neither what was done there nor any address that was opened is "
            "kept, nor who it was.",
            "source": "Peraturan Perpusnas 7/2025, Pasal 15 (2) c",
            "valid_from": date(2025, 1, 1),
        },
    )


def forget(apps, schema_editor):
    apps.get_model("insights", "Definition").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("insights", "0003_counted_periods_and_destroyed_keys")]
    operations = [migrations.RunPython(define, forget)]

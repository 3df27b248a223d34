"""The form of joining, so that a parent or guardian asks for a child and agrees; where the library has none of its own."""

from copy import deepcopy
from datetime import UTC, datetime

from django.db import migrations

INTRO = {
    "id": "Isi di sini, lalu ambil kartu di titik layanan dengan membawa kartu identitas. Nomor anggota diberikan "
    "sesudah petugas memeriksanya. Untuk anak di bawah 18 tahun, orang tua atau wali harus setuju.",
    "en": "Fill this in, then fetch the card at a service point with your identity card. The number is given after "
    "staff have checked it. For a child under 18 a parent or guardian must agree.",
}
FOR_WHOM = {
    "name": "for_whom",
    "kind": "choice",
    "required": True,
    "label": {"id": "Kartu ini untuk", "en": "The card is for"},
    "choices": [
        {"value": "me", "label": {"id": "saya, sudah 18 tahun", "en": "me, I am 18 or older"}},
        {"value": "child", "label": {"id": "anak di bawah 18 tahun", "en": "a child under 18"}},
    ],
}
SHOWN = {"field": "for_whom", "is": "child"}
GUARDIAN = [
    {
        "name": "guardian",
        "kind": "text",
        "required": True,
        "label": {"id": "Nama orang tua atau wali", "en": "Name of the parent or guardian"},
        "show_if": SHOWN,
    },
    {
        "name": "guardian_agrees",
        "kind": "consent",
        "label": {
            "id": "Saya orang tua atau wali anak ini, dan setuju ia menjadi anggota.",
            "en": "I am this child\'s parent or guardian, and agree to the membership.",
        },
        "help": {
            "id": "Tanpa persetujuan, permohonan menunggu sampai orang tua atau wali menyetujuinya.",
            "en": "Without it the request waits until a parent or guardian agrees.",
        },
        "show_if": SHOWN,
    },
]


def publish(apps, schema_editor):
    del schema_editor
    rows = apps.get_model("forms", "Version").objects.filter(form__code="daftar-anggota")
    newest = rows.order_by("-number").first()
    if newest is None or newest.number != 1:
        return  # the library asks in words of its own
    asked = deepcopy(newest.definition)
    asked["intro"] = INTRO
    last = asked["fields"].pop()
    asked["fields"] = [FOR_WHOM, *asked["fields"], *GUARDIAN, last]
    newest.pk, newest.number, newest.definition = None, 2, asked
    newest.published_at = datetime(2026, 11, 22, tzinfo=UTC)
    newest.save()


def take_back(apps, schema_editor):
    del schema_editor
    versions = apps.get_model("forms", "Version").objects.filter(form__code="daftar-anggota")
    if not versions.filter(number__gt=2).exists():
        versions.filter(number=2).delete()


class Migration(migrations.Migration):
    dependencies = [("forms", "0002_joining")]
    operations = [migrations.RunPython(publish, take_back)]

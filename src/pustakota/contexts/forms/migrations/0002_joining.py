"""The form with which somebody asks to become a member, until the library publishes its own."""

from datetime import UTC, datetime

from django.db import migrations

JOINING = {
    "title": {"id": "Daftar anggota", "en": "Become a member"},
    "intro": {
        "id": "Isi di sini, lalu ambil kartu di titik layanan dengan membawa kartu identitas. "
        "Anak di bawah 18 tahun didaftarkan orang tua atau wali di meja layanan.",
        "en": "Fill this in, then fetch the card at a service point with your identity card. "
        "Children under 18 are registered at the desk by a parent or guardian.",
    },
    "fields": [
        {"name": "name", "kind": "text", "required": True, "label": {"id": "Nama lengkap", "en": "Full name"}},
        {
            "name": "call_name",
            "kind": "text",
            "label": {"id": "Nama panggilan", "en": "Call name"},
            "help": {"id": "Begitulah kami menyapa Anda.", "en": "How we greet you."},
        },
        {"name": "born_on", "kind": "date", "required": True, "label": {"id": "Tanggal lahir", "en": "Date of birth"}},
        {
            "name": "phone",
            "kind": "text",
            "required": True,
            "label": {"id": "Nomor telepon", "en": "Telephone"},
            "help": {"id": "Seperti 0812 3456 7890.", "en": "Like 0812 3456 7890."},
        },
        {"name": "email", "kind": "text", "label": {"id": "Surel", "en": "E-mail"}},
        {"name": "address", "kind": "text", "label": {"id": "Alamat", "en": "Address"}},
        {
            "name": "who",
            "kind": "choice",
            "required": True,
            "label": {"id": "Saya", "en": "I am"},
            "choices": [
                {"value": "resident", "label": {"id": "warga", "en": "a resident"}},
                {"value": "student", "label": {"id": "mahasiswa atau pelajar", "en": "a student or pupil"}},
                {"value": "teacher", "label": {"id": "guru atau dosen", "en": "a teacher or lecturer"}},
            ],
        },
        {
            "name": "school",
            "kind": "text",
            "label": {"id": "Nama sekolah atau kampus", "en": "Name of the school or university"},
            "show_if": {"field": "who", "is": "student"},
        },
        {
            "name": "agrees",
            "kind": "consent",
            "required": True,
            "label": {
                "id": "Saya setuju perpustakaan menyimpan data ini untuk keanggotaan saya.",
                "en": "I agree that the library keeps these data for my membership.",
            },
            "help": {
                "id": "Jika permohonan ini tidak dilanjutkan, data Anda dihapus.",
                "en": "If nothing comes of this request, your data are deleted.",
            },
        },
    ],
}


def publish(apps, schema_editor):
    del schema_editor
    form, _ = apps.get_model("forms", "Form").objects.get_or_create(code="daftar-anggota")
    version = apps.get_model("forms", "Version")
    version.objects.create(form=form, number=1, definition=JOINING, published_at=datetime(2026, 11, 1, tzinfo=UTC))


def take_back(apps, schema_editor):
    del schema_editor
    apps.get_model("forms", "Version").objects.filter(form__code="daftar-anggota", number=1).delete()
    apps.get_model("forms", "Form").objects.filter(code="daftar-anggota", versions=None).delete()


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]
    operations = [migrations.RunPython(publish, take_back)]

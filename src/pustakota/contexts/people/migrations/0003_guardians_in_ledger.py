"""The consent of guardians moves into the ledger."""

from django.db import migrations, models

def write_ledger(apps, schema_editor):
    """What guardians agreed to becomes lines of the ledger."""
    consent = apps.get_model("people", "Consent")
    for held in apps.get_model("people", "Guardianship").objects.iterator():
        held.consent = consent.objects.create(
            person_id=held.ward_id,
            purpose="guardian",
            text_version=held.consent_text,
            said_by_id=held.guardian_id,
            given_at=held.consented_at,
            given_how="desk",
        )
        held.save(update_fields=["consent"])


def read_ledger(apps, schema_editor):
    for held in apps.get_model("people", "Guardianship").objects.select_related("consent").iterator():
        held.consented_at, held.consent_text = held.consent.given_at, held.consent.text_version
        held.save(update_fields=["consented_at", "consent_text"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_consent_ledger")]

    operations = [
        migrations.AlterField("guardianship", "consented_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "guardianship",
            "consent_text",
            models.CharField(help_text="Version of the text that was agreed to.", max_length=40, null=True),
        ),
        migrations.RunPython(write_ledger, read_ledger),
    ]

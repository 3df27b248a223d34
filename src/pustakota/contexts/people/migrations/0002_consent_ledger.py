"""The ledger of consents, the keys of statistics years, the log of looks."""

import secrets

import django.db.models.deletion
from django.db import migrations, models

FIRST_YEAR, LAST_YEAR = 2000, 2100
HOW = [
    ("desk", "at the desk"),
    ("web", "in the account"),
    ("paper", "on paper"),
    ("api", "by an application"),
    ("newer_text", "replaced by a newer text"),
    ("merge", "entries of one person were merged"),
    ("demo", "demo"),
]


def make_year_keys(apps, schema_editor):
    """Every year has its key from the beginning, so that asking for one never writes."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    key = apps.get_model("people", "YearKey")
    key.objects.bulk_create(key(year=year, secret=secrets.token_hex(32)) for year in years)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("people", "0001_initial")]

    operations = [
        migrations.AddField(
            "person",
            "preferred_contact",
            models.CharField(
                blank=True,
                choices=[
                    ("email", "e-mail"),
                    ("whatsapp", "WhatsApp"),
                    ("push", "on this device"),
                    ("none", "not at all"),
                ],
                default="",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "person",
            "phone_asked_at",
            models.DateTimeField(help_text="When the desk last asked whether the number holds.", null=True),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=20)),
                ("text_version", models.CharField(max_length=40)),
                ("given_at", models.DateTimeField()),
                ("given_how", models.CharField(choices=HOW, max_length=10)),
                ("given_by", models.BigIntegerField(help_text="The account that noted it.", null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_how", models.CharField(blank=True, choices=HOW, max_length=10)),
                (
                    "withdrawn_by",
                    models.BigIntegerField(help_text="The account that noted the withdrawal.", null=True),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="people.person"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["purpose", "person"],
                        name="standing_consents",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person", "purpose", "said_by"),
                        name="one_standing_consent_per_voice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("secret", models.CharField(blank=True, max_length=64)),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("destroyed_at__isnull", True), ("secret", ""), _connector="OR"),
                        name="destroyed_year_key_is_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("account_id", models.BigIntegerField(help_text="The account of whoever looked.", null=True)),
                ("what", models.CharField(max_length=20)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "service_point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.servicepoint",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at"], name="seen_of_person")],
            },
        ),
        migrations.RunPython(make_year_keys, migrations.RunPython.noop),
        migrations.AddField(
            "guardianship",
            "consent",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.consent"
            ),
        ),
    ]

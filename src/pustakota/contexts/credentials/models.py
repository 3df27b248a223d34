"""Credentials and the series of their numbers."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.credentials import rules
from pustakota.foundation.numbering import Series


def new_code() -> str:
    """A random address that stands in the QR on paper."""
    return secrets.token_urlsafe(12)


class Kind(models.TextChoices):
    CLEARANCE = rules.CredentialKind.CLEARANCE.value, _("clearance letter")
    CERTIFICATE = rules.CredentialKind.CERTIFICATE.value, _("certificate")
    BADGE = rules.CredentialKind.BADGE.value, _("badge")
    LICENCE = rules.CredentialKind.LICENCE.value, _("licence")
    ORGANISER = rules.CredentialKind.ORGANISER.value, _("event organiser")


class Credential(models.Model):
    """Something attested. ``template``: of the paper; ``said``: facts that stand on it, as they were on that day."""

    code = models.CharField(max_length=24, unique=True, default=new_code)
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    holder = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=100)
    said = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True, help_text=_("The account that issued it."))
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.BigIntegerField(null=True, help_text=_("The account that revoked it."))
    revoked_because = models.CharField(max_length=300, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="one_credential_per_number"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because=""), name="revoked_credential_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["holder", "-issued_at"], name="credentials_of_holder")]

    def __str__(self) -> str:
        return self.number


class LetterText(models.Model):
    """The words of a kind of letter that staff chose, instead of ours; an empty one is ours. See ``rules.filled``."""

    kind = models.CharField(max_length=20, choices=Kind, unique=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    signer_post = models.CharField(max_length=120, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    valid_days = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True, help_text=_("The account that changed it last."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_days__isnull=True) | Q(valid_days__gt=0), name="letters_hold_for_a_day_at_least"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class NumberSeries(Series):
    """The last number of each kind and year."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="one_number_series_per_year")]

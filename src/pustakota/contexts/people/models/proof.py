"""Who somebody is: identity number, photo, cards of before, entries that were one person."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.persons import Patron, Person


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(12)


class IdentityNumber(models.Model):
    """The number of an identity card (NIK), where somebody gave it: sealed, and found again only by its keyed hash."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="identity_number")
    sealed = models.TextField()
    keyed_hash = models.CharField(max_length=64, unique=True)
    key_mark = models.CharField(max_length=8)
    kept_at = models.DateTimeField()


class Photo(models.Model):
    """A member's photo, by consent; the file lies in ``private/photos`` under its random code."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="photo")
    code = models.CharField(max_length=24, unique=True, default=new_code)
    kept_at = models.DateTimeField()


class WhyRetired(models.TextChoices):
    """Why a card number is no longer taken."""

    LOST = "lost", _("lost")
    DAMAGED = "damaged", _("damaged")
    PROVISIONAL = "temporary", _("provisional")


class RetiredCard(models.Model):
    """A card number that is refused, and whose it was."""

    number = models.CharField(max_length=20, unique=True)
    patron = models.ForeignKey(Patron, on_delete=models.PROTECT, related_name="retired_cards")
    why = models.CharField(max_length=10, choices=WhyRetired)
    retired_at = models.DateTimeField()
    retired_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))


class Correction(models.Model):
    """What was corrected about a person, by whom, and in answer to which request; gone when the person is forgotten.

    ``changes``: each as ``{"field", "before", "after"}``. ``asked_in``: the code of the request.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, help_text=_("The account of whoever corrected."))
    is_own = models.BooleanField(help_text=_("The person, or a guardian, corrected it without staff."))
    changes = models.JSONField(default=list)
    asked_in = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="corrections_of_person")]


class Merge(models.Model):
    """Two entries were one person: what moved from the one that goes to the one that stays, so that it can go back."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300)
    moved = models.JSONField(default=list)
    merged_at = models.DateTimeField()
    merged_by = models.BigIntegerField(null=True, help_text=_("The account that merged."))
    undone_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True, help_text=_("The account that undid it."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="merged_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="nobody_merges_with_themselves"),
        ]

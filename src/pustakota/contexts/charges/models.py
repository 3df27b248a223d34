"""Charges, and the numbers of their receipts."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.charges.rules import ChargeState
from pustakota.foundation.numbering import Series


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


class Why(models.TextChoices):
    """What a charge is for."""

    LOST = "lost", _("lost")
    DAMAGED = "damaged", _("damaged")
    LATE = "late", _("returned late")
    CARD = "card", _("new card")
    OTHER = "other", _("something else")


class State(models.TextChoices):
    OPEN = ChargeState.OPEN.value, _("open")
    PAID = ChargeState.PAID.value, _("paid")
    SETTLED = ChargeState.SETTLED.value, _("replaced")
    WAIVED = ChargeState.WAIVED.value, _("waived")
    WITHDRAWN = ChargeState.WITHDRAWN.value, _("no longer asked for")


class Method(models.TextChoices):
    """How money came. The product handles none: it notes what the library's cashier received."""

    CASH = "cash", _("cash")
    QRIS = "qris", _("QRIS")
    TRANSFER = "transfer", _("bank transfer")


class Charge(models.Model):
    """Something owed: ``amount`` in whole rupiah, or a thing in words (``what``) whose price may be known (``worth``).

    ``basis`` is what it stands on, ``legal_basis`` its words on that day.
    ``about``: what it arose from, as ``loan:17``; one open charge at most for the same and the same reason.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    amount = models.PositiveIntegerField(null=True)
    what = models.CharField(max_length=300, blank=True)
    worth = models.PositiveIntegerField(null=True)
    paid = models.PositiveIntegerField(db_default=0, default=0, help_text=_("What was received so far, in rupiah."))
    basis = models.ForeignKey("organisation.PolicyDocument", on_delete=models.PROTECT, null=True, related_name="+")
    legal_basis = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that made the charge."))
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True, help_text=_("The account that ended it."))
    because = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=10, choices=Method, blank=True)
    receipt = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__isnull=True) | ~Q(legal_basis=""), name="money_has_legal_basis"),
            models.CheckConstraint(
                condition=Q(amount__isnull=False, what="") | Q(amount__isnull=True) & ~Q(what=""),
                name="charge_in_money_or_in_kind",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, paid=0) | Q(amount__isnull=False, paid__lte=models.F("amount")),
                name="never_more_received_than_owed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "settled"]) | ~Q(receipt=""), name="what_was_received_has_receipt"
            ),
            models.CheckConstraint(condition=~Q(state="waived") | ~Q(because=""), name="what_was_waived_has_reason"),
            models.CheckConstraint(condition=~Q(state="open") | Q(person__isnull=False), name="open_charge_has_person"),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="one_charge_per_receipt"),
            models.UniqueConstraint(
                fields=["about", "why"], condition=Q(state="open") & ~Q(about=""), name="one_open_charge_per_cause"
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(state="open"), name="open_charges_of_person"),
            models.Index(fields=["service_point", "ended_at"], name="charges_ended_at_point"),
        ]

    def __str__(self) -> str:
        return self.what or str(self.amount)

    @property
    def in_kind(self) -> bool:
        return self.amount is None

    @property
    def rest(self) -> int:
        """What is still owed in rupiah; 0 for what is owed in kind."""
        return (self.amount or 0) - self.paid


class Payment(models.Model):
    """Money received for a charge, the whole or a part, with a receipt of its own."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveIntegerField()
    method = models.CharField(max_length=10, choices=Method)
    receipt = models.CharField(max_length=20, unique=True)
    because = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_account = models.BigIntegerField(null=True, help_text=_("The account that received it."))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_of_something")]
        indexes = [models.Index(fields=["at"], name="payments_by_time")]

    def __str__(self) -> str:
        return self.receipt


class ReceiptSeries(Series):
    """The last receipt of each year."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="one_receipt_series_per_year")]

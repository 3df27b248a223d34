"""Equipment that is handed out at the desk and taken back: which unit, in what condition, with which parts."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models.bookings import Booking
from pustakota.contexts.spaces.models.resources import Resource


class Condition(models.TextChoices):
    GOOD = "good", _("in order")
    WORN = "worn", _("worn, but it works")
    DAMAGED = "damaged", _("damaged")


def new_photo_code() -> str:
    """The name of a photo of something's condition."""
    return secrets.token_hex(12)


class HandOut(models.Model):
    """A unit that somebody took with them. ``thing``: what was booked; ``unit``: what they have.

    ``parts``: what went with it, by name; ``lacking``: what was not there when it went; ``missing``: what did not come
    back. Photos lie in ``private/handouts`` under their codes.
    """

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="hand_outs")
    thing = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="hand_outs")
    parts = models.JSONField(default=list)
    lacking = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    out_at = models.DateTimeField()
    out_by = models.BigIntegerField(null=True, help_text=_("The account that handed it out."))
    out_condition = models.CharField(max_length=10, choices=Condition)
    out_words = models.CharField(max_length=200, blank=True)
    out_photo = models.CharField(max_length=24, blank=True)
    back_at = models.DateTimeField(null=True)
    back_by = models.BigIntegerField(null=True, help_text=_("The account that took it back."))
    back_condition = models.CharField(max_length=10, choices=Condition, blank=True)
    back_words = models.CharField(max_length=200, blank=True)
    back_photo = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(back_at=None), name="one_hand_out_of_a_unit"),
            models.UniqueConstraint(fields=["booking", "thing"], name="one_hand_out_for_a_booking"),
            models.CheckConstraint(
                condition=Q(back_at=None, back_condition="") | Q(back_at__isnull=False) & ~Q(back_condition=""),
                name="what_came_back_has_a_condition",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-out_at"], name="hand_outs_of_unit")]

    def __str__(self) -> str:
        return self.unit.name

    @property
    def came_late(self) -> bool:
        return self.back_at is not None and rules.is_late(self.booking.ends_at, self.back_at)

    @property
    def is_harmed(self) -> bool:
        """It came back damaged where it had gone in order, or something of it did not come back."""
        newly = self.back_condition == Condition.DAMAGED and self.out_condition != Condition.DAMAGED
        return bool(self.missing) or newly

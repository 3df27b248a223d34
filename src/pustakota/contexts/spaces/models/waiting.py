"""People who wait for a time that somebody else has, and secret addresses of calendars."""

import secrets
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models.bookings import new_code
from pustakota.contexts.spaces.models.resources import Resource
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import periods


class WaitState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("offered")
    TAKEN = "taken", _("taken")
    LAPSED = "lapsed", _("not taken in time")
    ENDED = "ended", _("over")


class Waiting(models.Model):
    """Somebody would have a time if it became free. ``offered_until``: until when they may take what is left of it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="waiting")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WaitState, default=WaitState.WAITING)
    offered_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="waiting_has_a_length"),
            models.UniqueConstraint(
                fields=["resource", "person", "starts_at"],
                condition=Q(state__in=["waiting", "offered"]),
                name="one_waits_once_for_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["resource", "starts_at"], condition=Q(state__in=["waiting", "offered"]), name="waiting_open"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def until(self) -> datetime | None:
        """Until when it is offered, on the clock of its service point."""
        at = self.offered_until
        return periods.local_time(at, self.resource.service_point.zone) if at else None

    @property
    def local(self) -> Span:
        """On the clock of its service point."""
        zone = self.resource.service_point.zone
        return Span(periods.local_time(self.starts_at, zone), periods.local_time(self.ends_at, zone))


def new_secret() -> str:
    """What nobody guesses."""
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """The secret address under which somebody's own calendar program reads their bookings; ended by deleting it."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    secret = models.CharField(max_length=40, unique=True, default=new_secret)
    made_at = models.DateTimeField()

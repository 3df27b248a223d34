"""Bookings, and the times that they claim."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models.arranging import Layout
from pustakota.contexts.spaces.models.resources import Resource
from pustakota.contexts.spaces.rules import Span, Terms
from pustakota.foundation import periods


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


class State(models.TextChoices):
    REQUESTED = rules.State.REQUESTED.value, _("requested")
    CONFIRMED = rules.State.CONFIRMED.value, _("confirmed")
    CHECKED_IN = rules.State.CHECKED_IN.value, _("in use")
    COMPLETED = rules.State.COMPLETED.value, _("over")
    CANCELLED = rules.State.CANCELLED.value, _("cancelled")
    DENIED = rules.State.DENIED.value, _("declined")
    NO_SHOW = rules.State.NO_SHOW.value, _("nobody came")
    EXPIRED = rules.State.EXPIRED.value, _("not answered in time")


class Booking(models.Model):
    """A time somebody has, or asked for.

    ``along``: what is booked with it, all or nothing.
    ``person`` is empty where the library takes the time for itself, and once the person is forgotten.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    along = models.ManyToManyField(Resource, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State)
    purpose = models.CharField(max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(null=True)
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, null=True, related_name="+")
    form_version = models.ForeignKey("forms.Version", on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=list, db_default=[])
    answer_by = models.DateTimeField(null=True, help_text=_("When a request that nobody answered is late."))
    first_yes_at = models.DateTimeField(null=True, help_text=_("Where two say yes: when the first one did."))
    first_yes_by = models.BigIntegerField(null=True)
    merge_id = models.BigIntegerField(null=True, help_text=_("The merge of two entries that brought it here."))
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that booked."))
    came_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=200, blank=True)
    revision = models.PositiveSmallIntegerField(default=0, db_default=0, help_text=_("How often it was changed."))
    reminded_at = models.DateTimeField(null=True)
    is_kept = models.BooleanField(
        default=False, db_default=False, help_text=_("An event stands on it: it is not released when nobody checks in.")
    )
    is_beyond_hours = models.BooleanField(
        default=False, db_default=False, help_text=_("Staff booked it outside the opening hours on purpose.")
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_has_a_length")]
        indexes = [
            models.Index(fields=["resource", "starts_at"], name="bookings_of_resource"),
            models.Index(fields=["person", "starts_at"], name="bookings_of_person"),
            models.Index(
                fields=["starts_at"],
                condition=Q(state__in=["requested", "confirmed", "checked_in"]),
                name="bookings_open",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Whether it still has its time, or waits for an answer."""
        return self.state in rules.OPEN

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    def facts_of_time(self) -> rules.Reminded:
        """What decides whether it is time to remind whoever booked."""
        before = self.resource.policy.terms.remind_before
        return rules.Reminded(starts_at=self.starts_at, made_at=self.made_at, before=before)

    def layout_of(self, thing: Resource) -> Layout | None:
        """How a thing is set up for it: what is booked along is not."""
        return self.layout if thing.pk == self.resource_id else None

    @property
    def terms(self) -> Terms:
        """Those of the resource, with what setting up takes."""
        return rules.with_layout(self.resource.policy.terms, self.layout)

    @property
    def kept(self) -> Span:
        """Its time with what is kept free around it."""
        return self.terms.around(self.span)

    @property
    def local(self) -> Span:
        """On the clock of its service point."""
        zone = self.resource.service_point.zone
        return Span(periods.local_time(self.starts_at, zone), periods.local_time(self.ends_at, zone))


class Claim(models.Model):
    """A time of one resource without parts, with what is kept free around it; ``blocking``: nobody else can have it.

    On PostgreSQL an exclusion constraint has the last word.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="claims")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="claims")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    blocking = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="claim_has_a_length")]
        indexes = [models.Index(fields=["resource", "ends_at"], condition=Q(blocking=True), name="claims_blocking")]

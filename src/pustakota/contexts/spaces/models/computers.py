"""Public computers: who may sit there for how long, sessions, passes without a name, and the queue.

Nothing of what was done there is kept. A session leads to its person while it lasts, and no longer.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models.bookings import Booking
from pustakota.contexts.spaces.models.resources import Resource
from pustakota.contexts.spaces.rules import SittingTerms


class SittingPolicy(models.Model):
    """For how long somebody may sit at a computer, in minutes; see ``SittingTerms``."""

    name = models.CharField(max_length=80, unique=True)
    day = models.PositiveSmallIntegerField(default=120)
    session = models.PositiveSmallIntegerField(default=60)
    more = models.PositiveSmallIntegerField(default=30)
    warning = models.PositiveSmallIntegerField(default=5)
    idle = models.PositiveSmallIntegerField(null=True, default=10)
    before_closing = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(session__gt=0, more__gt=0, day__gte=F("session")), name="sitting_fits")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def terms(self) -> SittingTerms:
        return SittingTerms(
            day=timedelta(minutes=self.day),
            session=timedelta(minutes=self.session),
            more=timedelta(minutes=self.more),
            warning=timedelta(minutes=self.warning),
            idle=None if self.idle is None else timedelta(minutes=self.idle),
            before_closing=timedelta(minutes=self.before_closing),
        )


class Computer(models.Model):
    """What a resource is as a public computer. ``youngest``, ``oldest``: ages, both included.

    ``device``: the program on it, once it is paired; ``heard_at``: when that last asked. ``out_because``: why nobody
    may sit down there now.
    """

    resource = models.OneToOneField(Resource, on_delete=models.PROTECT, primary_key=True, related_name="computer")
    policy = models.ForeignKey(SittingPolicy, on_delete=models.PROTECT, related_name="computers")
    youngest = models.PositiveSmallIntegerField(null=True)
    oldest = models.PositiveSmallIntegerField(null=True)
    device = models.OneToOneField("people.Device", on_delete=models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField(null=True)
    out_because = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest=None) | Q(oldest=None) | Q(oldest__gte=F("youngest")), name="computer_ages_fit"
            )
        ]

    def __str__(self) -> str:
        return self.resource.name


class DaySecret(models.Model):
    """What persons are told apart by within one day, for the day's time; gone with the day."""

    on = models.DateField(unique=True)
    secret = models.CharField(max_length=64)


class GuestPass(models.Model):
    """A pass for one day at one point, without a name; or for a card whose holder has no password (a child)."""

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    code_hash = models.CharField(max_length=64, unique=True)
    age = models.PositiveSmallIntegerField(null=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that made it."))


class HowEnded(models.TextChoices):
    SIGNED_OUT = rules.How.SIGNED_OUT.value, _("signed out")
    TIME = rules.How.TIME.value, _("time over")
    CLOSING = rules.How.CLOSING.value, _("closing")
    IDLE = rules.How.IDLE.value, _("nobody there")
    STAFF = rules.How.STAFF.value, _("ended by staff")


class Sitting(models.Model):
    """A session at a computer. ``holder``: a keyed hash of who sits there, for the day's time; empty after the day."""

    computer = models.ForeignKey(Computer, on_delete=models.PROTECT, related_name="sittings")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="sitting")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guest_pass = models.ForeignKey(GuestPass, on_delete=models.SET_NULL, null=True, related_name="+")
    holder = models.CharField(max_length=64, blank=True)
    on = models.DateField()
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, choices=HowEnded, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["computer"], condition=Q(ended_at__isnull=True), name="one_sitting_per_computer"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_sitting_per_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(person__isnull=True), name="over_sitting_is_nobodys"
            ),
        ]
        indexes = [
            models.Index(fields=["holder"], condition=~Q(holder=""), name="sittings_of_holder"),
            models.Index(fields=["on"], name="sittings_of_day"),
        ]


class TurnState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CALLED = "called", _("called")
    SEATED = "seated", _("sits down")
    MISSED = "missed", _("did not come")
    LEFT = "left", _("gave up")


class Turn(models.Model):
    """A number in the queue for a computer; gone with the day. ``until``: how long the computer is kept."""

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guest_pass = models.ForeignKey(GuestPass, on_delete=models.CASCADE, null=True, related_name="+")
    age = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=TurnState, default=TurnState.WAITING)
    taken_at = models.DateTimeField()
    computer = models.ForeignKey(Computer, on_delete=models.PROTECT, null=True, related_name="turns")
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_point", "on", "number"], name="one_turn_of_a_number"),
            models.UniqueConstraint(
                fields=["computer"], condition=Q(state="called"), name="one_turn_called_per_computer"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["waiting", "called"]), name="one_turn_per_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

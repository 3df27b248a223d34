"""How a room is set up, how it looks, when it is not given, and every change of what staff say about it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models.resources import Policy, Resource

WEEKDAYS = (
    _("every Monday"),
    _("every Tuesday"),
    _("every Wednesday"),
    _("every Thursday"),
    _("every Friday"),
    _("every Saturday"),
    _("every Sunday"),
)


class Layout(models.Model):
    """A way to set up a room. ``before`` and ``after``: minutes of setting up around a booking, beside the terms'."""

    class Shape(models.TextChoices):
        """What stands where; each has a small drawing."""

        BOARD = "board", _("one large table")
        CLASSROOM = "classroom", _("tables in rows")
        ROWS = "rows", _("chairs in rows")
        CIRCLE = "circle", _("chairs in a circle")
        U = "u", _("tables in a U")
        EMPTY = "empty", _("empty floor")

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="layouts")
    name = models.CharField(max_length=80)
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.ROWS)
    seats = models.PositiveSmallIntegerField()
    before = models.PositiveSmallIntegerField(default=0)
    after = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "name"], name="one_layout_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Blackout(models.Model):
    """A time at which something, or (without it) everything of a point, is not given to anybody.

    On one day, on days in a row, or (``weekday``, Monday 0) every week; without hours, all day long.
    """

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, related_name="blackouts")
    weekday = models.PositiveSmallIntegerField(null=True)
    first_on = models.DateField()
    last_on = models.DateField(null=True)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    words = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__isnull=True, ends__isnull=True) | Q(ends__gt=F("begins")), name="blackout_has_hours"
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="blackout_has_days"
            ),
        ]
        indexes = [models.Index(fields=["service_point", "first_on"], name="blackouts_of_point")]

    def __str__(self) -> str:
        return self.words

    @property
    def day_words(self) -> str:
        """On which day of the week, in words; nothing where it is not weekly."""
        return "" if self.weekday is None else str(WEEKDAYS[self.weekday])


class Picture(models.Model):
    """A photo of something that is booked, in words too; the file lies in ``private/rooms`` under its code."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="pictures")
    code = models.CharField(max_length=32, unique=True)
    words = models.CharField(max_length=200)
    added_at = models.DateTimeField()


class Change(models.Model):
    """What staff changed of a resource or of terms: field → what it was and what it is."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, related_name="changes")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, related_name="changes")
    changed = models.JSONField()
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True, help_text=_("The account that changed it."))

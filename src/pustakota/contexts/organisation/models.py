"""Libraries, their service points, and the hours these keep."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Library(models.Model):
    """An office or library with a name of its own; several may share one network."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.short_name


class PointKind(models.TextChoices):
    """Every kind of place where people meet the library."""

    MAIN = "main", _("main library")
    BRANCH = "branch", _("branch library")
    READING_GARDEN = "reading_garden", _("community reading garden")
    VILLAGE = "village", _("village library")
    SCHOOL = "school", _("school library")
    VAN_STOP = "van_stop", _("mobile library stop")
    DIGITAL_CORNER = "digital_corner", _("digital reading corner")
    PARTNER_BOX = "partner_box", _("partner reading box")
    ONLINE = "online", _("online service")


class ServicePoint(models.Model):
    """A place of service (*titik layanan*). ``zone`` is the name of its time zone, e.g. ``Asia/Jakarta``."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="points")
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=PointKind)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_pickup = models.BooleanField(default=True, help_text=_("Reserved items can be collected here."))
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class HoursKind(models.TextChoices):
    WEEK = "week", _("every week")
    EXCEPTION = "exception", _("on one date")
    NATIONAL_HOLIDAY = "national_holiday", _("national holiday")
    COLLECTIVE_LEAVE = "collective_leave", _("collective leave")


class Hours(models.Model):
    """One opening interval of a weekday or a date, or a date that is closed (``opens`` and ``closes`` empty).

    Without a service point it is a holiday of the whole network. ``weekday``: 0 = Monday.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, related_name="hours")
    kind = models.CharField(max_length=20, choices=HoursKind)
    weekday = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(null=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, on__isnull=True) | Q(weekday__isnull=True, on__isnull=False),
                name="hours_of_a_weekday_or_a_date",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=models.F("opens")),
                name="hours_close_after_they_open",
            ),
            models.UniqueConstraint(
                fields=["on"], condition=Q(service_point__isnull=True), name="one_holiday_per_date"
            ),
        ]
        indexes = [models.Index(fields=["service_point", "on"])]

"""Libraries, their service points, and the hours these keep."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Library(models.Model):
    """An office or library with a name of its own; several may share one network.

    ``host``: the domain under which the site wears this library's name and brand; none: any other. ``colour`` as
    ``#rrggbb``, ``face`` a key of ``design.branding.FACES``; empty: the first ones. ``closing``: a line at the end of
    letters and e-mails, in the library's own tone; ``salutation``: how they begin. ``logo``: the digest of its picture.
    """

    class Salutation(models.TextChoices):
        """How somebody is addressed at the beginning of a letter."""

        PLAIN = "", _("Hello Siti,")
        FORMAL = "formal", _("Dear Siti,")
        WARM = "warm", _("Hi Siti!")

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    host = models.CharField(max_length=253, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    face = models.CharField(max_length=12, blank=True)
    closing = models.CharField(max_length=200, blank=True)
    salutation = models.CharField(max_length=8, blank=True, choices=Salutation)
    logo = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host"], condition=~models.Q(host=""), name="a_host_names_one_library")
        ]

    def __str__(self) -> str:
        return self.short_name


class Logo(models.Model):
    """The picture of a library, as PNG. Its digest is its address, so that it may be kept for ever."""

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=16, unique=True)
    png = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


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


def _in_order(name: str) -> models.CheckConstraint:
    """What is valid from a day until another does not end before it begins."""
    open_ended = Q(valid_from__isnull=True) | Q(valid_until__isnull=True)
    return models.CheckConstraint(condition=open_ended | Q(valid_until__gte=models.F("valid_from")), name=name)


class Hours(models.Model):
    """One opening interval of a weekday or a date, or a date that is closed (``opens`` and ``closes`` empty).

    Without a service point it is a holiday of the whole network. ``weekday``: 0 = Monday. ``valid_from`` and
    ``valid_until``: the days on which a week holds, both included; empty: as long as there are days.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, related_name="hours")
    kind = models.CharField(max_length=20, choices=HoursKind)
    weekday = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(null=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            _in_order("hours_end_after_they_begin"),
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


class PolicyDocument(models.Model):
    """A regulation or decision that the library goes by: what a charge in money stands on.

    ``number`` as it is cited, ``title`` what it is about. Without ``valid_from`` it is in force since before anybody
    wrote it down here; without ``valid_until`` it still is.
    """

    number = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField(null=True)
    link = models.URLField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            _in_order("document_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}" if self.title else self.number

    def is_in_force(self, day: date) -> bool:
        """True where it holds on a day; its first and last day count."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

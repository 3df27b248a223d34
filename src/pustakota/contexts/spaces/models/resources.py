"""Things that are booked, and the terms of booking them."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models.makers import LicenceKind
from pustakota.contexts.spaces.rules import Terms


class Kind(models.TextChoices):
    """What it is; how it is booked does not depend on it."""

    ROOM = "room", _("room")
    SEAT = "seat", _("seat")
    COMPUTER = "computer", _("computer")
    MACHINE = "machine", _("machine")
    EQUIPMENT = "equipment", _("equipment")
    STUDIO = "studio", _("studio")
    VEHICLE = "vehicle", _("vehicle")
    STAFF = "staff", _("staff time")


class Mode(models.TextChoices):
    INSTANT = rules.Mode.INSTANT.value, _("at once")
    APPROVAL = rules.Mode.APPROVAL.value, _("on request")
    STAFF = rules.Mode.STAFF.value, _("by staff")


class Access(models.TextChoices):
    """What people with a disability ask before they come; the rest stands in free words."""

    STEP_FREE = "step_free", _("without steps")
    LIFT = "lift", _("lift")
    WIDE_DOOR = "wide_door", _("door at least 90 cm wide")
    TOILET = "toilet", _("accessible toilet nearby")
    TABLE = "table", _("table that a wheelchair fits under")
    HEARING_LOOP = "hearing_loop", _("hearing loop")
    QUIET = "quiet", _("quiet, without flicker or echo")
    GUIDING = "guiding", _("guiding blocks or braille signs")


class Policy(models.Model):
    """The terms of booking, in minutes and days; see ``Terms``.

    ``most_days``: for how many days it is taken home.
    ``steps``: how many say yes to a request, whoever keeps the room and then the head. ``form``: what a request asks.
    ``answer_within``: open days until a request is late. ``gap``: minutes between a person's own bookings of a kind.
    """

    name = models.CharField(max_length=80, unique=True)
    step = models.PositiveSmallIntegerField(default=30)
    shortest = models.PositiveSmallIntegerField(default=60)
    longest = models.PositiveSmallIntegerField(default=180)
    lead = models.PositiveIntegerField(default=0)
    window_days = models.PositiveSmallIntegerField(default=30)
    before = models.PositiveSmallIntegerField(default=0)
    after = models.PositiveSmallIntegerField(default=0)
    most_open = models.PositiveSmallIntegerField(null=True, default=3)
    most_a_day = models.PositiveSmallIntegerField(null=True)
    cancel_until = models.PositiveIntegerField(default=0)
    release_after = models.PositiveSmallIntegerField(null=True, default=15)
    remind_before = models.PositiveSmallIntegerField(null=True, default=1440)
    gap = models.PositiveSmallIntegerField(default=0, db_default=0)
    fewest_people = models.PositiveSmallIntegerField(null=True)
    youngest = models.PositiveSmallIntegerField(null=True)
    oldest = models.PositiveSmallIntegerField(null=True)
    most_days = models.PositiveSmallIntegerField(null=True)
    steps = models.PositiveSmallIntegerField(default=1, db_default=1)
    answer_within = models.PositiveSmallIntegerField(null=True, default=3)
    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__gt=0) & Q(shortest__gt=0) & Q(longest__gte=F("shortest")), name="booking_terms_fit"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def terms(self) -> Terms:
        def span(minutes: int | None) -> timedelta | None:
            return None if minutes is None else timedelta(minutes=minutes)

        return Terms(
            step=timedelta(minutes=self.step),
            shortest=timedelta(minutes=self.shortest),
            longest=timedelta(minutes=self.longest),
            lead=timedelta(minutes=self.lead),
            window=timedelta(days=self.window_days),
            before=timedelta(minutes=self.before),
            after=timedelta(minutes=self.after),
            most_open=self.most_open,
            most_a_day=span(self.most_a_day),
            cancel_until=timedelta(minutes=self.cancel_until),
            release_after=span(self.release_after),
            remind_before=span(self.remind_before),
            gap=timedelta(minutes=self.gap),
            fewest_people=self.fewest_people,
            youngest=self.youngest,
            oldest=self.oldest,
            most_days=self.most_days,
        )


class Quota(models.Model):
    """How much of something one person may have in a day, week or month: by count, by minutes, or both."""

    class Per(models.TextChoices):
        DAY = rules.Per.DAY.value, _("day")
        WEEK = rules.Per.WEEK.value, _("week")
        MONTH = rules.Per.MONTH.value, _("month")

    class Scope(models.TextChoices):
        """Which other bookings of the person count."""

        RESOURCE = rules.Scope.RESOURCE.value, _("of this alone")
        KIND = rules.Scope.KIND.value, _("of this kind")
        POINT = rules.Scope.POINT.value, _("at this service point")
        CITY = rules.Scope.CITY.value, _("in the whole city")

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="quotas")
    per = models.CharField(max_length=6, choices=Per)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.KIND)
    most_bookings = models.PositiveSmallIntegerField(null=True)
    most_minutes = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "per", "scope"], name="one_quota_of_a_scope"),
            models.CheckConstraint(
                condition=Q(most_bookings__isnull=False) | Q(most_minutes__isnull=False), name="quota_limits_something"
            ),
        ]

    @property
    def rule(self) -> rules.Quota:
        time = None if self.most_minutes is None else timedelta(minutes=self.most_minutes)
        return rules.Quota(rules.Per(self.per), rules.Scope(self.scope), self.most_bookings, time)


class Resource(models.Model):
    """Something to book. ``part_of``: half a room is part of the room; who books the room has both halves.

    ``is_pool``: its parts are alike, and who books it has one of them. ``licence``: without it nobody books it.
    ``records_people``: nobody begins before those who are recorded have agreed.
    """

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, blank=True)
    equipment = models.TextField(max_length=1000, blank=True, db_default="", help_text=_("One thing a line."))
    access = models.JSONField(default=list, db_default=[])
    access_notes = models.CharField(max_length=300, blank=True, db_default="")
    contact = models.CharField(max_length=120, blank=True, db_default="")
    seats = models.PositiveSmallIntegerField(null=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.INSTANT)
    is_active = models.BooleanField(default=True)
    is_pool = models.BooleanField(default=False, db_default=False)
    records_people = models.BooleanField(default=False, db_default=False)
    licence = models.ForeignKey(LicenceKind, on_delete=models.PROTECT, null=True, related_name="resources")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_point", "name"], name="one_resource_of_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def equipment_list(self) -> list[str]:
        return [line.strip() for line in self.equipment.splitlines() if line.strip()]

    @property
    def access_words(self) -> list[str]:
        """What is said about access, each in words."""
        return [str(Access(code).label) for code in Access.values if code in self.access]

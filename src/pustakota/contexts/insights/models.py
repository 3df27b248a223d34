"""Definitions of figures, days that were counted, periods that were closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Definition(models.Model):
    """What a figure counts, in one version; a new wording or rule is a new version that holds from a day.

    ``source``: the standard or regulation it follows.
    """

    code = models.SlugField(max_length=30)
    version = models.PositiveSmallIntegerField()
    name_id = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    counts_id = models.TextField()
    counts_en = models.TextField()
    unit_id = models.CharField(max_length=30)
    unit_en = models.CharField(max_length=30)
    source = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_definition_per_version"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_definition_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class CountedDay(models.Model):
    """The figures of one day at one point, counted before; derived, and may be thrown away.

    ``values`` holds what was counted or said; a figure that is not in it is silent. ``is_open``: by the point's hours.
    """

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    is_open = models.BooleanField()
    has_facts = models.BooleanField()
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_point", "on"], name="one_counted_day_per_point")]
        indexes = [
            models.Index(fields=["on", "service_point"], name="counted_days"),
            models.Index(fields=["service_point", "on"], condition=Q(has_facts=True), name="counted_days_with_facts"),
        ]


class CountedPeriod(models.Model):
    """Days that ended, added up before, different persons among them; derived, and may be thrown away.

    Without a service point: all those of ``point_ids`` together. ``sums``: of each figure its value (nothing where no
    day said anything) and its missing days.
    """

    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.CASCADE, null=True, related_name="+"
    )
    first = models.DateField()
    last = models.DateField()
    point_ids = models.JSONField(default=list)
    sums = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_point", "first", "last"], name="one_counted_period_per_point"),
            models.UniqueConstraint(
                fields=["first", "last"], condition=Q(service_point__isnull=True), name="one_counted_period_of_all"
            ),
        ]
        indexes = [models.Index(fields=["first", "last"], name="counted_periods")]


class ClosedPeriod(models.Model):
    """The figures of a month or a year as they were closed; never changed.

    ``document``: canonical JSON with values, definitions and gaps. ``fingerprint``: SHA-256 of the rows behind it.
    ``persons``: of each figure of different persons the facts behind it, without their keys: they outlive the key.
    """

    kind = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.BigIntegerField(null=True)
    document = models.TextField()
    fingerprint = models.CharField(max_length=64)
    persons = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first"], name="one_closing_per_period"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closed_period_has_days"),
        ]


class DestroyedKey(models.Model):
    """The key of a statistics year was destroyed after the year was closed: who did it, when and why."""

    year = models.PositiveSmallIntegerField(unique=True)
    closed_period = models.OneToOneField(ClosedPeriod, on_delete=models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField()
    destroyed_by = models.BigIntegerField(null=True, help_text=_("The account that destroyed it."))
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="destroyed_key_says_why")]

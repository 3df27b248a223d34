"""Definitions of figures, days that were counted, periods that were closed."""

from django.db import models
from django.db.models import F, Q


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
        indexes = [models.Index(fields=["on", "service_point"], name="counted_days")]


class ClosedPeriod(models.Model):
    """The figures of a month or a year as they were closed; never changed.

    ``document``: canonical JSON with values, definitions and gaps. ``fingerprint``: SHA-256 of the rows behind it.
    """

    kind = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.BigIntegerField(null=True)
    document = models.TextField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first"], name="one_closing_per_period"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closed_period_has_days"),
        ]

"""What is wrong with a thing, and the times in which nobody can have it because of that."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models.handing import HandOut
from pustakota.contexts.spaces.models.resources import Resource


class Fault(models.Model):
    """A line of a thing's log: what is wrong, who noted it, and what was done.

    ``out_from``: from when it is out of order; without it, it can be used all the same. ``out_until``: until when that
    is expected; None: nobody knows. ``hand_out``: as it came back from somebody.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="faults")
    hand_out = models.ForeignKey(HandOut, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=200)
    photo = models.CharField(max_length=24, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))
    out_from = models.DateTimeField(null=True)
    out_until = models.DateTimeField(null=True)
    repaired_at = models.DateTimeField(null=True)
    repaired_by = models.BigIntegerField(null=True, help_text=_("The account that noted that it works again."))
    done = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(out_until=None) | Q(out_until__gt=F("out_from")), name="fault_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["resource", "-noted_at"], name="faults_of_resource")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.repaired_at is None


class Outage(models.Model):
    """A time in which one thing without parts is out of order: nobody can have it, whoever had it before."""

    fault = models.ForeignKey(Fault, on_delete=models.CASCADE, related_name="outages")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="outages")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="outage_has_a_length")]
        indexes = [models.Index(fields=["resource", "ends_at"], name="outages_of_resource")]

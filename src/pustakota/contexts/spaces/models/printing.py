"""3D print jobs, and the material they use."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models.bookings import new_code
from pustakota.contexts.spaces.models.resources import Resource
from pustakota.contexts.spaces.rules import printing
from pustakota.contexts.spaces.rules.printing import PrintState


class Material(models.Model):
    """What is printed with at a point, in grams. ``low_grams``: below it the desk says so loudly.

    ``rupiah_per_gram`` is asked only on a legal basis that is in force; without one it is free.
    """

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    low_grams = models.PositiveIntegerField(default=500)
    rupiah_per_gram = models.PositiveIntegerField(null=True, blank=True)
    basis = models.ForeignKey(
        "organisation.PolicyDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_offered = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_point", "name"], name="one_material_of_a_name")]

    def __str__(self) -> str:
        return self.name


class JobState(models.TextChoices):
    SUBMITTED = PrintState.SUBMITTED.value, _("waits for an answer")
    APPROVED = PrintState.APPROVED.value, _("waits for the printer")
    PRINTING = PrintState.PRINTING.value, _("is being printed")
    FAILED = PrintState.FAILED.value, _("failed, is printed again")
    READY = PrintState.READY.value, _("ready to collect")
    COLLECTED = PrintState.COLLECTED.value, _("collected")
    DECLINED = PrintState.DECLINED.value, _("declined")
    WITHDRAWN = PrintState.WITHDRAWN.value, _("withdrawn by the member")


class PrintJob(models.Model):
    """A model that a member wants printed. ``kind`` of its file, which lies in ``private/print-jobs`` for a while.

    ``grams`` and ``minutes``: the estimate until it is printed, then what it took.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="jobs")
    machine = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.SUBMITTED)
    kind = models.CharField(max_length=4)
    file_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    wish = models.CharField(max_length=500, blank=True)
    grams = models.PositiveIntegerField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    file_gone_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sent_at"], condition=Q(ended_at__isnull=True), name="print_jobs_open"),
            models.Index(fields=["person", "-sent_at"], name="print_jobs_of_person"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_over(self) -> bool:
        return self.state in printing.OVER


class JobStep(models.Model):
    """A line of a job's log: never changed. ``grams`` and ``minutes`` that this step took."""

    job = models.ForeignKey(PrintJob, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=JobState)
    at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))
    grams = models.PositiveIntegerField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    because = models.CharField(max_length=200, blank=True)


class StockReason(models.TextChoices):
    RECEIVED = "received", _("received")
    USED = "used", _("used")
    WASTED = "wasted", _("wasted")


class StockLine(models.Model):
    """Material that came (positive) or went (negative), in grams; what is there is their sum."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="lines")
    grams = models.IntegerField()
    why = models.CharField(max_length=10, choices=StockReason)
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(why="received", grams__gt=0) | Q(why__in=["used", "wasted"], grams__lt=0),
                name="stock_comes_or_goes",
            )
        ]

"""What is to be printed, in which order, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Sum
from django.db.models.functions import Coalesce

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces.models import JobState, Material, PrintJob, StockLine
from pustakota.contexts.spaces.rules import printing
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint

QUEUE = (JobState.PRINTING, JobState.FAILED, JobState.APPROVED, JobState.SUBMITTED, JobState.READY)
"""The states of open jobs, as the desk goes through them."""


class Stock(NamedTuple):
    """A material and how many grams of it are there."""

    material: Material
    grams: int

    @property
    def is_low(self) -> bool:
        return self.grams < self.material.low_grams


def stock(point: ServicePoint) -> list[Stock]:
    """What there is of each material of a point; what runs low first. One query."""
    rows = Material.objects.filter(service_point=point).select_related("basis", "service_point")
    rows = rows.annotate(there=Coalesce(Sum("lines__grams"), 0)).order_by("name")
    return sorted((Stock(row, row.there) for row in rows), key=lambda each: not each.is_low)


def stock_lines(material: Material) -> QuerySet[StockLine]:
    """What came and went, the newest first."""
    return material.lines.select_related("job").order_by("-at", "-pk")


def materials() -> QuerySet[Material]:
    """What members may choose among, by point."""
    rows = Material.objects.filter(is_offered=True, service_point__is_active=True)
    return rows.select_related("service_point", "basis").order_by("service_point", "name")


def material(key: int) -> Material | None:
    return Material.objects.select_related("service_point", "basis").filter(pk=key).first()


def print_job(code: str) -> PrintJob | None:
    return _jobs().filter(code=code).first()


def print_queue(point: ServicePoint) -> list[PrintJob]:
    """What is open at a point: what prints, what is next in the order in which it was sent, and what waits there."""
    rows = _jobs().filter(material__service_point=point, ended_at__isnull=True)
    return sorted(rows, key=lambda job: (QUEUE.index(JobState(job.state)), job.sent_at, job.pk))


def print_jobs_of(person_ids: Collection[int]) -> QuerySet[PrintJob]:
    """What these persons sent, the newest first."""
    entries = [key for person_id in person_ids for key in people.entries_of(person_id)]
    return _jobs().filter(person__in=entries).order_by("-sent_at", "-pk")


def before_in_queue(job: PrintJob) -> int:
    """How many jobs are printed before this one."""
    waiting = (JobState.PRINTING, JobState.FAILED, JobState.APPROVED)
    rows = PrintJob.objects.filter(material__service_point=job.material.service_point_id, state__in=waiting)
    return rows.filter(sent_at__lt=job.sent_at).exclude(pk=job.pk).count()


def price_of(job: PrintJob, *, at: datetime) -> int:
    """What it costs in rupiah by what is known of it now; 0: nothing."""
    used = job.material
    today = periods.local_day(at, used.service_point.zone)
    has_basis = used.basis is not None and used.basis.is_in_force(today)
    return printing.price(job.grams or 0, used.rupiah_per_gram, has_basis=has_basis)


def model_file(job: PrintJob) -> str:
    """Where the model lies among the private files."""
    return f"print-jobs/{job.code}.{job.kind}"


def _jobs() -> QuerySet[PrintJob]:
    return PrintJob.objects.select_related(
        "material__service_point__library", "material__basis", "person__patron", "machine"
    )

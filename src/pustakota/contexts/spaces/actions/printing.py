"""A model is sent, answered, printed by the gram, and collected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction

from pustakota.contexts.charges import actions as charges
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.errors import PrintRefused
from pustakota.contexts.spaces.events import PrintJobChanged
from pustakota.contexts.spaces.models import JobState, JobStep, Material, PrintJob, StockLine, StockReason
from pustakota.contexts.spaces.rules import printing
from pustakota.contexts.spaces.rules.printing import PrintState
from pustakota.foundation import outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

FILE_DAYS = 14
"""Days after the end of a job on which its model is deleted."""
PAGE = 200
TOLD = frozenset({JobState.READY, JobState.DECLINED})


def send_print_job(
    *,
    patron: Patron,
    material: Material,
    model: BinaryIO,
    name: str,
    size: int,
    by: Actor,
    at: datetime,
    wish: str = "",
) -> PrintJob:
    """Ask the library to print a model; it is looked at before it is kept."""
    permissions.may_act_for(by, patron, material.service_point_id)
    reasons = list(printing.reasons_against_file(name, size, model))
    if not material.is_offered:
        reasons.append(Reason("material_not_offered", overridable=False))
    if patron.status == "blocked":
        reasons.append(Reason("card_blocked", overridable=False))
    if reasons:
        raise PrintRefused(*reasons)
    job = PrintJob(
        person_id=patron.person_id,
        material=material,
        kind=printing.file_kind(name, model),
        file_name=PurePath(name).name[-120:],
        size=size,
        wish=wish.strip(),
        sent_at=at,
    )
    storages["private"].save(queries.model_file(job), File(model))
    with transaction.atomic():
        job.save()
        _note(job, by, at)
    return job


@transaction.atomic
def approve_print(*, job: PrintJob, grams: int, minutes: int, by: Actor, at: datetime) -> PrintJob:
    """It will be printed; the member reads how much it takes."""
    held = _to(job, PrintState.APPROVED, by)
    if grams <= 0 or minutes <= 0:
        raise PrintRefused(Reason("amount_missing", overridable=False))
    held.grams, held.minutes = grams, minutes
    return _kept(held, by, at)


@transaction.atomic
def decline_print(*, job: PrintJob, because: str, by: Actor, at: datetime) -> PrintJob:
    """It is not printed; the member reads why."""
    held = _to(job, PrintState.DECLINED, by)
    if not because.strip():
        raise PrintRefused(Reason("reason_missing", overridable=False))
    held.because = because.strip()
    return _kept(held, by, at, because=because)


@transaction.atomic
def start_print(*, job: PrintJob, by: Actor, at: datetime, machine: Resource | None = None) -> PrintJob:
    """The printer runs."""
    held = _to(job, PrintState.PRINTING, by)
    held.machine = machine
    return _kept(held, by, at)


@transaction.atomic
def fail_print(*, job: PrintJob, grams: int, because: str, by: Actor, at: datetime) -> PrintJob:
    """It went wrong, and waits to be printed again; what was wasted goes off the stock and is asked of nobody."""
    held = _to(job, PrintState.FAILED, by)
    if grams:
        _take(held, grams, StockReason.WASTED, by, at)
    return _kept(held, by, at, grams=grams, because=because)


@transaction.atomic
def finish_print(*, job: PrintJob, grams: int, minutes: int, by: Actor, at: datetime) -> PrintJob:
    """It is printed: the stock goes down, the member is told, and pays by the gram where that has a legal basis."""
    held = _to(job, PrintState.READY, by)
    if grams <= 0 or minutes <= 0:
        raise PrintRefused(Reason("amount_missing", overridable=False))
    held.grams, held.minutes = grams, minutes
    _take(held, grams, StockReason.USED, by, at)
    _charge(held, by, at)
    return _kept(held, by, at, grams=grams, minutes=minutes)


@transaction.atomic
def hand_over_print(*, job: PrintJob, by: Actor, at: datetime) -> PrintJob:
    """The member has it."""
    return _kept(_to(job, PrintState.COLLECTED, by), by, at)


@transaction.atomic
def withdraw_print(*, job: PrintJob, by: Actor, at: datetime) -> PrintJob:
    """The member no longer wants it, while it is not being printed."""
    patron = people.patron_of_person(job.person_id) if job.person_id else None
    permissions.may_act_for(by, patron, job.material.service_point_id)
    return _kept(_held(job, PrintState.WITHDRAWN), by, at)


@transaction.atomic
def keep_material(*, material: Material, by: Actor) -> Material:
    """A material as the desk words it, new or changed; money wants a legal basis."""
    permissions.may_keep(by, material.service_point_id)
    material.name = material.name.strip()
    same = Material.objects.filter(service_point=material.service_point_id, name=material.name).exclude(pk=material.pk)
    checks = (
        ("material_name_missing", not material.name),
        ("material_name_taken", same.exists()),
        ("basis_missing", bool(material.rupiah_per_gram) and material.basis is None),
    )
    if reasons := [Reason(code, overridable=False) for code, is_wrong in checks if is_wrong]:
        raise PrintRefused(*reasons)
    material.save()
    return material


@transaction.atomic
def note_stock(
    *, material: Material, grams: int, why: StockReason, by: Actor, at: datetime, note: str = ""
) -> StockLine:
    """A spool came, or material went without a job."""
    permissions.may_book(by, material.service_point_id)
    if grams <= 0:
        raise PrintRefused(Reason("grams_missing", overridable=False))
    signed = grams if why == StockReason.RECEIVED else -grams
    return StockLine.objects.create(
        material=material, grams=signed, why=why, note=note.strip(), at=at, noted_by=by.account_id
    )


def delete_models(*, at: datetime) -> int:
    """Delete the models of jobs that ended a while ago; the number deleted."""
    rows = PrintJob.objects.filter(ended_at__lt=at - timedelta(days=FILE_DAYS), file_gone_at__isnull=True)
    gone = list(rows.order_by("ended_at", "pk")[:PAGE])
    for job in gone:
        _drop_model(job, at)
    return len(gone)


def forget_prints(*, person_ids: Collection[int], at: datetime) -> None:
    """Part ended jobs from their member, and delete their models at once; whoever calls has asked permission."""
    for job in PrintJob.objects.filter(person__in=person_ids, ended_at__isnull=False):
        job.person, job.wish, job.file_name = None, "", ""
        job.save(update_fields=["person", "wish", "file_name"])
        job.steps.filter(state__in=[JobState.SUBMITTED, JobState.WITHDRAWN]).update(noted_by=None)
        if job.file_gone_at is None:
            _drop_model(job, at)


@transaction.atomic
def tell_of_print(*, job_id: int, at: datetime) -> int:
    """Tell a member that a print is ready or declined; take it back where that is no longer so. Read anew."""
    job = PrintJob.objects.select_related("material__service_point").filter(pk=job_id).first()
    because = f"print_job:{job_id}"
    if job is None or job.person_id is None or job.state not in TOLD:
        return notices.withdraw(because=[because], at=at)
    patron = people.patron_of_person(job.person_id)
    return notices.queue(
        template="spaces/print_job",
        key=f"spaces/print_job:{job.pk}:{job.state}",
        because=because,
        to=job.person_id,
        point=job.material.service_point,
        facts={"news": job.state, "place": job.material.service_point.name, "because": job.because},
        at=at,
        patron_type_id=patron.type_id if patron else None,
    )


def _drop_model(job: PrintJob, at: datetime) -> None:
    job.file_gone_at = at
    job.save(update_fields=["file_gone_at"])
    transaction.on_commit(lambda: storages["private"].delete(queries.model_file(job)))


def _to(job: PrintJob, state: PrintState, by: Actor) -> PrintJob:
    permissions.may_book(by, job.material.service_point_id)
    return _held(job, state)


def _held(job: PrintJob, state: PrintState) -> PrintJob:
    rows = PrintJob.objects.select_for_update(of=("self",))
    held = rows.select_related("material__service_point", "material__basis").get(pk=job.pk)
    if reasons := printing.reasons_not_to_become(held.state, state):
        raise PrintRefused(*reasons)
    held.state = JobState(state.value)
    return held


def _kept(
    held: PrintJob, by: Actor, at: datetime, *, grams: int | None = None, minutes: int | None = None, because: str = ""
) -> PrintJob:
    if held.is_over:
        held.ended_at = at
    held.save()
    _note(held, by, at, grams=grams, minutes=minutes, because=because)
    outbox.announce(PrintJobChanged(job_id=held.pk, state=held.state), at=at)
    return held


def _note(
    job: PrintJob, by: Actor, at: datetime, *, grams: int | None = None, minutes: int | None = None, because: str = ""
) -> None:
    JobStep.objects.create(
        job=job,
        state=job.state,
        at=at,
        noted_by=by.account_id,
        grams=grams,
        minutes=minutes,
        because=because.strip(),
    )


def _take(job: PrintJob, grams: int, why: StockReason, by: Actor, at: datetime) -> None:
    StockLine.objects.create(material=job.material, grams=-grams, why=why, job=job, at=at, noted_by=by.account_id)


def _charge(job: PrintJob, by: Actor, at: datetime) -> None:
    amount = queries.price_of(job, at=at)
    person = people.person(job.person_id) if job.person_id else None
    if amount and person is not None:
        charges.charge(
            person=person,
            why=charges.Why.OTHER,
            at_point=job.material.service_point,
            amount=amount,
            basis=job.material.basis,
            about=f"print_job:{job.pk}",
            by=by,
            at=at,
        )

"""An import from its first byte to its report: restartable at any moment, never stopped by what a record holds."""

import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.actions.importing.preparing import prepared_batches
from pustakota.contexts.catalogue.actions.importing.storing import store
from pustakota.contexts.catalogue.errors import ImportRefused
from pustakota.contexts.catalogue.models import ImportRun
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason

BATCH = 1_000
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: records of this sitting, records of the whole run, and the share of the file's bytes."""

    now: int
    in_all: int
    rejected: int
    share: float


def import_file(
    *,
    path: Path,
    by: Actor,
    clock: Callable[[], datetime],
    again: bool = False,
    tell: Callable[[Progress], None] = lambda _progress: None,
) -> ImportRun:
    """Bring in a file of MARC, or go on where an interrupted run of the same file stopped.

    A file that was brought in before (the same bytes) is left alone unless ``again``. Each batch is a transaction of
    its own and takes its time from ``clock``, since a large file takes minutes. Two imports at once would race for the
    same records: whoever calls sees to it that this is the only one.
    """
    permissions.may_import(by)
    run = _run_of(path, _fingerprint(path), at=clock(), again=again)
    if run.ended_at is None:
        try:
            _bring_in(run, path, clock, tell)
        except ImportRefused:
            _forget_if_untouched(run)
            raise
        run.ended_at = clock()
        run.save(update_fields=["ended_at"])
        write_report(run)
    return run


def _forget_if_untouched(run: ImportRun) -> None:
    """A file that was no MARC at all has no place among the runs."""
    if not run.position:
        run.delete()


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        raise ImportRefused(Reason("file_missing", {"path": str(path)}, overridable=False)) from None
    except OSError as error:
        facts = {"path": str(path), "reason": error.strerror or str(error)}
        raise ImportRefused(Reason("file_unreadable", facts, overridable=False)) from error
    return digest.hexdigest()


def _run_of(path: Path, fingerprint: str, *, at: datetime, again: bool) -> ImportRun:
    if again:
        ImportRun.objects.filter(fingerprint=fingerprint).delete()
    run, _is_new = ImportRun.objects.get_or_create(
        fingerprint=fingerprint, defaults={"file_name": path.name[:300], "began_at": at}
    )
    return run


def _bring_in(run: ImportRun, path: Path, clock: Callable[[], datetime], tell: Callable[[Progress], None]) -> None:
    began_with = run.position
    with prepared_batches(path, after=run.position, size=BATCH) as batches:
        for batch in batches:
            store(run, batch.prepared, at=clock(), word=_worded)
            tell(Progress(run.position - began_with, run.position, run.rejected, batch.share))


def _worded(template: str, facts: dict[str, str]) -> str:
    return gettext(template) % facts


def report_path(run: ImportRun) -> Path:
    """Where the list of a run's unreadable and doubtful records lies."""
    return Path(settings.DATA) / "private" / "imports" / f"import-{run.pk}.csv"


def write_report(run: ImportRun) -> Path:
    """The run's rejects and remarks as CSV, for a librarian's spreadsheet (with the mark that Excel wants)."""
    path = report_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([gettext("record"), gettext("position"), gettext("taken in"), gettext("code"), gettext("reason")])
        for reject in run.rejects.order_by("ordinal", "pk").iterator():
            taken = gettext("yes") if reject.taken else gettext("no")
            rows.writerow([reject.ordinal, reject.offset, taken, reject.code, reject.reason])
    return path

"""When which task runs: a page of lines in ``config/schedule.py``, kept in time by the worker itself."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from croniter import croniter

from pustakota.foundation.models import Heartbeat, ScheduledRun

log = logging.getLogger(__name__)

LATE = timedelta(minutes=10)
"""A run this long overdue is missed, and the desk says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the schedule: cron words in a zone, and the task that is told the time."""

    when: str
    task: Callable[[datetime], object]
    zone: str = "Asia/Jakarta"

    @property
    def name(self) -> str:
        return f"{'.'.join(self.task.__module__.split('.')[-2:])}.{self.task.__qualname__}"

    def next_after(self, at: datetime) -> datetime:
        """The next due moment."""
        found: datetime = croniter(self.when, at.astimezone(ZoneInfo(self.zone))).get_next(datetime)
        return found


def run_due(lines: Sequence[Line], *, at: datetime) -> list[str]:
    """Run each task whose time has come, once, however many times were missed; the names of those run.

    What is no longer on the page is forgotten, so that it is not missed for ever.
    """
    ScheduledRun.objects.exclude(task__in=[line.name for line in lines]).delete()
    runs = {run.task: run for run in ScheduledRun.objects.all()}
    return [line.name for line in lines if _run_if_due(line, runs.get(line.name), at=at)]


def _run_if_due(line: Line, run: ScheduledRun | None, *, at: datetime) -> bool:
    if run is None:
        run = ScheduledRun.objects.create(task=line.name, due_at=line.next_after(at))
    if run.due_at > at:
        return False
    run.began_at, run.error = at, ""
    try:
        done = line.task(at)
        run.done = done if isinstance(done, int) else None
    except Exception as error:
        log.exception("task %s failed", line.name)
        run.error = f"{type(error).__name__}: {error}"[:2000]
    run.ended_at, run.due_at = at, line.next_after(at)
    run.save()
    return True


def runs() -> list[ScheduledRun]:
    """When each task last ran and when it is due, by name."""
    return list(ScheduledRun.objects.order_by("task"))


def missed(*, at: datetime) -> list[ScheduledRun]:
    """Tasks that should have run and did not, or failed when they last ran."""
    return [run for run in runs() if run.error or run.due_at < at - LATE]


def beat(process: str, *, at: datetime, **facts: object) -> None:
    """Leave a sign of life."""
    Heartbeat.objects.update_or_create(process=process, defaults={"at": at, "facts": facts})


def last_beat(process: str) -> datetime | None:
    """The last sign of life of a process."""
    return Heartbeat.objects.filter(process=process).values_list("at", flat=True).first()

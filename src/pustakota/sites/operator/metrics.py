"""The facts as Prometheus reads them (text format 0.0.4). What is unknown is left out; it is never 0."""

from collections.abc import Iterator
from datetime import datetime

from pustakota.sites.operator.facts import Facts, Work

Value = float | None
Row = tuple[str, str, Value]


def metrics(facts: Facts) -> str:
    """One gauge a fact."""
    lines = [
        "# TYPE pustakota_info gauge",
        f'pustakota_info{{version="{facts.version}",database="{facts.database}"}} 1',
    ]
    for name, meaning, value in [*_rows(facts), *(_work_rows(facts.work, facts.at) if facts.work else ())]:
        if value is not None:
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value:.15g}"]
    return "\n".join(lines) + "\n"


def _rows(facts: Facts) -> Iterator[Row]:
    last = facts.archives[0] if facts.archives else None
    yield "pustakota_migrations_behind", "Changes of the tables not made yet.", len(facts.behind)
    yield "pustakota_database_bytes", "Size of the database.", facts.database_bytes
    yield "pustakota_index_ready", "Whether there is a search index of this version.", int(facts.is_index_ready)
    yield "pustakota_backups", "Backups kept.", len(facts.archives)
    yield "pustakota_backup_age_seconds", "Age of the last backup.", _age(last.made_at if last else None, facts.at)
    yield "pustakota_backup_bytes", "Size of the last backup.", last.size if last else None
    yield "pustakota_disk_free_bytes", "Free space on the disk of the data.", facts.disk.free
    yield "pustakota_backup_disk_free_bytes", "Free space on the disk of the backups.", facts.backup_disk.free
    yield "pustakota_loan_log_writable", "Whether the log of loans can be written.", int(facts.is_log_writable)


def _work_rows(work: Work, at: datetime) -> Iterator[Row]:
    yield (
        "pustakota_worker_silence_seconds",
        "Time since the worker's last sign of life.",
        _age(work.worker_seen_at, at),
    )
    yield "pustakota_outbox_waiting", "Deliveries that wait.", work.waiting
    yield "pustakota_outbox_oldest_seconds", "How long the oldest has waited.", _age(work.waiting_since, at)
    yield "pustakota_outbox_parked", "Deliveries that keep failing.", work.parked
    yield "pustakota_tasks_missed", "Tasks of the schedule that did not run or failed.", len(work.missed)


def _age(moment: datetime | None, at: datetime) -> Value:
    return None if moment is None else max((at - moment).total_seconds(), 0.0)

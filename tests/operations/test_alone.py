"""A lock whose connection was cut is taken again, or the process hears that another has it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from pustakota.config.alone import NotAloneError, alone
from pustakota.foundation import clock, schedule
from pustakota.foundation.worker import Worker

pytestmark = pytest.mark.django_db
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="a lock on SQLite is a file")


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@contextmanager
def cut() -> Iterator[None]:
    """End every other connection that holds a lock of ours, as a restarted server does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        assert cursor.fetchall()
    yield


def test_one_is_alone_until_the_end() -> None:
    with alone("test of being alone") as still:
        assert still()
        with pytest.raises(NotAloneError), alone("test of being alone"):
            pass
    with alone("test of being alone") as still:
        assert still()


@on_postgres
def test_a_lock_that_was_cut_is_taken_again() -> None:
    with alone("test of being alone") as still, cut():
        assert still()
        with pytest.raises(NotAloneError), alone("test of being alone"):
            pass


@on_postgres
def test_who_lost_the_lock_to_another_hears_it() -> None:
    with alone("test of being alone") as first, cut(), alone("test of being alone") as second:
        assert not first()
        assert second()


def test_a_worker_that_was_displaced_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[str] = []
    monkeypatch.setattr(schedule, "beat", lambda name, at: beats.append(f"{name} {at}"))
    worker = Worker({}, [], is_alone=lambda: False)
    worker.next_beat = clock.now()
    worker.run()
    assert worker.is_displaced
    assert not beats

import logging
import signal
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import InterfaceError, OperationalError, connection

from pustakota.foundation import clock, schedule, worker
from pustakota.foundation.worker import IDLE, Worker
from tests.factories.moments import NOW
from tests.foundation.deeds import Done, Listener, announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, what in before.items():
        signal.signal(number, what)


def test_with_nothing_to_do_the_worker_rests_a_moment() -> None:
    assert Worker({}, [])._round() == IDLE


def test_after_work_it_leaves_the_one_writer_of_sqlite_to_the_desks_for_as_long_as_it_took() -> None:
    listener = Listener()
    announce(("a", 1), at=NOW)
    rest = Worker({Done: [listener]}, [])._round()
    assert listener.heard == [("a", 1)]
    assert (0 < rest <= 0.5) if connection.vendor == "sqlite" else (0 <= rest <= IDLE)


def test_after_a_short_round_it_lets_more_gather(monkeypatch: pytest.MonkeyPatch) -> None:
    working = Worker({}, [])
    monkeypatch.setattr(working.outbox, "run_once", lambda **_: 1)
    monkeypatch.setattr("pustakota.foundation.worker.time.monotonic", iter([10.0, 10.02]).__next__)
    assert working._round() == pytest.approx(IDLE - 0.02)


def test_after_a_long_round_it_goes_on_at_once_where_writers_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    working = Worker({}, [])
    monkeypatch.setattr(working.outbox, "run_once", lambda **_: 1)
    monkeypatch.setattr("pustakota.foundation.worker.time.monotonic", iter([10.0, 10.3]).__next__)
    assert working._round() == pytest.approx(0.3 if connection.vendor == "sqlite" else 0.0)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_is_tried_again_in_five_seconds(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)

    def fail(**_: object) -> int:
        raise error("gone")

    asked: list[bool] = []
    monkeypatch.setattr(worker, "close_old_connections", lambda: asked.append(True))
    working = Worker({}, [])
    monkeypatch.setattr(working.outbox, "run_once", fail)
    assert working._round() == 5.0
    assert asked == [True]


def test_it_leaves_a_sign_of_life_every_fifteen_seconds_and_keeps_the_schedule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[datetime] = []

    def note(at: datetime) -> None:
        ran.append(at)

    line = schedule.Line("* * * * *", note)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    working = Worker({}, [line])
    for seconds, beats in ((0, 0), (10, 0), (15, 15), (70, 70)):
        monkeypatch.setattr(clock, "now", lambda seconds=seconds: NOW + timedelta(seconds=seconds))
        working._round()
        assert schedule.last_beat("worker") == NOW + timedelta(seconds=beats)
    assert len(ran) == 1


def test_a_signal_ends_the_worker_after_the_round_it_is_in(signals: None, monkeypatch: pytest.MonkeyPatch) -> None:
    working = Worker({}, [])
    rounds: list[int] = []

    def one_round() -> float:
        rounds.append(1)
        if len(rounds) == 2:
            signal.raise_signal(signal.SIGTERM)
        return 0.0

    monkeypatch.setattr(working, "_round", one_round)
    guard = threading.Timer(20, working.stop)
    guard.start()
    working.run()
    guard.cancel()
    assert len(rounds) == 2

"""Work done by several processes: in its order, seen from outside, and over when one of them is gone."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection

from pustakota.contexts.organisation.models import Library
from pustakota.foundation import several


def squared(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def names(_task: int) -> list[str]:
    return list(Library.objects.order_by("pk").values_list("name", flat=True))


def end_yourself(_task: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(autouse=True)
def _ended_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "_KEPT", 0.1)


def test_results_come_in_their_order_few_ahead_of_their_use_and_no_process_outlives_them() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    with closing(several.in_order(squared, tasks(), processes=1)) as results:
        found = [next(results) for _ in range(20)]
        (process,) = {process for _square, process in found}
        assert process != os.getpid()
    assert [square for square, _process in found] == [number * number for number in range(20)]
    assert len(taken) < 30
    until = time.monotonic() + 60
    while time.monotonic() < until and _runs(process):
        time.sleep(0.05)
    assert not _runs(process)


def test_the_processes_read_the_same_database(transactional_db: None) -> None:
    Library.objects.create(name="Perpustakaan di tiap proses")
    (found,) = several.in_order(names, [1], processes=1)
    assert "Perpustakaan di tiap proses" in found
    assert connection.is_usable()


def test_a_process_that_is_killed_ends_the_work_with_a_sentence() -> None:
    with pytest.raises(several.ProcessLostError):
        list(several.in_order(end_yourself, [1, 2], processes=1))


def test_work_that_follows_at_once_is_done_by_the_same_process_also_after_one_that_failed_or_was_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(several, "_KEPT", 60)
    try:
        with closing(several.in_order(squared, range(100), processes=1)) as results:
            _square, process = next(results)
        with pytest.raises(TypeError):
            list(several.in_order(squared, ["two"], processes=1))  # type: ignore[arg-type]
        assert list(several.in_order(squared, [3], processes=1)) == [(9, process)]
    finally:
        monkeypatch.setattr(several, "_KEPT", 0)
        list(several.in_order(squared, [4], processes=1))


def test_a_process_that_is_killed_while_it_waits_is_replaced_at_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "_KEPT", 60)
    ((_square, process),) = several.in_order(squared, [1], processes=1)
    os.kill(process, signal.SIGKILL)
    until = time.monotonic() + 60
    while time.monotonic() < until and _runs(process):
        time.sleep(0.05)
    monkeypatch.setattr(several, "_KEPT", 0)
    assert [square for square, _process in _in_the_end([2])] == [4]


def keep_a_helper() -> None:
    several._KEPT = 3600
    list(several.in_order(squared, [1], processes=1))


def test_a_process_that_keeps_helpers_ends_when_its_work_does_and_touches_none_of_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(several, "_KEPT", 60)
    ((_square, helper),) = several.in_order(squared, [1], processes=1)
    process = multiprocessing.get_context("fork").Process(target=keep_a_helper)
    process.start()
    process.join(60)
    try:
        assert process.exitcode == 0
        monkeypatch.setattr(several, "_KEPT", 0)
        assert list(several.in_order(squared, [2], processes=1)) == [(4, helper)]
    finally:
        process.kill()


def _in_the_end(numbers: list[int]) -> list[tuple[int, int]]:
    try:
        return list(several.in_order(squared, numbers, processes=1))
    except several.ProcessLostError:
        return list(several.in_order(squared, numbers, processes=1))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True

"""Work done by several processes: in its order, seen from outside, and over when one of them is gone."""

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


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True

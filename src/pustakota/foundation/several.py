"""Work that reads the database, done by several processes at once, where there are several cores.

The processes begin anew and inherit nothing: no connection, no lock on a file, no thread. They end with
the process that started them, however it ends.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

import django
from django.conf import ENVIRONMENT_VARIABLE
from django.db import connection

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
"""Results of each process that may wait to be taken: memory stays flat however slow the taker is."""
_SELDOM = 100_000
"""New objects between two looks for circles among them; the usual 700 double the time of work that makes many."""


class ProcessLostError(Exception):
    """One of the processes was ended from outside, as a system without memory does."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Task], Result], tasks: Iterable[Task], *, processes: int) -> Generator[Result, None, None]:
    """The result of each task, in the order of the tasks. ``work`` is a function of a module: it is sent by its name.

    Nothing uncommitted is seen by the processes. ``ProcessLostError`` where one of them is killed.
    """
    rest = iter(tasks)
    with _pool(processes) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            waiting += [pool.submit(work, task) for task in islice(rest, _AHEAD * processes)]
            while waiting:
                result = waiting.popleft().result()
                waiting += [pool.submit(work, task) for task in islice(rest, 1)]
                yield result
        except BrokenProcessPool as lost:
            raise ProcessLostError from lost
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    settings = os.environ[ENVIRONMENT_VARIABLE]
    given = (settings, connection.settings_dict["NAME"])
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=given)


def _begin(settings: str, database: Any) -> None:
    """Be one of several: Ctrl-C is the business of the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    os.environ[ENVIRONMENT_VARIABLE] = settings
    django.setup()
    gc.freeze()
    gc.set_threshold(_SELDOM)
    connection.settings_dict["NAME"] = database


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    assert first is not None
    first.join()
    os._exit(1)

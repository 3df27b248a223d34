"""Work that reads the database, done by several processes at once, where there are several cores.

The processes begin anew and inherit nothing: no connection, no lock on a file, no thread. They end soon after the
work, unless more follows at once, and always with the process that started them, however it ends.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.util import Finalize
from typing import Any, TypeVar

import django
from django.conf import ENVIRONMENT_VARIABLE
from django.db import connection

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 6
"""Results of each process that may wait to be taken: it works on while the taker writes, and memory stays flat."""
_KEPT = 10.0
"""Seconds in which idle processes may get more work: the start of each costs more than describing 5,000 records."""
_FIRST = 100
"""Rank among what is done when a process ends: before multiprocessing closes its queues."""
_SELDOM = 1_000_000
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

        def begun(task: Task) -> Future[Result]:
            return pool.submit(_done, work, task)

        waiting: deque[Future[Result]] = deque()
        try:
            waiting += [begun(task) for task in islice(rest, _AHEAD * processes)]
            while waiting:
                result = waiting.popleft().result()
                waiting += [begun(task) for task in islice(rest, 1)]
                yield result
        except BrokenProcessPool as lost:
            raise ProcessLostError from lost
        finally:
            for unwanted in waiting:
                unwanted.cancel()


_Given = tuple[int, int, str, Any]
"""What makes one pool as good as another: whose it is, how many processes, of which settings, on which database."""
_idle: dict[_Given, tuple[ProcessPoolExecutor, threading.Timer]] = {}
_idle_changes = threading.Lock()
_ending: set[int] = set()
"""Processes that end what is idle when they end: this one, and perhaps one that this was forked from, whose pools no
fork can use."""


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """One that waits for work, or a new one; it is kept for a moment, unless one of its processes was lost."""
    given = (os.getpid(), processes, os.environ[ENVIRONMENT_VARIABLE], connection.settings_dict["NAME"])
    pool = _taken_up(given) or _new(given)
    is_whole = True
    try:
        yield pool
    except ProcessLostError:
        is_whole = False
        raise
    finally:
        if is_whole:
            _keep(given, pool)
        else:
            pool.shutdown(wait=False)


def _new(given: _Given) -> ProcessPoolExecutor:
    _own, processes, *surroundings = given
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, context, initializer=_begin, initargs=tuple(surroundings))


def _keep(given: _Given, pool: ProcessPoolExecutor) -> None:
    end = threading.Timer(_KEPT, _end, [given, pool])
    end.daemon = True
    with _idle_changes:
        before = _idle.pop(given, None)
        _idle[given] = (pool, end)
    if os.getpid() not in _ending:
        _ending.add(os.getpid())
        Finalize(None, _end_all, exitpriority=_FIRST)
    end.start()
    if before:
        before[0].shutdown(wait=False)


def _taken_up(given: _Given) -> ProcessPoolExecutor | None:
    with _idle_changes:
        waiting = _idle.pop(given, None)
    if waiting is None:
        return None
    pool, end = waiting
    end.cancel()
    return pool


def _end(given: _Given, pool: ProcessPoolExecutor) -> None:
    with _idle_changes:
        if given not in _idle or _idle[given][0] is not pool:
            return
        del _idle[given]
    pool.shutdown(wait=False)


def _end_all() -> None:
    """When this process ends: before the queues are closed through which its helpers hear that there is no more."""
    for given in list(_idle):
        if given[0] == os.getpid() and (pool := _taken_up(given)):
            pool.shutdown()


def _done(work: Callable[[Task], Result], task: Task) -> Result:
    """One task; between two of them no process holds on to the database."""
    try:
        return work(task)
    finally:
        connection.close()


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

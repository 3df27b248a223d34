"""The worker's loop: deliver, keep the schedule, leave a sign of life, and leave room for the desks."""

import gc
import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from pustakota.foundation import clock, delivery, schedule
from pustakota.foundation.outbox import Subscriptions

log = logging.getLogger(__name__)

IDLE = 0.2
"""Seconds between rounds. A round costs much the same for one change as for fifty: while desks are busy, rounds without
rest cost as much as the desks themselves."""
BEAT = timedelta(seconds=15)
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


class Worker:
    """One process that does what nobody waits for. ``stop()`` ends it after the round it is in.

    ``is_alone`` is asked with each beat: where another worker has taken over, this one ends (``is_displaced``).
    """

    def __init__(
        self,
        subscriptions: Subscriptions,
        lines: Sequence[schedule.Line],
        *,
        is_alone: Callable[[], bool] = lambda: True,
    ) -> None:
        self.outbox = delivery.Outbox(subscriptions)
        self.lines = lines
        self.is_alone, self.is_displaced = is_alone, False
        self.stopping = threading.Event()
        self.next_beat = clock.now()

    def stop(self, *_signal: object) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop by SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        _collect_rarely()
        log.info("worker started")
        while not self.stopping.is_set():
            self.stopping.wait(self._round())
        log.info("worker stopped")

    def _round(self) -> float:
        """One round; the seconds to rest before the next."""
        began = time.monotonic()
        try:
            done = self.outbox.run_once(at=clock.now())
            self._keep_time()
        except (OperationalError, InterfaceError) as problem:
            log.error("the database did not answer; trying again in five seconds: %s", problem)  # noqa: TRY400 -- not our fault
            close_old_connections()
            return 5.0
        if not done:
            return IDLE
        took = time.monotonic() - began
        # One writer must never starve another: on SQLite rest at least as long as the round took.
        return max(IDLE - took, min(took, 0.5) if connection.vendor == "sqlite" else 0.0)

    def _keep_time(self) -> None:
        at = clock.now()
        if at < self.next_beat:
            return
        if not self.is_alone():
            log.error("another worker has taken over; this one ends")
            self.is_displaced = True
            self.stop()
            return
        self.next_beat = at + BEAT
        schedule.beat("worker", at=at)
        schedule.run_due(self.lines, at=at)


def _collect_rarely() -> None:
    """What stands at the start stays: looking through it for garbage again and again takes a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)

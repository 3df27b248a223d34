"""How much machines may ask of one web process, so that people are answered meanwhile."""

import time
from collections import deque
from threading import Lock

WINDOW = 60.0
"""Seconds over which questions are counted."""


class Pace:
    """So many questions a minute from one address, and so many from all together, in each web process."""

    def __init__(self, *, from_one: int, from_all: int) -> None:
        self._from_one, self._from_all = from_one, from_all
        self._asked: deque[tuple[float, str]] = deque()
        self._counts: dict[str, int] = {}
        self._threads = Lock()

    def seconds_to_wait(self, address: str, now: float | None = None) -> int:
        """0, and the question is counted; or in how many seconds there is room for it."""
        now = time.monotonic() if now is None else now
        with self._threads:
            self._forget_before(now - WINDOW)
            if self._counts.get(address, 0) >= self._from_one or len(self._asked) >= self._from_all:
                return max(1, round(self._asked[0][0] + WINDOW - now))
            self._asked.append((now, address))
            self._counts[address] = self._counts.get(address, 0) + 1
            return 0

    def _forget_before(self, moment: float) -> None:
        while self._asked and self._asked[0][0] <= moment:
            _moment, address = self._asked.popleft()
            self._counts[address] -= 1
            if not self._counts[address]:
                del self._counts[address]

"""The database wrapper that settings name as ``ENGINE``."""

import fcntl
import os
import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

STEP = 0.001
"""Seconds between two tries. SQLite itself waits longer after each miss, up to a tenth of a second, so that whoever
came last is served before whoever waits longest: of eight desks some waited for seconds, one until its time was up."""


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite whose writers take a turn before they begin, by a lock on a file beside the database.

    The lock only orders those who wait; the database keeps its own. A process that dies gives its turn back.
    """

    _turn: int | None = None
    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turn is not None:
                os.close(self._turn)
            self._turn, self._has_turn = None, False

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self._turn is None:
            self._turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        patience: Any = self.settings_dict["OPTIONS"].get("timeout", 5.0)
        until = time.monotonic() + patience
        while not self._got_turn(self._turn):
            if time.monotonic() > until:
                raise OperationalError("database is locked")
            time.sleep(STEP)
        self._has_turn = True

    @staticmethod
    def _got_turn(turn: int) -> bool:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_turn(self) -> None:
        if self._has_turn and self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
        self._has_turn = False

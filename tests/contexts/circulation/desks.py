"""Desks that work at the same time: threads with connections of their own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

from pustakota.foundation.errors import Refusal

T = TypeVar("T")


def at_once(*deeds: Callable[[], T]) -> list[T | Refusal]:
    """What each deed answered, or how it was refused, when all began in the same moment."""
    barrier = threading.Barrier(len(deeds))

    def act(deed: Callable[[], T]) -> T | Refusal:
        try:
            connections["default"].ensure_connection()
            barrier.wait(20)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(act, deeds))


def in_turn(shifts: Sequence[Sequence[Callable[[], object]]]) -> list[Refusal]:
    """Each shift does its deeds one after the other, all shifts at once; the refusals that were given."""
    refused: list[Refusal] = []

    def work(shift: Sequence[Callable[[], object]]) -> None:
        for deed in shift:
            try:
                deed()
            except Refusal as refusal:
                refused.append(refusal)

    at_once(*(lambda shift=shift: work(shift) for shift in shifts))
    return refused

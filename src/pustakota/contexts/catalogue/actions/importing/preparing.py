"""The process that reads and projects a file, as seen from the one that stores it."""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from django.utils.translation import gettext

from pustakota.contexts.catalogue.errors import ImportRefused
from pustakota.contexts.catalogue.rules import intake
from pustakota.foundation.reasons import Reason

_YIELDING = 10
"""How much nicer a reader is than what stores and indexes its records, and than a desk: it would only run ahead."""


@contextmanager
def prepared_batches(path: Path, *, after: int, size: int) -> Iterator[Iterator[intake.Batch]]:
    """Batches of the file from behind its first ``after`` records; they wait nowhere but in the pipe.

    A pipe, since it ends both ways: a reader that dies is noticed here, and a killed importer leaves no reader behind.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=intake.pour, args=(path, after, size, sending), daemon=True)
    process.start()
    assert process.pid is not None
    os.setpriority(os.PRIO_PROCESS, process.pid, _YIELDING)
    sending.close()
    try:
        yield _received(receiving, path)
    finally:
        receiving.close()
        process.join(timeout=5)
        if process.is_alive():
            process.terminate()


def _received(receiving: Connection, path: Path) -> Iterator[intake.Batch]:
    while True:
        try:
            message = receiving.recv()
        except EOFError:
            reason = "its reader ended unexpectedly"
            raise ImportRefused(Reason("file_unreadable", {"path": str(path), "reason": reason})) from None
        if message is None:
            return
        if isinstance(message, intake.Failure):
            facts = {name: gettext(value) if name == "seen" else value for name, value in message.facts.items()}
            raise ImportRefused(Reason(message.code, facts, overridable=False))
        yield message

"""Harvesting in a process of its own: other libraries' servers may take their time, and the worker has none to give."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime

from pustakota.config.alone import NotAloneError, alone
from pustakota.contexts.network import actions, queries
from pustakota.contexts.network.actions import Progress
from pustakota.contexts.network.models import HarvestRun, Source
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.fetching import Fetcher

_started: list[subprocess.Popen[bytes]] = []
_LOOK_AGAIN = 1.0


def start_due(at: datetime) -> bool:
    """Start a process that harvests every source that is due, unless one still does; whether one was started."""
    _started[:] = [each for each in _started if each.poll() is None]
    if _started or not queries.due_sources(at):
        return False
    _started.append(subprocess.Popen([sys.executable, "-m", "pustakota", "harvest", "--due"]))
    return True


def end_with_parent() -> None:
    """End when whoever started this process is gone; what was harvested is kept, and the next process goes on."""
    parent = os.getppid()

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_AGAIN)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def harvest(source: Source, *, tell: Callable[[Progress], None], seconds: float | None, whole: bool) -> HarvestRun:
    """Harvest a source as the only process that does; ``NotAloneError``, ``HarvestRefused``."""
    with alone(f"harvest-{source.pk}"):
        return actions.harvest(
            source=source,
            by=SYSTEM,
            fetch=Fetcher.by_settings(),
            clock=clock.now,
            tell=tell,
            seconds=seconds,
            whole=whole,
        )


__all__ = ["NotAloneError", "end_with_parent", "harvest", "start_due"]

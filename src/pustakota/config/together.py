"""Web and worker kept together in one process group: a small process without Django, which ends both."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

PARTS = ("serve", "worker")
GRACE = 15.0
"""Seconds in which both must end before they are killed."""
LOOK_AGAIN = 0.3


def become_keeper() -> None:
    """Become the process that keeps web and worker; it never returns."""
    surroundings = os.environ | {"PUSTAKOTA_DEMO": "true", "PUSTAKOTA_HOST": "127.0.0.1"}
    os.execve(sys.executable, [sys.executable, "-m", "pustakota.config.together"], surroundings)  # noqa: S606 -- no shell wanted


class Keeper:
    """Starts both parts, and ends both when told to or when one of them ends."""

    def __init__(self) -> None:
        self.told = False
        self.children: list[subprocess.Popen[bytes]] = []

    def tell(self, _number: int, _frame: FrameType | None) -> None:
        self.told = True

    def keep(self) -> int:
        """The exit code: 0 when it was told to end."""
        signal.signal(signal.SIGTERM, self.tell)
        signal.signal(signal.SIGINT, self.tell)
        self.children = [subprocess.Popen([sys.executable, "-m", "pustakota", part]) for part in PARTS]
        while not self.told and all(child.poll() is None for child in self.children):
            time.sleep(LOOK_AGAIN)
        self.end()
        return 0 if self.told else 1

    def end(self) -> None:
        until = time.monotonic() + GRACE
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(timeout=max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


if __name__ == "__main__":
    sys.exit(Keeper().keep())

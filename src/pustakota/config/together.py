"""Web and worker kept together in one process group: a small process without Django, which ends both."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

PARTS = ("serve", "worker")
HOST = "127.0.0.1"
GRACE = 15.0
"""Seconds in which both must end before they are killed."""
LOOK_AGAIN = 0.2


def become_keeper(port: int, words: str) -> None:
    """Become the process that keeps web and worker, and says the words once pages are served; it never returns."""
    surroundings = os.environ | {"PUSTAKOTA_DEMO": "true", "PUSTAKOTA_HOST": HOST}
    arguments = [sys.executable, "-m", "pustakota.config.together", str(port), words]
    os.execve(sys.executable, arguments, surroundings)  # noqa: S606 -- no shell wanted


class Keeper:
    """Starts both parts, and ends both when told to or when one of them ends."""

    def __init__(self, port: int, words: str) -> None:
        self.port, self.words = port, words
        self.told = False
        self.children: list[subprocess.Popen[bytes]] = []

    def tell(self, _number: int, _frame: FrameType | None) -> None:
        self.told = True

    def keep(self) -> int:
        """The exit code: 0 when it was told to end."""
        signal.signal(signal.SIGTERM, self.tell)
        signal.signal(signal.SIGINT, self.tell)
        self.children = [
            subprocess.Popen([sys.executable, "-m", "pustakota", part])  # noqa: S603 -- our own commands
            for part in PARTS
        ]
        while not self.told and all(child.poll() is None for child in self.children):
            if self.words and self.answers():
                print(self.words, flush=True)  # noqa: T201 -- what the visitor waits for
                self.words = ""
            time.sleep(LOOK_AGAIN)
        self.end()
        return 0 if self.told else 1

    def answers(self) -> bool:
        """True when the web process takes connections."""
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True

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
    sys.exit(Keeper(int(sys.argv[1]), sys.argv[2]).keep())

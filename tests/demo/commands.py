"""Running the product's commands as an operator does: in a process of their own, on a data folder of their own."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEVER_INHERITED = ("PUSTAKOTA_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PUSTAKOTA_DEMO", "PUSTAKOTA_HOST")


def surroundings(data: Path, **settings: object) -> dict[str, str]:
    """The environment of a command: SQLite in the given folder unless the settings say otherwise."""
    inherited = {name: value for name, value in os.environ.items() if name not in NEVER_INHERITED}
    given = {f"PUSTAKOTA_{name.upper()}": str(value) for name, value in settings.items()}
    return {**inherited, "PYTHONPATH": str(ROOT / "src"), "PUSTAKOTA_DATA": str(data), **given}


def start(*words: str, data: Path, **settings: object) -> "subprocess.Popen[str]":
    """A command that goes on running; whoever starts it ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "pustakota", *words],
        cwd=ROOT,
        env=surroundings(data, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def end(process: "subprocess.Popen[str]") -> None:
    """End a command and whatever it started, at once; what they hold open would be waited for otherwise."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def run(*words: str, data: Path, timeout: float = 120, **settings: object) -> "subprocess.CompletedProcess[str]":
    """A command and what it said."""
    return subprocess.run(
        [sys.executable, "-m", "pustakota", *words],
        cwd=ROOT,
        env=surroundings(data, **settings),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def free_port() -> int:
    """A port of this machine that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port

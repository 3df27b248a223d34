"""What an operator can mend is said in a sentence, with a non-zero exit and without a traceback."""

import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.demo.commands import end, free_port, run, start

STARTS_WITHIN = 240.0


def says_no(done: "subprocess.CompletedProcess[str]", word: str) -> None:
    assert done.returncode not in (0, None)
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with empty tables."""
    data = tmp_path_factory.mktemp("commands") / "data"
    assert run("rebuild", data=data).returncode == 0
    return data


@contextmanager
def running(*words: str, data: Path, **settings: object) -> "Iterator[subprocess.Popen[str]]":
    process = start(*words, data=data, **settings)
    try:
        yield process
    finally:
        end(process)


def until_it_says(process: "subprocess.Popen[str]", word: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return
    pytest.fail(f"it ended without saying {word!r}")


def until_it_serves(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("it did not serve in time")


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_database_server_that_is_not_there_is_named(command: str, tmp_path: Path) -> None:
    address = f"postgresql://somebody:secret@127.0.0.1:{free_port()}/city"
    done = run(command, data=tmp_path, database_url=address, port=free_port())
    says_no(done, "PUSTAKOTA_DATABASE_URL")
    assert "secret" not in done.stderr


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("not a folder")
    says_no(run("serve", data=place), str(place))


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    says_no(run("serve", data=tmp_path, port="eight"), "PUSTAKOTA_PORT")


def test_a_port_in_use_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        says_no(run("serve", data=folder, port=port), str(port))


def test_a_demonstration_is_not_served_to_the_world(folder: Path) -> None:
    says_no(run("serve", data=folder, demo="true", host="0.0.0.0", port=free_port()), "PUSTAKOTA_HOST")


def test_a_library_of_its_own_is_not_turned_into_a_demo(tmp_path: Path) -> None:
    founding = (
        "from pustakota.contexts.organisation import actions; from pustakota.foundation.actors import SYSTEM; "
        "actions.add_library(name='Perpustakaan Kita', short_name='Kita', by=SYSTEM)"
    )
    assert run("rebuild", data=tmp_path).returncode == 0
    assert run("shell", "--command", founding, data=tmp_path).returncode == 0
    says_no(run("demo", "--make-only", data=tmp_path), "PUSTAKOTA_DATA")


@pytest.mark.slow
def test_one_worker_is_enough_and_it_ends_when_told(folder: Path) -> None:
    with running("worker", data=folder) as first:
        until_it_says(first, "worker started")
        says_no(run("worker", data=folder), "CommandError")
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=20) == 0


@pytest.mark.slow
def test_the_web_process_makes_its_folder_serves_and_ends_when_told(tmp_path: Path) -> None:
    port = free_port()
    with running("serve", data=tmp_path / "new", port=port) as web:
        until_it_serves(port)
        web.send_signal(signal.SIGTERM)
        assert web.wait(timeout=20) == 0

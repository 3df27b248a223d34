"""An installation of the product in a folder of its own, on the kind of database that the tests run on."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.demo.commands import ROOT, free_port, run, surroundings
from tests.migrated import copy_to, other_database, template_beside

WITHIN = 120.0
PATIENCE = 600.0
"""Seconds for one command: making all tables takes minutes on a machine that is busy with other tests."""


@dataclass
class Installation:
    """A data folder, its database, and what runs on it; the folders of backups and of the log lie beside."""

    data: Path
    url: str
    port: int = field(default_factory=free_port)
    running: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def backups(self) -> Path:
        return self.data.with_name("data-backups")

    @property
    def settings(self) -> dict[str, object]:
        own_keys = {"secret_key": "", "port": self.port}
        return own_keys | {"database_url": self.url} if self.url else own_keys

    @property
    def archives(self) -> list[Path]:
        return sorted(self.backups.glob("pustakota-*.zip"))

    def migrate(self) -> None:
        """The tables as the migrations leave them, without a row of a library."""
        self.data.mkdir()
        if self.url:
            make_anew(self.url, like=template_beside(self.url))
        else:
            copy_to(self.data / "pustakota.sqlite3")

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return run(*words, data=self.data, timeout=PATIENCE, **self.settings)

    def done(self, *words: str) -> str:
        """What a command that succeeds says."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, what: str) -> Any:
        """What a function of ``town`` prints, in a process of its own."""
        said = self.done("shell", "--verbosity", "0", "--command", f"from tests.operations import town; town.{what}()")
        return json.loads(said) if said.strip() else None

    def lay(self, release: Path) -> None:
        """Become what an earlier version of ours left: its tables, with its rows."""
        called = f"from tests.operations import earlier; earlier.lay({str(release)!r}, {str(self.data)!r})"
        self.done("shell", "--verbosity", "0", "--no-imports", "--command", called)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        with (self.data.with_name("log") / f"{words[0]}.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "pustakota", *words],
                cwd=ROOT,
                env=surroundings(self.data, **self.settings),
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def serve(self) -> None:
        """Web and worker, until the first answers."""
        self.start("serve")
        self.start("worker")
        until = time.monotonic() + WITHIN
        while not self.answers():
            assert time.monotonic() < until, "it did not serve in time"
            time.sleep(0.2)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=30) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """End everything at once, as a power cut does."""
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()
        self.running.clear()

    def lose(self) -> None:
        """The data folder and the database are gone; the backups and the log of loans are elsewhere."""
        shutil.rmtree(self.data)
        if self.url:
            make_anew(self.url)


def make_anew(url: str, *, like: str = "template1") -> None:
    """An empty database of this address, or one like another."""
    with psycopg.connect(other_database(url, "postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name_in(url)}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name_in(url)}" TEMPLATE "{like}"')


def name_in(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


@contextmanager
def an_installation(folder: Path, name: str) -> Iterator[Installation]:
    """One that is removed with its database and whatever runs on it."""
    url = ""
    if connection.vendor == "postgresql":  # the tests' own database names the server
        url = other_database(os.environ["PUSTAKOTA_DATABASE_URL"], f"{name}_{os.getpid()}")
        make_anew(url)
    (folder / "log").mkdir(parents=True)
    made = Installation(folder / "data", url)
    try:
        yield made
    finally:
        made.kill()
        if url:
            with psycopg.connect(other_database(url, "postgres"), autocommit=True) as server:
                server.execute(f'DROP DATABASE "{name_in(url)}" WITH (FORCE)')


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The town as it was built, to be copied: making the tables is what takes long."""
    with an_installation(tmp_path_factory.mktemp("town") / "town", "pustakota_town") as made:
        made.migrate()
        made.ask("build")
        yield made


@pytest.fixture
def installation(town: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A library of its own: the town."""
    with an_installation(tmp_path / "one", "pustakota_one") as made:
        shutil.copytree(town.data, made.data)
        if made.url:
            make_anew(made.url, like=name_in(town.url))
        yield made


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Installation]:
    """An empty one."""
    with an_installation(tmp_path / "another", "pustakota_another") as made:
        yield made


@dataclass
class Api:
    """Somebody at the desk who speaks to the API."""

    address: str
    token: str = ""

    def post(self, path: str, **given: object) -> tuple[int, Any]:
        """Status and answer; (0, None) where no answer came."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(f"{self.address}/api/v1{path}", json.dumps(given).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, None
        except (OSError, http.client.HTTPException):  # the server was killed, perhaps in the middle of its answer
            return 0, None

"""Three libraries serve, a fourth harvests them over HTTP while one edits, and is killed in the middle."""

import json
import sqlite3
import subprocess
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.demo.commands import end, free_port, start
from tests.migrated import copy_to
from tests.operations.conftest import Installation, an_installation
from tests.operations.neighbours import SHARED, TITLES

WITHIN = 600.0


@dataclass
class Library:
    """One that serves its catalogue; its database is a file that can be looked into."""

    letter: str
    data: Path
    port: int

    @property
    def settings(self) -> dict[str, object]:
        namespace = f"{self.letter.lower()}.example.org"
        return {"port": self.port, "oai_namespace": namespace, "web_processes": 1, "log_level": "ERROR"}

    def begin(self, what: str) -> "subprocess.Popen[str]":
        called = f"from tests.operations import neighbours; neighbours.{what}()"
        return start("shell", "--verbosity", "0", "--command", called, data=self.data, **self.settings)

    def truth(self) -> dict[str, str]:
        """Identifier and title of everything that the public may see."""
        with closing(sqlite3.connect(self.data / "pustakota.sqlite3")) as rows:
            found = rows.execute("SELECT id, title FROM catalogue_record WHERE NOT is_suppressed").fetchall()
        return {f"oai:{self.letter.lower()}.example.org:{key}": title for key, title in found}


def finished(process: "subprocess.Popen[str]") -> None:
    said, _nothing = process.communicate(timeout=WITHIN)
    assert process.returncode == 0, said


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Library]]:
    made = []
    for letter in "ABC":
        (tmp_path / letter / "data").mkdir(parents=True)
        made.append(Library(letter, tmp_path / letter / "data", free_port()))
        copy_to(made[-1].data / "pustakota.sqlite3")
    filling = []
    for library in made:
        monkeypatch.setenv("LETTER", library.letter)
        filling.append(library.begin("fill"))
    for process in filling:
        finished(process)
    serving = [start("serve", data=library.data, **library.settings) for library in made]
    try:
        until = time.monotonic() + WITHIN
        while not all(answers(library.port) for library in made):
            assert time.monotonic() < until, "they did not serve in time"
            time.sleep(0.2)
        yield made
    finally:
        for process in serving:
            end(process)


@pytest.fixture
def union(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    monkeypatch.setenv("PUSTAKOTA_PARTNER_NETWORKS", "127.0.0.0/8")
    with an_installation(tmp_path / "induk", "pustakota_induk") as made:
        made.migrate()
        yield made


def rows(union: Installation, sql: str) -> list[tuple[object, ...]]:
    if union.url:
        with psycopg.connect(union.url) as server:
            return server.execute(sql.encode()).fetchall()
    with closing(sqlite3.connect(union.data / "pustakota.sqlite3", timeout=30)) as file:
        return file.execute(sql).fetchall()


def harvested(union: Installation, library: Library) -> dict[str, str]:
    found = rows(
        union,
        "SELECT e.identifier, e.title FROM network_entry e JOIN network_source s ON s.id = e.source_id"
        f" WHERE s.name = 'Perpustakaan {library.letter}' AND NOT e.is_deleted",
    )
    assert len(found) == len({each[0] for each in found})
    return {str(identifier): str(title) for identifier, title in found}


def together(union: Installation) -> Counter[int]:
    """How many groups have so many entries."""
    sql = "SELECT count(*) FROM network_entry WHERE source_id IS NOT NULL AND NOT is_deleted GROUP BY group_id"
    return Counter(int(str(count)) for (count,) in rows(union, sql))


def kill_in_the_middle(union: Installation) -> int:
    """Begin a harvest and end it by force; how many records it had brought."""
    process = union.start("harvest", "Perpustakaan A")
    until = time.monotonic() + WITHIN
    while not (seen := [each[0] for each in rows(union, "SELECT seen FROM network_harvestrun")]) or not seen[0]:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    union.kill()
    return int(str(rows(union, "SELECT seen FROM network_harvestrun")[0][0]))


@pytest.mark.slow
def test_three_libraries_are_harvested_exactly_while_one_edits_and_the_harvester_is_killed(
    libraries: list[Library], union: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTS", json.dumps({library.letter: library.port for library in libraries}))
    called = "from tests.operations import neighbours; neighbours.{}()"
    union.done("shell", "--verbosity", "0", "--command", called.format("know"))
    assert 0 < kill_in_the_middle(union) < TITLES

    monkeypatch.setenv("LETTER", "C")
    editing = libraries[2].begin("edit")
    union.done("harvest")
    finished(editing)
    (first,) = rows(union, "SELECT state, added FROM network_harvestrun r JOIN network_source s ON s.id = r.source_id"
                           " WHERE s.name = 'Perpustakaan A'")  # fmt: skip
    assert first == ("done", TITLES)

    monkeypatch.setenv("TURN", "1")  # what the union has by now is edited and hidden too
    finished(libraries[2].begin("edit"))
    union.done("harvest")
    for library in libraries:
        assert harvested(union, library) == library.truth()
    assert any("disunting" in title for title in harvested(union, libraries[2]).values())
    assert len(rows(union, "SELECT 1 FROM network_entry WHERE is_deleted")) > 0
    others = sum(len(library.truth()) - SHARED for library in libraries)
    assert together(union) == {3: SHARED, 1: others}

    union.done("shell", "--verbosity", "0", "--command", called.format("part"))
    union.done("harvest", "--whole", "Perpustakaan C")
    assert together(union) == {3: SHARED - 1, 2: 1, 1: others + 1}
    said = union.done("shell", "--verbosity", "0", "--command", called.format("join"))
    assert json.loads(said) == [f"Perpustakaan {library.letter}" for library in libraries]
    assert together(union) == {3: SHARED, 1: others}

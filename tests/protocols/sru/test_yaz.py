"""YAZ, which most libraries' programs are made with, as a client over the network."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from tests.protocols.sru.shelf import fill


def program(name: str) -> str:
    if not (found := shutil.which(name)):
        pytest.skip(f"{name} is not installed (make setup-machine)")
    return found


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer, settings: LazySettings, tmp_path: Path) -> str:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    fill()
    return f"{live_server.url}/sru"


def by_yaz_client(address: str, version: str, *commands: str) -> str:
    script = [f"sru get {version}", f"open {address}", "querytype cql", *commands, "quit"]
    done = subprocess.run(
        [program("yaz-client")], input="\n".join(script) + "\n", capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout


@pytest.mark.parametrize("version", ["1.1", "1.2", "2.0"])
def test_yaz_client_finds_pages_sorts_and_is_refused(address: str, version: str) -> None:
    said = by_yaz_client(
        address, version, "find dc.title=bumi", "show 1", "find cql.allRecords=1 sortBy dc.date/sort.descending",
        "show 1", "show 4", "find dc.nothing=1", "find a b",
    )  # fmt: skip
    assert "Number of hits: 2" in said
    assert "Number of hits: 4" in said
    newest, oldest = said.index("Laskar pelangi"), said.rindex("Bumi manusia")
    assert newest < oldest
    assert "info:srw/diagnostic/1/16" in said or "Unsupported index" in said
    assert "info:srw/diagnostic/1/10" in said or "Query syntax error" in said


def test_yaz_client_reads_the_explanation(address: str) -> None:
    said = by_yaz_client(address, "1.1", "explain")
    assert "serverInfo" in said
    assert "serverChoice" in said


@pytest.mark.parametrize("version", ["1.1", "1.2", "2.0"])
def test_yaz_client_scans_a_list_around_a_term(address: str, version: str) -> None:
    said = by_yaz_client(address, version, "scan dc.title=manusia", "scansize 2", "scanpos 2", "scan dc.date=1996")
    assert said.index("Manusia dan bumi") < said.index("This earth of mankind")
    assert said.index("1990") < said.index("1996")


def test_zoomsh_searches_and_shows_marcxml(address: str) -> None:
    commands = ["set sru get", "set preferredRecordSyntax xml", f"connect {address}", "search cql:pelangi", "show 0 1"]
    done = subprocess.run(
        [program("zoomsh"), *commands, "quit"], capture_output=True, text=True, timeout=60, check=False
    )
    assert "1 hits" in done.stdout
    assert "Laskar pelangi" in done.stdout

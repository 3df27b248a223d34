"""What was answered survives the loss of the database: it is in the restored tables, or on the list to enter again."""

import json
import random
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.factories.people import PASSWORD
from tests.operations.conftest import Api, Installation
from tests.operations.town import ITEMS, MEMBERS

pytestmark = pytest.mark.slow


class Desk(threading.Thread):
    """Lends and returns at random until told to stop, and remembers every answer."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(daemon=True)
        self.api = Api(address, token)
        self.stopping = threading.Event()
        self.lent: dict[int, tuple[str, str]] = {}
        self.returned: list[str] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            barcode, card = f"B{random.randrange(ITEMS):04d}", f"A{random.randrange(MEMBERS):04d}"
            if random.random() < 0.6:
                status, answer = self.api.post("/loans", card_number=card, barcode=barcode)
                if status == 201:  # an answer asked for twice is the same loan
                    self.lent[answer["id"]] = (barcode, card)
            else:
                status, answer = self.api.post("/returns", barcode=barcode)
                self.returned += [barcode] if status == 200 and answer["loan_id"] else []
            time.sleep(0.02)


def open_desks(installation: Installation, number: int = 3) -> list[Desk]:
    address = f"http://127.0.0.1:{installation.port}"
    status, answer = Api(address).post("/tokens", username="meja", password=PASSWORD)
    assert status in {200, 201}
    desks = [Desk(address, answer["token"]) for _ in range(number)]
    for desk in desks:
        desk.start()
    return desks


def wait_for_loans(desks: list[Desk], number: int) -> None:
    """Until so many more were acknowledged."""
    before, until = sum(len(desk.lent) for desk in desks), time.monotonic() + 120
    while sum(len(desk.lent) for desk in desks) < before + number:
        assert time.monotonic() < until, "the desks stand still"
        time.sleep(0.1)


def close(desks: list[Desk]) -> None:
    for desk in desks:
        desk.stopping.set()
    for desk in desks:
        desk.join(timeout=60)


def pairs(rows: list[list[str]]) -> Counter[tuple[str, str]]:
    return Counter((barcode, card) for barcode, card in rows)


def test_every_acknowledged_loan_is_there_or_listed_after_backup_under_load_loss_and_restore(
    installation: Installation,
) -> None:
    installation.serve()
    desks = open_desks(installation)
    wait_for_loans(desks, 20)
    installation.done("backup")
    wait_for_loans(desks, 20)
    installation.kill()
    close(desks)
    installation.lose()
    said = installation.done("restore", str(installation.archives[0]))
    found = installation.ask("tell")

    loans = {number: pair for desk in desks for number, pair in desk.lent.items()}
    lent = Counter(loans.values())
    returned = Counter(barcode for desk in desks for barcode in desk.returned)
    assert found["lost_lent"], "the desks went on after the backup"
    assert lent - (pairs(found["lent"]) + pairs(found["lost_lent"])) == Counter()
    assert returned - (Counter(found["returned"]) + Counter(found["lost_returned"])) == Counter()
    assert f"{len(found['lost_lent']) + len(found['lost_returned'])} " in said


def test_a_restored_installation_holds_the_same_rows_and_files(
    installation: Installation, another: Installation
) -> None:
    upload = installation.data / "private" / "consents" / "surat.pdf"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"%PDF only in a test")
    installation.done("backup")
    sums = installation.ask("sums")
    assert len(sums) > 40
    said = another.done("restore", str(installation.archives[0]))
    assert "Perpustakaan Umum Kota" in said
    assert another.ask("sums") == sums
    assert (another.data / "private" / "consents" / "surat.pdf").read_bytes() == upload.read_bytes()
    assert (another.data / "secret_key").read_text() == (installation.data / "secret_key").read_text()
    assert (another.data / "secret_key").stat().st_mode & 0o077 == 0
    assert not list(another.data.glob("replaced-*"))
    assert another.done("rebuild").startswith("3 "), "two titles and the place"
    # and what was restored can be backed up and restored again, in the place of what is there
    another.done("backup")
    assert another.run("restore", str(another.archives[0])).returncode == 1
    another.done("restore", "--replace", str(another.archives[0]))
    assert another.ask("sums") == sums


def test_where_data_lie_nothing_is_restored_and_the_words_say_what_lies_there(installation: Installation) -> None:
    installation.done("backup")
    sums = installation.ask("sums")
    no = installation.run("restore", str(installation.archives[0]))
    assert no.returncode == 1
    assert "Perpustakaan Umum Kota" in no.stderr
    assert "--replace" in no.stderr
    assert installation.ask("sums") == sums


def test_nothing_is_restored_under_a_running_web_process(installation: Installation) -> None:
    installation.done("backup")
    installation.serve()
    no = installation.run("restore", "--replace", str(installation.archives[0]))
    assert no.returncode == 1
    assert "systemctl stop" in no.stderr
    assert installation.answers()


def test_a_damaged_archive_is_named_and_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    installation.done("backup", "--to", str(tmp_path / "elsewhere"))
    (whole,) = (tmp_path / "elsewhere").glob("*.zip")
    assert whole.stat().st_mode & 0o077 == 0
    assert installation.archives == []
    sums = installation.ask("sums")
    for damaged, named in ((cut(whole, tmp_path / "cut.zip"), "cut.zip"), (forged(whole, tmp_path), "data/secret_key")):
        no = installation.run("restore", "--replace", str(damaged))
        assert no.returncode == 1
        assert named in no.stderr
        assert "Traceback" not in no.stderr
    assert installation.ask("sums") == sums


def cut(whole: Path, to: Path) -> Path:
    to.write_bytes(whole.read_bytes()[:-2000])
    return to


def forged(whole: Path, folder: Path) -> Path:
    """One whose key is not the one that the manifest has the sum of."""
    to = folder / "forged.zip"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"forged" if name == "data/secret_key" else source.read(name))
    return to


def test_a_backup_of_a_newer_version_is_not_restored(installation: Installation, tmp_path: Path) -> None:
    installation.done("backup")
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(installation.archives[0]) as source, zipfile.ZipFile(newer, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(text)
                manifest["migrations"]["people"].append("9999_from_the_future")
                text = json.dumps(manifest).encode()
            target.writestr(name, text)
    no = installation.run("restore", "--replace", str(newer))
    assert no.returncode == 1
    assert "people.9999_from_the_future" in no.stderr


def test_only_the_newest_backups_are_kept(installation: Installation) -> None:
    installation.backups.mkdir()
    for day in range(1, 20):
        (installation.backups / f"pustakota-202601{day:02d}T021500Z.zip").touch()
    (installation.backups / "notes.zip").touch()
    installation.done("backup")
    kept = [path.name for path in installation.archives]
    assert len(kept) == 14
    assert kept[0] == "pustakota-20260107T021500Z.zip"
    assert (installation.backups / "notes.zip").exists()


def test_the_worker_takes_one_each_night_unless_there_is_a_young_one(installation: Installation) -> None:
    nightly = (
        "from pustakota.config.operations.backup import nightly_backup; from pustakota.foundation import clock; "
        "nightly_backup(clock.now()); nightly_backup(clock.now())"
    )
    installation.done("shell", "--verbosity", "0", "--command", nightly)
    assert len(installation.archives) == 1

"""What was promised is on the disk before anybody is answered, and only what was committed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from pustakota.foundation import clock, journal, lost
from pustakota.foundation.models import LostFact


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.JOURNAL = tmp_path / "kept" / "loans"
    settings.JOURNAL.parent.mkdir()
    return tmp_path / "kept" / "loans"


def lines(folder: Path) -> list[str]:
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line)["what"] for path in files for line in path.read_text().splitlines()]


def noted(what: str) -> None:
    with transaction.atomic():
        journal.note({"what": what}, at=clock.now())


@transaction.atomic
def rolled_back(what: str) -> None:
    journal.note({"what": what}, at=clock.now())
    raise ZeroDivisionError


def test_a_fact_is_written_when_its_transaction_is_committed(transactional_db: None, folder: Path) -> None:
    with transaction.atomic():
        journal.note({"what": "lent"}, at=clock.now())
        assert not folder.exists()
    assert lines(folder) == ["lent"]
    assert folder.stat().st_mode & 0o077 == 0
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_what_was_rolled_back_or_made_up_leaves_nothing(transactional_db: None, folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        rolled_back("lent")
    with journal.paused():
        noted("made up")
    noted("returned")
    assert lines(folder) == ["returned"]


def test_a_log_that_cannot_be_written_harms_no_loan(
    transactional_db: None, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.write_text("a file stands in the way")
    assert not journal.is_writable()
    noted("lent")
    assert "on_commit" in caplog.text


def test_a_folder_that_was_moved_away_is_made_anew(transactional_db: None, folder: Path) -> None:
    noted("first")
    folder.rename(folder.with_name("elsewhere"))
    noted("second")
    assert lines(folder) == ["second"]


def test_facts_are_found_by_when_they_were_noted_and_a_torn_line_is_left_out(
    transactional_db: None, folder: Path
) -> None:
    noted("before")
    moment = datetime.now(UTC)
    with transaction.atomic():
        journal.note({"what": "of yesterday, told today"}, at=moment - timedelta(days=1))
    (file,) = folder.iterdir()
    file.write_text(file.read_text() + '{"what": "to')
    assert [fact["what"] for fact in journal.facts_since(moment)] == ["of yesterday, told today"]


def test_days_past_keeping_are_deleted(folder: Path) -> None:
    at = datetime(2026, 3, 20, tzinfo=UTC)
    folder.mkdir(parents=True)
    for day in (5, 6, 20):
        (folder / f"2026-03-{day:02d}.jsonl").touch()
    assert journal.prune(at=at) == 1
    assert sorted(path.stem for path in folder.iterdir()) == ["2026-03-06", "2026-03-20"]


def test_a_lost_fact_is_listed_once_however_often_it_is_found(db: None) -> None:
    fact = {"at": "2026-03-02T03:00:00+00:00", "what": "lent", "barcode": "B1"}
    assert lost.keep([fact]) == 1
    assert lost.keep([fact, {**fact, "barcode": "B2"}]) == 1
    assert [row.fact["barcode"] for row in lost.facts()] == ["B1", "B2"]
    lost.settle(LostFact.objects.get(fact__barcode="B1"))
    assert lost.number() == 1

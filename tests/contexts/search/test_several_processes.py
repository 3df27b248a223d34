"""One writer and many readers in processes of their own; any of them may be killed."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from pustakota.contexts.search.engines.protocol import Wanted
from pustakota.contexts.search.engines.tantivy import TantivyEngine, writing
from pustakota.contexts.search.errors import IndexBusyError, IndexMissingError, IndexUnwritableError
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.parsing import parse
from tests.disks import fill

PROCESSES = multiprocessing.get_context("spawn")


def books(numbers: range) -> Iterator[Document]:
    return (Document("record", number, {"title": [f"Buku {number}"]}) for number in numbers)


def count(engine: TantivyEngine) -> int:
    return engine.count(Wanted(parse("buku")))


def hold_the_pen(path: Path, held: Event, done: Event) -> None:
    with TantivyEngine(path).writing():
        held.set()
        done.wait(30)


def put_one_book(path: Path) -> None:
    TantivyEngine(path).put(books(range(100, 101)))


def put_without_end(path: Path, begun: Event) -> None:
    engine = TantivyEngine(path)
    for number in range(1000, 1_000_000):
        engine.put(books(range(number, number + 1)))
        begun.set()


def rebuild_without_end(path: Path, begun: Event) -> None:
    def slow() -> Iterator[Document]:
        for book in books(range(5000, 1_000_000)):
            yield book
            begun.set()
            time.sleep(0.01)

    TantivyEngine(path).rebuild(slow())


@pytest.mark.parametrize("number", range(1, 14))
def test_what_is_put_is_found_at_once_however_many_come_together(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    monkeypatch.setattr(writing, "COMMIT", 6)
    engine = TantivyEngine(path)
    with engine.writing():
        assert engine.put(books(range(100, 100 + number))) == number
        assert count(TantivyEngine(path)) == 10 + number


@pytest.fixture
def path(tmp_path: Path) -> Path:
    TantivyEngine(tmp_path / "index").rebuild(books(range(10)))
    return tmp_path / "index"


def killed_while(work: Callable[[Path, Event], None], path: Path) -> None:
    begun = PROCESSES.Event()
    process = PROCESSES.Process(target=work, args=(path, begun))
    process.start()
    assert begun.wait(30)
    time.sleep(0.2)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join(10)


def test_a_second_writer_is_refused_in_clear_words_and_readers_are_not(path: Path) -> None:
    held, done = PROCESSES.Event(), PROCESSES.Event()
    process = PROCESSES.Process(target=hold_the_pen, args=(path, held, done))
    process.start()
    assert held.wait(30)
    engine = TantivyEngine(path)
    with pytest.raises(IndexBusyError, match="Another process is writing the search index"):
        engine.put(books(range(20, 21)))
    with pytest.raises(IndexBusyError), engine.writing():
        pass
    assert count(engine) == 10
    done.set()
    process.join(30)
    assert engine.put(books(range(20, 21))) == 1
    assert count(engine) == 11


def test_a_reader_sees_what_another_process_wrote_at_its_next_question(path: Path) -> None:
    engine = TantivyEngine(path)
    assert count(engine) == 10
    process = PROCESSES.Process(target=put_one_book, args=(path,))
    process.start()
    process.join(30)
    assert count(engine) == 11


def test_a_reader_follows_a_rebuild_of_another_engine_and_so_does_a_writer_that_holds_on(path: Path) -> None:
    engine, rebuilder = TantivyEngine(path), TantivyEngine(path)
    with engine.writing():
        engine.put(books(range(10, 11)))
        assert count(engine) == 11
        rebuilder.rebuild(books(range(3)))
        assert count(engine) == 3
        engine.put(books(range(50, 52)))
    assert count(engine) == count(rebuilder) == 5


def test_a_killed_writer_loses_nothing_committed_and_blocks_nobody(path: Path) -> None:
    killed_while(put_without_end, path)
    engine = TantivyEngine(path)
    kept = count(engine)
    assert kept > 10
    engine.put(books(range(500, 510)))
    assert count(engine) == kept + 10


def test_a_killed_rebuild_leaves_the_old_index_and_no_journal_or_half_generation_for_long(path: Path) -> None:
    killed_while(rebuild_without_end, path)
    engine = TantivyEngine(path)
    assert count(engine) == 10
    engine.put(books(range(10, 12)))
    assert not (path / "journal").exists()
    assert count(engine) == 12
    engine.rebuild(books(range(4)))
    assert count(engine) == 4
    assert len([folder for folder in path.iterdir() if folder.is_dir()]) == 2


def test_only_one_rebuild_runs_at_a_time(path: Path) -> None:
    engine = TantivyEngine(path)

    def greedy() -> Iterator[Document]:
        with pytest.raises(IndexBusyError):
            TantivyEngine(path).rebuild(books(range(2)))
        yield from books(range(3))

    assert engine.rebuild(greedy()) == 3
    assert count(engine) == 3


@pytest.mark.parametrize("pointer", ["", "{", "[]", '{"format": "0", "generation": "0001"}', '{"format": "1"}'])
def test_an_index_of_another_version_or_a_broken_pointer_counts_as_none(path: Path, pointer: str) -> None:
    (path / "current").write_text(pointer)
    engine = TantivyEngine(path)
    assert not engine.ready()
    assert engine.stamp() == ""
    with pytest.raises(IndexMissingError):
        count(engine)
    engine.rebuild(books(range(2)))
    assert engine.ready()
    assert count(engine) == 2


def test_an_index_whose_folder_vanished_is_missing_and_comes_back_with_a_rebuild(path: Path) -> None:
    engine = TantivyEngine(path)
    assert count(engine) == 10
    (path / "current").unlink()
    assert not engine.ready()
    engine.rebuild(books(range(1)))
    assert count(engine) == 1


def test_a_writer_that_holds_on_survives_two_rebuilds_elsewhere(path: Path) -> None:
    engine, rebuilder = TantivyEngine(path), TantivyEngine(path)
    with engine.writing():
        engine.put(books(range(10, 11)))
        rebuilder.rebuild(books(range(3)))
        rebuilder.rebuild(books(range(4)))
        assert count(engine) == 4
        engine.put(books(range(50, 52)))
        assert count(engine) == 6


def test_threads_that_ask_while_things_change_never_see_another_thing_s_answer(path: Path) -> None:
    engine = TantivyEngine(path)
    stop = threading.Event()
    wrong: list[object] = []

    def ask(number: int) -> None:
        while not stop.is_set():
            found = engine.find(Wanted(parse(str(number)), ("record",)))
            if [key[1] for key in found.keys] != [number]:
                wrong.append((number, found))

    threads = [threading.Thread(target=ask, args=(number,)) for number in (3, 7)]
    for thread in threads:
        thread.start()
    with engine.writing():
        for round_ in range(25):
            engine.put(books(range(100 * round_ + 100, 100 * round_ + 140)))
            engine.remove(("record", number) for number in range(100 * round_ + 100, 100 * round_ + 130))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("is_held", [True, False])
def test_a_full_disk_is_said_and_the_same_writer_goes_on_once_there_is_room(small_disk: Path, is_held: bool) -> None:
    engine = TantivyEngine(small_disk / "index")
    engine.rebuild(books(range(5)))
    with engine.writing() if is_held else nullcontext():
        fill(small_disk / "filler")
        with pytest.raises(IndexUnwritableError):
            engine.put(books(range(5, 20_000)))
        assert count(engine) == 5
        (small_disk / "filler").unlink()
        engine.put(books(range(5, 9)))
        assert count(engine) == 9

"""What happens to searches and changes while nodes of the cluster die and come back."""

import threading
import time
from collections.abc import Iterator

import pytest

from pustakota.contexts.search.engines.opensearch import OpenSearchEngine
from pustakota.contexts.search.engines.protocol import Wanted
from pustakota.contexts.search.errors import IndexBusyError, IndexMissingError
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.parsing import parse
from tests.cluster import Nodes, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with running(3, tmp_path_factory.mktemp("three")) as nodes:
        yield nodes


def books(numbers: range) -> Iterator[Document]:
    return (Document("record", number, {"title": [f"Buku {number}"]}) for number in numbers)


def ids(engine: OpenSearchEngine, text: str) -> list[int]:
    return [number for _, number in engine.find(Wanted(parse(text), ("record",), limit=2_000)).keys]


def test_a_node_that_dies_amid_searches_and_feeding_loses_nothing_and_answers_go_on(three: Nodes) -> None:
    engine = OpenSearchEngine(three.addresses, "dying", shards=3)
    engine.rebuild(books(range(100)))
    three.await_all()
    acknowledged = [100]
    seen: list[tuple[int, int]] = []
    done = threading.Event()

    def search() -> None:
        reader = OpenSearchEngine(three.addresses, "dying")
        while not done.is_set():
            before = acknowledged[-1]
            seen.append((before, reader.count(Wanted(parse("buku"), ("record",)))))

    searching = threading.Thread(target=search)
    searching.start()
    for start in range(100, 400, 20):
        engine.put(books(range(start, start + 20)))
        acknowledged.append(start + 20)
        if start == 200:
            three.nodes[0].stop()
    done.set()
    searching.join()
    assert sorted(ids(engine, "buku")) == list(range(400))
    assert len(seen) > 10
    assert [pair for pair in seen if pair[1] < pair[0]] == [], "an answer left out what had been acknowledged"
    three.nodes[0].start()
    three.await_all()
    three.nodes[1].stop()
    assert sorted(ids(engine, "buku")) == list(range(400))
    three.nodes[1].start()
    three.await_all()


def test_a_rebuild_goes_on_when_a_node_dies(three: Nodes) -> None:
    engine = OpenSearchEngine(three.addresses, "rebuilt", shards=2)
    engine.rebuild(books(range(10)))
    three.await_all()

    def documents() -> Iterator[Document]:
        yield from books(range(3_000))
        three.nodes[2].stop()
        yield from books(range(3_000, 6_000))

    assert engine.rebuild(documents()) == 6_000
    assert engine.count(Wanted(parse("buku"), ("record",))) == 6_000
    three.nodes[2].start()
    three.await_all()


def test_a_second_writer_is_refused_until_the_first_leaves_or_falls_silent(
    three: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (OpenSearchEngine(three.addresses, "written") for _ in range(2))
    one.rebuild([])
    with one.writing():
        with pytest.raises(IndexBusyError):
            other.put(books(range(1)))
        monkeypatch.setattr("pustakota.contexts.search.engines.opensearch.cluster.LEASE", -1.0)
        one.put(books(range(1)))
        monkeypatch.undo()
        assert other.put(books(range(1, 2))) == 1


def test_libraries_with_like_names_share_a_cluster_and_leave_each_other_alone(three: Nodes) -> None:
    one, other = (OpenSearchEngine(three.addresses, name) for name in ("kota", "kota-batu"))
    other.rebuild(books(range(3)))
    one.rebuild(books(range(5)))
    one.rebuild(books(range(4)))
    assert (ids(one, "buku"), ids(other, "buku")) == ([3, 2, 1, 0], [2, 1, 0])
    assert OpenSearchEngine(three.addresses, "kota-batu").ready()


def test_words_that_come_during_a_rebuild_are_known_after_it(three: Nodes) -> None:
    engine = OpenSearchEngine(three.addresses, "kata")
    engine.rebuild(books(range(2)))

    def documents() -> Iterator[Document]:
        yield from books(range(2))
        engine.put([Document("record", 7, {"title": ["Cenderawasih"]})])

    engine.rebuild(documents())
    assert engine.beginnings("cender") == [("cenderawasih", 1)]


def test_a_cluster_that_is_gone_counts_as_a_missing_index() -> None:
    engine = OpenSearchEngine(["http://127.0.0.1:1"], "gone")
    began = time.monotonic()
    assert not engine.ready()
    with pytest.raises(IndexMissingError, match="PUSTAKOTA_OPENSEARCH_URL"):
        engine.find(Wanted(parse("buku")))
    assert time.monotonic() - began < 5

"""How quick search is: index rate and answer times over real records.

    PYTHONPATH=src:. python bench/search_speed.py {20k,244k,FILE} [--index FOLDER] [--write]

With --index the index is kept in that folder, and used again if it is there.
"""

import argparse
import os
import platform
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.search_records import BOOKS_244K, RANDOM_20K, documents

from pustakota.contexts.search.engines.answering import PAGE_FACETS, SearchRequest, answer, answered, completions
from pustakota.contexts.search.engines.tantivy import TantivyEngine
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.folding import chunks, fold

FILES = {"20k": RANDOM_20K, "244k": BOOKS_244K}
RESULTS = Path(__file__).parent / "results"
SAMPLE = 200


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("records")
    options.add_argument("--index", type=Path)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    source = FILES.get(given.records, Path(given.records))
    with tempfile.TemporaryDirectory() as temporary:
        engine = TantivyEngine(given.index or Path(temporary))
        built = "" if engine.ready() else build(engine, source)
        text = "\n".join([title(source), built, *measured(engine, sample(source))])
    print(text)
    if given.write:
        (RESULTS / f"search-speed-{given.records}.txt").write_text(text + "\n")


def title(source: Path) -> str:
    load = os.getloadavg()[0]
    machine = (
        f"{platform.machine()}, Python {platform.python_version()}, 2 cores shared with other work (load {load:.1f})"
    )
    return f"Search speed over {source.name}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}"


def build(engine: TantivyEngine, source: Path) -> str:
    before, processor = time.perf_counter(), time.process_time()
    reading = 0.0

    def timed() -> Iterator[Document]:
        nonlocal reading
        rest = documents(source)
        while True:
            began = time.thread_time()
            found = next(rest, None)
            reading += time.thread_time() - began
            if found is None:
                return
            yield found

    done = engine.rebuild(timed())
    wall, used = time.perf_counter() - before, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"read, projected and indexed {done} records in {wall:.0f} s: {done / wall:.0f}/s; processor time a record "
        f"{1e6 * used / done:.0f} us, of it {1e6 * reading / done:.0f} us reading and projecting, "
        f"{1e6 * (used - reading) / done:.0f} us indexing (all threads); peak memory {peak:.0f} MiB"
    )


def sample(source: Path) -> list[Document]:
    """Some records for questions to ask."""
    chance = random.Random(4)
    kept = [document for document in documents(source, 8_000) if chance.random() < 0.05]
    return chance.sample(kept, min(SAMPLE, len(kept)))


def measured(engine: TantivyEngine, records: Sequence[Document]) -> list[str]:
    chance = random.Random(5)
    titles = [_words(each) for each in records if len(_words(each)) >= 2]
    one = [chance.choice(words) for words in titles]
    two = [" ".join(chance.sample(words, 2)) for words in titles]
    three = [" ".join(words[:3]) for words in titles]
    common = ["history", "sejarah", "united states", "law", "indonesia", "the", "children", "economic policy"]
    names = [fold(each.facets["author"][0]).split(",")[0] + " " + _words(each)[0] for each in records
             if each.facets["author"] and _words(each)]  # fmt: skip
    slips = [" ".join([words[0], words[1][:2] + words[1][3:]]) for words in titles if len(words[1]) > 5]
    starts = [text[: len(text) - 2] for text in two]
    bare = SearchRequest(facets=())

    def search(request: SearchRequest) -> Callable[[str], object]:
        return lambda text: answer(engine, replace(request, text=text))

    long_facets = ("subject", "author")
    page = replace(bare, facets=PAGE_FACETS)
    return [
        _row("1 word, search alone", one, search(bare)),
        _row("2 words, search alone", two, search(bare)),
        _row("3 words, search alone", three, search(bare)),
        _row("common words, search alone", common * 10, search(bare)),
        _row("author and word, search alone", names, search(bare)),
        _row("1 word, with the 4 page facets", one, search(page)),
        _row("2 words, with the 4 page facets", two, search(page)),
        _row("common words, with the 4 page facets", common * 10, search(page)),
        _row("everything (no words), with the 4 page facets", [""] * 20, search(page)),
        _row("2 words, filtered by point and available", two,
             search(replace(page, filters={"service_point": ["1"], "available": ["yes"]}))),
        _row("one slip in 2 words, with the 4 page facets", slips[:200], search(page)),
        _row("2 words, subject and author facets uncached", two,
             lambda text: engine.facets(answered(engine, SearchRequest(text)), long_facets, size=50)),
        _row("common words, subject and author uncached", common * 3,
             lambda text: engine.facets(answered(engine, SearchRequest(text)), long_facets, size=50)),
        _row("while typing (2 words, the last unfinished)", starts,
             lambda text: completions(engine, text, kinds=("record",), limit=8)),
        _row("while typing (first 3 letters)", [word[:3] for word in one],
             lambda text: completions(engine, text, kinds=("record",), limit=8)),
    ]  # fmt: skip


def _words(document: Document) -> list[str]:
    return [word for word in chunks(fold(document.fields["title"][0])) if len(word) > 3 and word.isalpha()]


def _row(name: str, texts: Sequence[str], ask: Callable[[str], object]) -> str:
    walls, processor = [], []
    for text in texts:
        began, used = time.perf_counter(), time.thread_time()
        ask(text)
        walls.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.thread_time() - used))
    (p50, p95), (own50, own95) = _percentiles(walls), _percentiles(processor)
    wall, own = f"wall p50 {p50:7.2f} p95 {p95:7.2f} ms", f"processor p50 {own50:7.2f} p95 {own95:7.2f} ms"
    return f"{name:52} n={len(walls):4}  {wall}  {own}"


def _percentiles(times: list[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


if __name__ == "__main__":
    main()

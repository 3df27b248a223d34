"""How long completion takes while somebody types, and a slip, over a million titles.

    PYTHONPATH=src:. python bench/completing.py FOLDER [--write]

The first 62,500 of the 244k real records are indexed sixteen times over into FOLDER, if it holds no index yet (two
minutes): the repeats are alike but for their number, so words are as frequent, in proportion, as among the 62,500, and
ties are many. Times are of the engine alone, one question after the other.
"""

import argparse
import os
import platform
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.search_records import BOOKS_244K, document, projections

from pustakota.contexts.search.engines.answering import SearchRequest, answer, completions
from pustakota.contexts.search.engines.entries import Entry
from pustakota.contexts.search.engines.tantivy import TantivyEngine
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.folding import chunks, fold

RESULTS = Path(__file__).parent / "results"
DISTINCT, TIMES = 62_500, 16


def repeated(engine: TantivyEngine) -> Iterator[Entry]:
    """Every record as often as wanted, described once."""
    first = []
    for number, projection in enumerate(islice(projections(BOOKS_244K), DISTINCT), start=1):
        first.append(engine.entry(document(number, projection)))
        yield first[-1]
    for repeat in range(1, TIMES):
        for entry in first:
            yield _renumbered(entry, entry.key[1] + repeat * DISTINCT)


def _renumbered(entry: Entry, number: int) -> Entry:
    kind, was = entry.key
    laid_out = entry.laid_out.replace(f'"{kind}:{was}"', f'"{kind}:{number}"', 1)
    return Entry((kind, number), laid_out.replace(f'"number":{was},', f'"number":{number},', 1))


def questions() -> Mapping[str, Sequence[str]]:
    """Lines as they stand while somebody types, from titles and authors that are there."""
    chance = random.Random(4)
    every = (document(number, each) for number, each in enumerate(islice(projections(BOOKS_244K), 8000), start=1))
    some = [each for each in every if chance.random() < 0.05]
    titles = [words for each in some if len(words := _words(each)) >= 2][:200]
    pairs = [" ".join(chance.sample(words, 2)) for words in titles]
    authors = [each.facets["author"][0].split(",")[0] for each in some if each.facets.get("author")][:200]
    return {
        "two letters": [words[0][:2] for words in titles],
        "three letters": [words[0][:3] for words in titles],
        "two words, the last unfinished": [pair[:-2] for pair in pairs],
        "each letter of two words": [pair[:end] for pair in pairs[:60] for end in range(2, len(pair) + 1)],
        "five letters of an author": [author[:5] for author in authors],
    }


def mistakes() -> Mapping[str, Sequence[str]]:
    lines = [line.split() for line in questions()["two words, the last unfinished"]]
    return {
        "one slip in two words": [f"{one} {two[:2]}{two[3:]}" for one, two in lines if len(two) > 5],
        "a forgotten space": [one + two for one, two in lines],
    }


def _words(each: Document) -> list[str]:
    return [word for word in chunks(fold(each.fields["title"][0])) if len(word) > 3 and word.isalpha()]


def _row(name: str, lines: Sequence[str], ask: Callable[[str], object]) -> str:
    walls, processor = [], []
    for line in lines:
        began, used = time.perf_counter(), time.process_time()
        ask(line)
        walls.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - used))
    shown = (f"{sorted(times)[int(len(times) * part)]:6.1f}" for times in (walls, processor) for part in (0.5, 0.95))
    return "{:32} n={:4}  wall p50 {} p95 {} ms   processor p50 {} p95 {} ms".format(name, len(lines), *shown)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--write", action="store_true", help="keep the result in bench/results")
    given = options.parse_args()
    engine = TantivyEngine(given.folder)
    if not engine.ready():
        engine.rebuild(repeated(engine))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}"
    lines = [
        f"Completion over {DISTINCT * TIMES} titles ({DISTINCT} records, each {TIMES} times), {now}",
        *(
            _row(name, texts, lambda text: completions(engine, text, kinds=("record",), limit=8))
            for name, texts in questions().items()
        ),
        "The whole answer of a page with its four facets:",
        *(_row(name, texts, lambda text: answer(engine, SearchRequest(text))) for name, texts in mistakes().items()),
    ]
    print("\n".join(lines))
    if given.write:
        (RESULTS / "completion-1m.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

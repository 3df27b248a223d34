"""How good the answers are: judged queries, and known titles asked for with words, a slip, or an author.

    PYTHONPATH=src:. python bench/search_quality.py [--verbose] [--aside] [--write] [--cluster ADDRESS]

Judged queries are graded by `evaluate.py` of the shared data, asked in this process instead of over HTTP; beside them
our own of bench/judged, and what simple searches reach. The twenty kept aside are only asked with `--aside`.
With `--cluster` a node at this address answers instead of the embedded engine.
"""

import argparse
import contextlib
import csv
import importlib.util
import io
import platform
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.search_baselines import Baselines
from bench.search_records import INDONESIA, RANDOM_20K, document, projections

from pustakota.contexts.catalogue.rules.projection import Projection
from pustakota.contexts.search.engines.answering import SearchRequest, answer
from pustakota.contexts.search.engines.opensearch import OpenSearchEngine
from pustakota.contexts.search.engines.protocol import Engine
from pustakota.contexts.search.engines.tantivy import TantivyEngine
from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.judging import ndcg

EVALUATE = INDONESIA.parent.parent / "search" / "evaluate.py"
OWN = Path(__file__).parent / "judged"
RESULTS = Path(__file__).parent / "results"
TITLES = 200


class Bench:
    with_more = False

    def __init__(self, engine: Engine, records: Sequence[Projection]) -> None:
        self.records = dict(enumerate(records, start=1))
        self.engine = engine
        self.engine.rebuild(document(number, record) for number, record in self.records.items())

    def ask(self, text: str, page: int = 1) -> dict[str, Any]:
        found = answer(self.engine, SearchRequest(text, page=page))
        return {
            "count": found.count,
            "results": [self._shown(number) for _, number in (*found.keys, *(found.more if self.with_more else ()))],
            "suggestion": found.suggestion,
        }

    def ranked(self, text: str) -> list[int]:
        return answer(self.engine, SearchRequest(text, page_size=10, facets=())).ids

    def number_of(self, number: int) -> str:
        return self.records[number].control_number.strip()

    def finds(self, text: str, number: int) -> bool:
        return number in answer(self.engine, SearchRequest(text, page_size=10, facets=())).ids

    def _shown(self, number: int) -> dict[str, Any]:
        record = self.records[number]
        return {
            "control_number": record.control_number,
            "title": " : ".join(part for part in (record.title, record.subtitle) if part),
            "authors": record.authors,
            "year": record.year,
        }


def judged(bench: Bench, *, verbose: bool) -> str:
    evaluate = _module(EVALUATE)
    evaluate.ask = lambda _base, text, extra, _timeout: (bench.ask(text, int(dict(extra).get("page", 1))), 0.0)
    said = io.StringIO()
    before, sys.argv = sys.argv, ["evaluate.py", "in-process", *(["--verbose"] if verbose else [])]
    with contextlib.redirect_stdout(said):
        evaluate.main()
    sys.argv = before
    return said.getvalue()


def judged_with_more(bench: Bench, *, verbose: bool) -> str:
    bench.with_more = True
    return judged(bench, verbose=verbose)


@dataclass(frozen=True)
class Judged:
    """A question, its class, and what should be found: control number to grade."""

    text: str
    kind: str
    part: str
    expected: Mapping[Hashable, int]


def judged_in(folder: Path, part: str = "") -> list[Judged]:
    """The questions of a folder, or those of one part of them."""
    expected: dict[str, dict[Hashable, int]] = defaultdict(dict)
    for row in _rows(folder / "qrels.tsv"):
        expected[row["qid"]][row["control_number"].strip()] = int(row["grade"])
    every = [
        Judged(row["query"], row["class"], row.get("part", ""), expected[row["qid"]])
        for row in _rows(folder / "queries.tsv")
    ]
    return [each for each in every if each.part == part]


def compared(bench: Bench, questions: Sequence[Judged], *, verbose: bool = False) -> str:
    """NDCG@10 by class, beside what simple searches reach over the same records."""
    ways = {"Pustakota": bench.ranked, **Baselines(bench.records).by_name}
    figures: dict[str, list[list[float]]] = defaultdict(list)
    lines = [f"{'class':24}{'n':>4}" + "".join(f"{name:>26}" for name in ways)]
    for each in questions:
        own = [ndcg([bench.number_of(key) for key in ask(each.text)], each.expected) for ask in ways.values()]
        figures[each.kind].append(own)
        figures["all"].append(own)
        if verbose:
            lines.append(f"  {own[0]:.3f} {each.text!r}")
    for kind in sorted(figures, key=lambda kind: int(kind.split()[0]) if kind != "all" else len(questions)):
        rows = figures[kind]
        means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        lines.append(f"{kind:24}{len(rows):4}" + "".join(f"{mean:26.3f}" for mean in means))
    return "\n".join(lines)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def known_titles(bench: Bench) -> str:
    """Success@10 over titles of at least two longer words, drawn with a fixed seed."""
    chance = random.Random(2087)
    fit = [number for number, record in bench.records.items() if len(_words(record)) >= 2 and record.authors]
    chosen = chance.sample(fit, min(TITLES, len(fit)))
    lines = []
    asked: dict[str, Callable[[Projection], str]] = {
        "2-4 words of the title": lambda record: " ".join(_some(record, chance)),
        "the same, one slip": lambda record: _slip(_some(record, chance), chance),
        "author and a word": lambda record: f"{_surname(record)} {chance.choice(_words(record))}",
    }
    for name, ask in asked.items():
        tries = [(number, ask(bench.records[number])) for number in chosen]
        missed = [text for number, text in tries if not bench.finds(text, number)]
        lines.append(f"success@10, {name}: {1 - len(missed) / len(tries):.3f} of {len(tries)}; missed: {missed[:12]}")
    return "\n".join(lines)


def _words(record: Projection) -> list[str]:
    return [word for word in chunks(fold(record.title)) if len(word) > 3 and word.isalpha()]


def _some(record: Projection, chance: random.Random) -> list[str]:
    words = _words(record)
    size = min(chance.randint(2, 4), len(words))
    begin = chance.randint(0, len(words) - size)
    return words[begin : begin + size]


def _slip(words: list[str], chance: random.Random) -> str:
    """One letter lost, doubled by a neighbour, changed, or two swapped, in the longest word."""
    at = max(range(len(words)), key=lambda place: len(words[place]))
    word, place = words[at], chance.randint(1, len(words[at]) - 2)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    slips = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ]
    return " ".join([*words[:at], chance.choice(slips), *words[at + 1 :]])


def _surname(record: Projection) -> str:
    return fold(record.authors[0]).split(",")[0]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _engine(folder: str, name: str, cluster: str | None) -> Engine:
    return OpenSearchEngine([cluster], f"judged-{name}") if cluster else TantivyEngine(Path(folder) / name)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--verbose", action="store_true", help="one line per judged query")
    options.add_argument("--aside", action="store_true", help="also ask the twenty questions kept aside")
    options.add_argument("--write", action="store_true", help="keep the result in bench/results")
    options.add_argument("--cluster", metavar="ADDRESS", help="ask a node of a search cluster")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        indonesia = Bench(_engine(folder, "indonesia", given.cluster), list(projections(INDONESIA)))
        mixed = [*indonesia.records.values(), *projections(RANDOM_20K, 1500)]
        demo = Bench(_engine(folder, "demo", given.cluster), mixed)
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}"
        lines = [
            f"Search quality, {'cluster' if given.cluster else 'embedded engine'}, {now}",
            f"Judged queries over {len(indonesia.records)} records about Indonesia:",
            judged(indonesia, verbose=given.verbose),
            "The same, with the things that hold most of the words below those that hold all:",
            judged_with_more(indonesia, verbose=given.verbose),
            "The same beside simple searches, NDCG@10:",
            compared(indonesia, judged_in(EVALUATE.parent)),
            f"\nOur own forty questions over {len(demo.records)} records, NDCG@10:",
            compared(demo, judged_in(OWN, "tuning"), verbose=given.verbose),
            *(["\nOur twenty kept aside, NDCG@10:", compared(demo, judged_in(OWN, "aside"))] if given.aside else []),
            f"\nKnown titles among {len(demo.records)} records (Indonesian and English):",
            known_titles(demo),
        ]
    text = "\n".join(lines)
    print(text)
    if given.write:
        name = "search-quality-cluster.txt" if given.cluster else "search-quality.txt"
        (RESULTS / name).write_text(text + "\n")


if __name__ == "__main__":
    main()

"""Simple searches over the same records, to compare with: what many catalogues do, and what a plain index gives."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import log

from pustakota.contexts.catalogue.rules.projection import Projection
from pustakota.contexts.search.rules.distance import is_near
from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.stemming import stem

_K1, _B = 1.2, 0.75
Ask = Callable[[str], list[int]]


def words_of(record: Projection) -> list[str]:
    parts = (
        record.title, record.subtitle, record.part, *record.other_titles, *record.authors, record.responsibility,
        *record.subjects, *record.genres, *record.series, record.publisher, record.summary, record.contents,
        *record.notes, *record.isbns, record.control_number,
    )  # fmt: skip
    return [word for part in parts if part for word in chunks(fold(part))]


class Baselines:
    """Three searches over the words of each record, all in one field."""

    def __init__(self, records: Mapping[int, Projection]) -> None:
        self._years = {number: record.year or 0 for number, record in records.items()}
        words = {number: words_of(record) for number, record in records.items()}
        self._plain = _Postings(words)
        self._stemmed = _Postings({number: [stem(word) for word in found] for number, found in words.items()})

    @property
    def by_name(self) -> dict[str, Ask]:
        return {
            "first word, newest first": self.first_word,
            "BM25": lambda text: self._plain.best(chunks(fold(text))),
            "BM25, stems, slips": self.forgiving,
        }

    def first_word(self, text: str) -> list[int]:
        holders = self._plain.postings.get(next(iter(chunks(fold(text))), ""), {})
        return sorted(holders, key=lambda number: (-self._years[number], -number))

    def forgiving(self, text: str) -> list[int]:
        return self._stemmed.best(self._nearest(stem(word)) for word in chunks(fold(text)))

    @cache  # noqa: B019 -- lives as long as the benchmark
    def _nearest(self, word: str) -> str:
        """The word itself where something holds it, else the commonest that is one slip away."""
        if word in self._stemmed.postings:
            return word
        near = [other for other in self._stemmed.postings if abs(len(other) - len(word)) < 2 and is_near(word, other)]
        return max(near, key=lambda other: len(self._stemmed.postings[other]), default=word)


class _Postings:
    def __init__(self, words: Mapping[int, Sequence[str]]) -> None:
        self.postings: dict[str, dict[int, int]] = defaultdict(dict)
        for number, found in words.items():
            for word, times in Counter(found).items():
                self.postings[word][number] = times
        self.postings = dict(self.postings)
        self._lengths = {number: len(found) for number, found in words.items()}
        self._mean = sum(self._lengths.values()) / len(self._lengths)

    def best(self, asked: Iterable[str]) -> list[int]:
        """Things that hold any of the words, by BM25 with its usual constants."""
        worth: dict[int, float] = defaultdict(float)
        for word in asked:
            holders = self.postings.get(word, {})
            rarity = log(1 + (len(self._lengths) - len(holders) + 0.5) / (len(holders) + 0.5))
            for number, times in holders.items():
                length = self._lengths[number] / self._mean
                worth[number] += rarity * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length))
        return sorted(worth, key=lambda number: (-worth[number], number))

"""Asking other catalogues for a record while somebody catalogues: all at once, and nobody is waited for long."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.network.errors import ADDRESS_WORDS
from pustakota.contexts.network.queries.sources import targets
from pustakota.contexts.network.queries.union import KIND, raw_of, titles, titles_with_isbns
from pustakota.contexts.network.rules import sru_answers
from pustakota.contexts.network.rules.xml_reading import NotXml
from pustakota.contexts.search import queries as search
from pustakota.foundation.fetching import Fetch, Fetcher, Limits, NotFetched

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.marc.record import MarcRecord
    from pustakota.contexts.network.models import Entry, Target

LIMITS = Limits(seconds=5.0, most_bytes=4 << 20)
"""What one question to another catalogue may cost while somebody sits in front of the page."""
PATIENCE = 6.5
"""Seconds for which all are waited for together; names of hosts may take longer than any limit of ours."""
MOST_OF_EACH, MOST = 6, 24
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be taken: who has it, and what it says."""

    source: str
    marc: MarcRecord
    said: dict[str, Any]

    @property
    def sealed(self) -> str:
        return foreign.sealed(self.marc, self.source)

    @property
    def lines(self) -> list[tuple[str, str, str, bool]]:
        return foreign.lines_of(self.marc)

    @property
    def fields(self) -> int:
        """How many fields would come along."""
        return sum(not is_local for _tag, _indicators, _text, is_local in self.lines)

    @property
    def subjects(self) -> list[str]:
        return list(self.said["details"].get("subjects", ()))

    @property
    def extent(self) -> str:
        return str(self.said["details"].get("extent", ""))

    @property
    def has_summary(self) -> bool:
        return bool(self.said["details"].get("summary"))


@dataclass(frozen=True, slots=True)
class Silence:
    """A catalogue that gave nothing, and why."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What all said, the fullest record first. ``empty``: catalogues that answered and have nothing."""

    candidates: list[Candidate]
    silences: list[Silence]
    empty: list[str]
    seconds: float


class _Answer(NamedTuple):
    """What a thread brings back: plain values, since it has no reader's language and no database."""

    records: list[foreign.Foreign]
    code: str = ""
    detail: str = ""


def ask(*, isbns: Sequence[str] = (), words: str = "", fetch: Fetch | None = None) -> Found:
    """Records with one of these ISBNs, or with these words in the title, from the union and from every target."""
    began, asked = time.monotonic(), targets()
    fetch = fetch or Fetcher.by_settings(LIMITS)
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="sru")
    futures = {each.pk: pool.submit(_from_target, each, list(isbns), words, fetch) for each in asked}
    candidates = _from_union(isbns, words)
    wait(futures.values(), timeout=PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    silences, empty = [], []
    for each in asked:
        answer = _answer_of(futures[each.pk])
        if answer.code:
            silences.append(Silence(each.name, str(ADDRESS_WORDS[answer.code]) % {"detail": answer.detail}))
        elif not answer.records:
            empty.append(each.name)
        candidates += [Candidate(each.name, one.marc, one.columns) for one in answer.records if one.marc is not None]
    ordered = sorted(candidates, key=lambda one: -_fullness(one))
    return Found(ordered[:MOST], silences, empty, time.monotonic() - began)


def _answer_of(future: Future[_Answer]) -> _Answer:
    return future.result() if future.done() else _Answer([], "slow", f"{PATIENCE:.0f}")


def _fullness(one: Candidate) -> int:
    return one.fields + 5 * len(one.subjects) + 5 * bool(one.said["class_number"])


def _from_target(target: Target, isbns: list[str], words: str, fetch: Fetch) -> _Answer:
    """In a thread of its own; it never raises."""
    found: list[foreign.Foreign] = []
    try:
        for query in _queries(target, isbns, words):
            found = _records(target, query, fetch)
            if found:
                break
    except NotFetched as error:
        return _Answer([], error.code, error.detail)
    except NotXml as error:
        return _Answer([], "not_sru", str(error))
    except sru_answers.Diagnosed as error:
        return _Answer([], "refused", str(error))
    return _Answer(found)


def _queries(target: Target, isbns: list[str], words: str) -> list[str]:
    if isbns:
        forms = [form for isbn in isbns for form in foreign.forms_of_isbn(isbn)]
        return [sru_answers.query(target.isbn_query, isbn=form) for form in forms]
    return [sru_answers.query(target.words_query, words=words)] if words else []


def _records(target: Target, query: str, fetch: Fetch) -> list[foreign.Foreign]:
    address = sru_answers.question(
        target.base_url, version=target.version, schema=target.schema, query=query, most=MOST_OF_EACH
    )
    answer = fetch(address)
    if answer.status != 200:
        raise NotFetched("status", str(answer.status))
    found = sru_answers.answer(answer.body).records
    return [one for one in map(foreign.read, found[:MOST_OF_EACH]) if one.marc is not None]


def _from_union(isbns: Sequence[str], words: str) -> list[Candidate]:
    entries = titles_with_isbns(isbns) if isbns else _of_words(words)
    found = ((entry, foreign.read(raw_of(entry))) for entry in entries[: MOST_OF_EACH * 2])
    return [
        Candidate(entry.source.name if entry.source else "", one.marc, one.columns)
        for entry, one in found
        if one.marc is not None
    ]


def _of_words(words: str) -> list[Entry]:
    if not words or not search.ready():
        return []
    request = search.SearchRequest(text=words, kinds=(KIND,), facets=(), page_size=MOST_OF_EACH)
    numbers = [number for _kind, number in search.search(request).keys]
    found = titles(numbers)
    return [entry for number in numbers if number in found for entry in found[number].others[:2]]

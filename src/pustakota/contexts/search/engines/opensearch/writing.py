"""Changing the cluster's index: one writer, changes that are repeated until they are taken, rebuilds beside.

While a rebuild fills a new index, every change goes to both. What a change brought stays: the rebuild only adds what is
not there. A removed thing leaves an entry that holds its place until the new index answers, so that the rebuild, which
may have read it before, does not bring it back.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import uuid4

from pustakota.contexts.search.engines.entries import FORMAT, Entry, key_in, key_text
from pustakota.contexts.search.engines.opensearch import layout
from pustakota.contexts.search.engines.opensearch.cluster import Change, Cluster, change, is_made_for, new_name
from pustakota.contexts.search.engines.opensearch.reading import Reading
from pustakota.contexts.search.errors import IndexUnreachableError
from pustakota.contexts.search.rules.analysis import LONGEST_TOKEN
from pustakota.contexts.search.rules.documents import Document, Key

BATCH = 2_000
"""Documents that become searchable together."""
_WORDS = 200_000
"""Words that are counted before they are written down."""
_THERE_ALREADY = 409
_ADD = "ctx._source.things += params.more"

Availability = Mapping[str, int]


class Writing:
    """All changes of one process go through here."""

    def __init__(self, cluster: Cluster, reading: Reading, *, shards: int) -> None:
        self._cluster = cluster
        self._reading = reading
        self._shards = shards
        self._me = uuid4().hex
        self._threads = threading.RLock()
        self._holders = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stay the writer until the end of the block; the lease is renewed with each change.

        Where the cluster does not answer, the lease is taken with the first change that it takes.
        """
        with self._threads:
            with suppress(IndexUnreachableError):
                self._cluster.take("writer", self._me)
            self._holders += 1
        try:
            yield
        finally:
            with self._threads:
                self._holders -= 1
                if not self._holders:
                    with suppress(IndexUnreachableError):  # it lapses by itself
                        self._cluster.leave("writer", self._me)

    def put(self, documents: Iterable[Document | Entry]) -> int:
        done = 0
        rest = _described(documents)
        with self.held():
            while batch := list(islice(rest, BATCH)):
                self._cluster.take("writer", self._me)
                entries = {key_text(entry.key): entry.laid_out for entry in batch}
                done += len(batch) if self._change([change("index", *each) for each in entries.items()]) else 0
                self._note_words_everywhere(_counted(entries.values()))
        return done

    def remove(self, keys: Iterable[Key]) -> int:
        gone = [key_text(key) for key in keys]
        with self.held():
            places = [change("index", address, {"kind": layout.GONE, "number": 0}) for address in gone]
            self._change([change("delete", address) for address in gone], building=places)
        return len(gone)

    def set_availability(self, changes: Mapping[Key, Availability]) -> int:
        with self.held():
            known = self._stored(self._cluster.name, list(changes)) if self._reading.ready() else {}
            building = self._stored(self._cluster.building, [key for key in changes if key not in known])
            entries = [_available(document, changes[key]) for key, document in known.items()]
            more = [_available(document, changes[key]) for key, document in building.items()]
            self._change(entries, building=[*entries, *more])
            self._note_late({key: free for key, free in changes.items() if key not in {*known, *building}})
        return len(known)

    def rebuild(self, documents: Iterable[Document | Entry]) -> int:
        self._cluster.take("rebuild", self._me)
        try:
            self._sweep()
            things, words = new_name(self._cluster.name), new_name(self._cluster.words)
            self._cluster.ask("PUT", f"/{things}", layout.things(self._shards))
            self._cluster.ask("PUT", f"/{words}", layout.words())
            self._cluster.await_copies(things, words)
            self._point({self._cluster.building: things, self._cluster.building_words: words})
            done = self._fill(things, words, documents)
            self._take_over(things, words)
        finally:
            self._drop_building()
            self._sweep()
            self._cluster.leave("rebuild", self._me)
        return done

    def _fill(self, things: str, words: str, documents: Iterable[Document | Entry]) -> int:
        done = 0
        counted: Counter[str] = Counter()
        rest = _described(documents)
        while batch := list(islice(rest, BATCH)):
            self._cluster.take("rebuild", self._me)
            entries = {key_text(entry.key): entry.laid_out for entry in batch}
            self._cluster.change(things, (change("create", *each) for each in entries.items()), kept=(_THERE_ALREADY,))
            counted.update(_counted(entries.values()))
            done += len(batch)
            if len(counted) > _WORDS:
                self._note_words(counted, words)
                counted.clear()
        self._note_words(counted, words)
        return done

    def _take_over(self, things: str, words: str) -> None:
        """Answer from the new indices, at once and whole. The writer may go on meanwhile: it writes to both."""
        self._make_up(things)
        self._cluster.refresh(things, words)
        self._point({self._cluster.name: things, self._cluster.words: words})
        self._stamp()
        self._drop_building()
        places = {"query": {"term": {"kind": layout.GONE}}}
        self._cluster.ask("POST", f"/{things}/_delete_by_query", places, refresh="true")

    def _make_up(self, things: str) -> None:
        """Set the availability that was told before its thing was there."""
        while late := self._cluster.entries(self._cluster.state, "late"):
            free = {key_in(address.removeprefix("late:")): entry["late"] for address, entry in late.items()}
            known = self._stored(things, list(free))
            self._cluster.change(things, [_available(document, free[key]) for key, document in known.items()])
            self._cluster.change(self._cluster.state, [change("delete", address) for address in late])

    def _drop_building(self) -> None:
        for alias in (self._cluster.building, self._cluster.building_words):
            self._cluster.ask("DELETE", f"/_all/_alias/{alias}", absent={})

    def _change(self, changes: list[Change], *, building: list[Change] | None = None) -> bool:
        """Bring changes to the index that answers and to the one that is being built; False where none answers."""
        self._cluster.take("writer", self._me)
        if self._indices(self._cluster.building):
            self._cluster.change(self._cluster.building, changes if building is None else building)
        self._reading.forget()  # another process may just have let the first index answer
        if not self._reading.ready():
            return False
        self._cluster.change(self._cluster.name, changes)
        self._cluster.refresh(self._cluster.name)
        self._stamp()
        return True

    def _note_late(self, changes: Mapping[Key, Availability]) -> None:
        """While a rebuild runs, what it has not brought yet may be old already when it comes."""
        if changes and self._indices(self._cluster.building):
            notes = [change("index", f"late:{key_text(key)}", {"late": dict(free)}) for key, free in changes.items()]
            self._cluster.change(self._cluster.state, notes)

    def _stamp(self) -> None:
        state = {"format": FORMAT, "stamp": uuid4().hex}
        self._cluster.ask("PUT", f"/{self._cluster.state}/_doc/current", state)
        self._reading.forget()

    def _note_words_everywhere(self, counted: Mapping[str, int]) -> None:
        for words in (self._cluster.building_words, self._cluster.words):
            if self._indices(words):
                self._note_words(counted, words)

    def _note_words(self, counted: Mapping[str, int], index: str) -> None:
        """Remember words that people may begin or mistype; none is forgotten until a rebuild."""
        if not counted:
            return
        self._cluster.change(index, (_counting(word, more) for word, more in counted.items()))
        self._cluster.refresh(index)

    def _stored(self, index: str, keys: list[Key]) -> dict[Key, Document]:
        """Documents as they were given, refreshed or not."""
        found: dict[Key, Document] = {}
        for start in range(0, len(keys), BATCH):
            asked = {"ids": [key_text(key) for key in keys[start : start + BATCH]]}
            for hit in self._cluster.ask("POST", f"/{index}/_mget", asked, absent={"docs": []})["docs"]:
                if hit.get("found") and "source" in hit["_source"]:
                    document = layout.document(hit["_id"], hit["_source"]["source"])
                    found[document.key] = document
        return found

    def _point(self, aliases: Mapping[str, str]) -> None:
        """Let each alias mean the one index, all in one step."""
        actions: list[dict[str, Any]] = []
        for alias, index in aliases.items():
            actions += [{"remove": {"alias": alias, "index": old}} for old in self._indices(alias)]
            actions.append({"add": {"alias": alias, "index": index}})
        self._cluster.ask("POST", "/_aliases", {"actions": actions})

    def _indices(self, alias: str) -> list[str]:
        return list(self._cluster.ask("GET", f"/_alias/{alias}", absent={}))

    def _sweep(self) -> None:
        """Remove indices of ours that no alias names: outlived, or left by a rebuild that was killed."""
        found = self._cluster.ask("GET", f"/{self._cluster.name}-*/_alias", absent={})
        for index, about in found.items():
            ours = is_made_for(self._cluster.name, index) or is_made_for(self._cluster.words, index)
            if ours and not about["aliases"]:
                self._cluster.ask("DELETE", f"/{index}", absent={})


def _described(documents: Iterable[Document | Entry]) -> Iterator[Entry]:
    return (each if isinstance(each, Entry) else layout.described(each) for each in documents)


def _available(document: Document, free: Availability) -> Change:
    return change(
        "index", key_text(document.key), layout.described(replace(document, availability=dict(free))).laid_out
    )


def _counting(word: str, more: int) -> Change:
    script = {"lang": "painless", "source": _ADD, "params": {"more": more}}
    entry = {"script": script, "upsert": {"word": word, "things": more}}
    return change("update", word, entry, retry_on_conflict=3)


def _counted(entries: Iterable[Mapping[str, Any]]) -> Counter[str]:
    return Counter(word for entry in entries for word in str(entry["all"]).split() if len(word) <= LONGEST_TOKEN)

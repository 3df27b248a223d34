"""Changing the index: one writer, small commits, and rebuilds beside the generation that answers."""

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice

import tantivy

from pustakota.contexts.search.engines import entries
from pustakota.contexts.search.engines.entries import Entry
from pustakota.contexts.search.engines.tantivy import layout
from pustakota.contexts.search.engines.tantivy.home import Generation, Home
from pustakota.contexts.search.errors import IndexBusyError, IndexUnwritableError
from pustakota.contexts.search.rules.documents import Document, Key

BATCH = 2_000
"""Documents taken at a time; a rebuild may switch in between."""
COMMIT = 40_000
"""Documents in one commit. Each makes a part of the index; small ones are soon merged, at a third of their cost."""
PATIENCE = 30.0
"""Seconds to wait for another batch or the switch of a rebuild; a second writer is refused at once."""
_HEAP, _MOST_HEAP_OF_REBUILD = 96_000_000, 3_000_000_000
_SHARE_OF_MEMORY = 8
"""More at once makes fewer parts of the index, and each part costs every question the same again: a rebuild may use an
eighth of the machine's memory; a million things in one part need 2.4 GB. Less than 200,000 things never need more than
any change may use."""

Availability = Mapping[str, int]


class GenerationWriter:
    """Open for writing one generation; nobody else can write it meanwhile."""

    def __init__(self, generation: Generation, heap: int = _HEAP) -> None:
        self.generation = generation
        self._index = tantivy.Index(layout.schema(), str(generation.folder), reuse=True)
        self._schema = self._index.schema
        self._writer = _writer(self._index, heap)
        self.waiting = 0
        """Things that were added since the last commit."""

    def add(self, thing: Document | Entry, *, fresh: bool = False) -> None:
        """Add or replace; `fresh` says that nothing of this key is in the generation yet."""
        entry = thing if isinstance(thing, Entry) else layout.described(thing)
        if not fresh:
            self.remove(entry.key)
        self._writer.add_json(entry.laid_out)
        self.waiting += 1

    def remove(self, key: Key) -> None:
        self._writer.delete_documents_by_term("key", entries.key_text(key))

    def commit(self) -> None:
        self._writer.commit()
        self.waiting = 0

    def stored(self, key: Key) -> Document | None:
        """A committed document as it was given."""
        self._index.reload()
        return self._stored(self._index.searcher(), key)

    def available(self, changes: Mapping[Key, Availability]) -> int:
        self._index.reload()
        searcher = self._index.searcher()
        known = [(self._stored(searcher, key), free) for key, free in changes.items()]
        changed = [entries.with_availability(document, free) for document, free in known if document]
        for document in changed:
            self.add(document)
        return len(changed)

    def close(self) -> None:
        self._writer.wait_merging_threads()

    def _stored(self, searcher: tantivy.Searcher, key: Key) -> Document | None:
        query = tantivy.Query.term_query(self._schema, "key", entries.key_text(key), "basic")
        hits = searcher.search(query, 1, count=False).hits
        return layout.document_of(searcher.doc(hits[0][1])) if hits else None


class Writing:
    """All changes of one process go through here."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._threads = threading.RLock()
        self._open: GenerationWriter | None = None
        self._holders = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stay the writer until the end of the block; taken at the first change, or now if there is an index."""
        with self._threads:
            self._holders += 1
            try:
                if self._home.current():
                    with _disk_in_words():
                        self._current_writer()
            except BaseException:
                self._holders -= 1
                raise
        try:
            yield
        finally:
            with self._threads:
                self._holders -= 1
                self._close_if_unheld()

    def put(self, documents: Iterable[Document | Entry]) -> int:
        done = 0
        rest = iter(documents)
        with self.held():
            while batch := list(islice(rest, BATCH)):
                done += self._change(
                    partial(_add_all, batch=batch),
                    (["put", *each.key, _source(each)] for each in batch),
                    at_once=len(batch) < BATCH,
                )
            if done and not done % BATCH:
                self._change(_nothing, ())
        return done

    def remove(self, keys: Iterable[Key]) -> int:
        gone = list(keys)
        return self._change(partial(_remove_all, keys=gone), (["remove", *key] for key in gone))

    def set_availability(self, changes: Mapping[Key, Availability]) -> int:
        told = (["available", *key, dict(free)] for key, free in changes.items())
        return self._change(lambda writer: writer.available(changes), told)

    def rebuild(self, documents: Iterable[Document | Entry]) -> int:
        with self._home.locked("rebuild"):
            self._home.sweep()
            with self._home.locked("write", patience=PATIENCE):
                self._home.journal.write_bytes(b"")
            generation = self._home.new_generation()
            try:
                with _disk_in_words():
                    done = _fill(generation, documents)
                    self._take_over(generation)
            finally:
                self._home.journal.unlink(missing_ok=True)
        return done

    def _take_over(self, generation: Generation) -> None:
        """Repeat what changed meanwhile, then answer from the new generation; the old one stays for its readers."""
        old = self._home.current()
        with self._threads, self._home.locked("write", patience=PATIENCE):
            writer = GenerationWriter(generation)
            _replay(writer, self._home.journal.read_text(encoding="utf-8").splitlines())
            writer.commit()
            writer.close()
            self._home.switch_to(generation)
            self._close()
        self._home.sweep(keep=old)

    def _change(
        self, change: Callable[[GenerationWriter], int], journal: Iterable[list[object]], *, at_once: bool = True
    ) -> int:
        """Make a change; it may wait for its commit where more of the same follows."""
        with self._threads, self._home.locked("write", patience=PATIENCE):
            if self._home.is_rebuilding():
                with self._home.journal.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps(entry) + "\n" for entry in journal)
            if self._home.current() is None:
                return 0
            try:
                with _disk_in_words():
                    writer = self._current_writer()
                    done = change(writer)
                    if at_once or writer.waiting >= COMMIT:
                        writer.commit()
            except IndexUnwritableError:
                with suppress(IndexUnwritableError):
                    self._close()  # its thread is gone: the next change opens another, once there is room
                raise
            finally:
                self._close_if_unheld()
            return done

    def _current_writer(self) -> GenerationWriter:
        current = self._home.current()
        if self._open is not None and self._open.generation != current:
            self._close()
        if self._open is None:
            assert current is not None
            self._open = GenerationWriter(current)
        return self._open

    def _close_if_unheld(self) -> None:
        if not self._holders:
            self._close()

    def _close(self) -> None:
        closing, self._open = self._open, None
        if closing is not None:
            with _disk_in_words():
                closing.close()


@contextmanager
def _disk_in_words() -> Iterator[None]:
    """A ``ValueError`` is how tantivy says that its thread met an error of the disk."""
    try:
        yield
    except ValueError as problem:
        raise IndexUnwritableError(str(problem)) from problem


def _writer(index: tantivy.Index, heap: int) -> tantivy.IndexWriter:
    try:
        return index.writer(heap, 1)
    except ValueError as problem:
        if "LockBusy" in str(problem):
            raise IndexBusyError from problem
        raise


def _add_all(writer: GenerationWriter, batch: list[Document | Entry]) -> int:
    latest = {each.key: each for each in batch}
    for each in latest.values():
        writer.add(each)
    return len(batch)


def _nothing(_writer: GenerationWriter) -> int:
    return 0


def _source(thing: Document | Entry) -> str:
    source = layout.source_in(thing) if isinstance(thing, Entry) else entries.encode(thing)
    return source.decode("utf-8", "replace")


def _remove_all(writer: GenerationWriter, keys: list[Key]) -> int:
    for key in keys:
        writer.remove(key)
    return len(keys)


def _fill(generation: Generation, documents: Iterable[Document | Entry]) -> int:
    writer = GenerationWriter(generation, _heap_of_rebuild())
    done = 0
    for each in documents:
        writer.add(each, fresh=True)
        done += 1
    writer.commit()
    writer.close()
    return done


def _heap_of_rebuild() -> int:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(_HEAP, min(memory // _SHARE_OF_MEMORY, _MOST_HEAP_OF_REBUILD))


def _replay(writer: GenerationWriter, lines: list[str]) -> None:
    """The last state of each thing that changed while the generation was being filled."""
    last: dict[Key, Document | None] = {}
    for line in lines:
        verb, *rest = json.loads(line)
        key = (rest[0], rest[1])
        if verb == "put":
            last[key] = entries.decode(key, rest[2].encode())
        elif verb == "remove":
            last[key] = None
        elif before := last[key] if key in last else writer.stored(key):
            last[key] = entries.with_availability(before, rest[2])
    for key, after in last.items():
        if after is None:
            writer.remove(key)
        else:
            writer.add(after)

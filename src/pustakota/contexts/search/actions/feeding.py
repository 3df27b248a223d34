from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from pustakota.contexts.search.engines.current import current_engine
from pustakota.contexts.search.engines.entries import Entry
from pustakota.contexts.search.rules.documents import Document, Key


def writing() -> AbstractContextManager[None]:
    """Be the one writer until the end of the block: the worker for its life, an import for its length.

    `IndexBusyError` while another process is. Without it each call below takes the writer's place for its own length.
    """
    return current_engine().writing()


def described(documents: Iterable[Document]) -> list[Entry]:
    """Documents as the index keeps them: the dear part of feeding, for processes beside the writer's."""
    return list(map(current_engine().entry, documents))


def index_documents(documents: Iterable[Document | Entry]) -> int:
    """Add or replace things; they can be found on return. Long iterables are taken in commits of 40,000."""
    return current_engine().put(documents)


def remove_documents(keys: Iterable[Key]) -> int:
    """Forget things; unknown keys do no harm."""
    return current_engine().remove(keys)


def set_availability(changes: Mapping[Key, Mapping[str, int]]) -> int:
    """Set the free copies per service point, {("record", 42): {"1": 2}}; returns how many things were in the index."""
    return current_engine().set_availability(changes)


def rebuild(documents: Iterable[Document | Entry]) -> int:
    """Make the index anew (each thing once) while the old one answers; changes made meanwhile are repeated on it.

    `IndexBusyError` while another rebuild runs. A rebuild that dies leaves the old index as it was.
    """
    return current_engine().rebuild(documents)

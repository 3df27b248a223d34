"""Feeding the index. These need no permission and no transaction: they follow what was already decided elsewhere.

An index begins with `rebuild`; until then changes are let go, since the rebuild reads everything anyway. So the worker
asks `queries.ready()` when it starts and rebuilds where it is False (of no documents at all, for an empty library).
"""

from pustakota.contexts.search.actions.feeding import (
    index_documents,
    rebuild,
    remove_documents,
    set_availability,
    writing,
)
from pustakota.contexts.search.rules.documents import Document, Key

__all__ = ["Document", "Key", "index_documents", "rebuild", "remove_documents", "set_availability", "writing"]

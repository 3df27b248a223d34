"""Feeding the index, weighing, and judging what is found.

Feeding needs no permission and no transaction: it follows what was already decided elsewhere.

An index begins with `rebuild`; until then changes are let go, since the rebuild reads everything anyway. So the worker
asks `queries.ready()` when it starts and rebuilds where it is False (of no documents at all, for an empty library).
"""

from pustakota.contexts.search.actions.feeding import (
    described,
    index_documents,
    rebuild,
    remove_documents,
    set_availability,
    writing,
)
from pustakota.contexts.search.actions.judging import expect, forget_query, judge_query
from pustakota.contexts.search.actions.weighing import go_back_to, put_weights_in_force
from pustakota.contexts.search.engines.entries import Entry
from pustakota.contexts.search.models import Grade, JudgedQuery
from pustakota.contexts.search.rules.documents import Document, Key
from pustakota.contexts.search.rules.weights import Weights

__all__ = [
    "Document",
    "Entry",
    "Grade",
    "JudgedQuery",
    "Key",
    "Weights",
    "described",
    "expect",
    "forget_query",
    "go_back_to",
    "index_documents",
    "judge_query",
    "put_weights_in_force",
    "rebuild",
    "remove_documents",
    "set_availability",
    "writing",
]

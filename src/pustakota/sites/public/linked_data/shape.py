"""The one shape of all descriptions."""

from collections.abc import Mapping
from typing import Any

CONTEXT = "https://schema.org"
Node = dict[str, Any]


def node(kind: str, **facts: object) -> Node:
    """A thing of a kind; empty facts are left out, ``id`` becomes ``@id``."""
    named = {"@id" if name == "id" else name: value for name, value in facts.items()}
    return {"@type": kind, **{name: value for name, value in named.items() if value not in (None, "", [], {})}}


def document(thing: Mapping[str, Any]) -> Node:
    """A thing that stands alone on a page."""
    return {"@context": CONTEXT, **thing}

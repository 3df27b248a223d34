"""A document as one entry of an index: what every engine is given, before it lays it out in its own way.

For each weight class there are exact tokens in their order, for phrases, and loose ones. `all` holds both of every
class once: it decides *whether* a thing is found; the classes decide *how high* it stands.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, from_json, to_json

from pustakota.contexts.search.rules import identifiers
from pustakota.contexts.search.rules.analysis import gather, manner_of
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES, Document, Key

FORMAT = "7"
"""Raise it when fields or analysis change: an index of another format counts as missing and is rebuilt."""

LOOSE_CLASSES = ("title", "title_rest", "names", "subjects")
"""Where a stem raises a thing's place. In `text` it only lets the thing be found."""
PARTS_OF_TEXT = ("series", "publisher")
"""Fields of a document whose words belong to `text` and can be asked for by themselves too."""
_LETTERS = {letter: place for place, letter in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyz")}
_RANK_LETTERS = 12


class Entry(NamedTuple):
    """What an engine keeps of a document, laid out in its own way. It can go from one process to another."""

    key: Key
    laid_out: Any


def loose(weight_class: str) -> str:
    """Name of the field of loose tokens."""
    return f"{weight_class}_loose"


def storable(text: str) -> str:
    """The text without halves of characters, which no index can hold."""
    return text.encode("utf-8", "replace").decode()


def cleaned(document: Document) -> Document:
    """The document with every value storable."""
    return replace(
        document,
        fields={name: [storable(value) for value in values] for name, values in document.fields.items()},
        facets={name: [storable(value) for value in values] for name, values in document.facets.items()},
    )


def key_text(key: Key) -> str:
    """The key as an engine writes it: record:42."""
    return f"{key[0]}:{key[1]}"


def key_in(address: str) -> Key:
    """The key that `key_text` wrote."""
    kind, _, number = address.rpartition(":")
    return kind, int(number)


def fields_of(document: Document) -> dict[str, Any]:
    """The fields of one document, without its key and its source."""
    manner = manner_of(document.language, document.year)
    fields: dict[str, Any] = {}
    every: set[str] = set()
    in_text: list[str] = []
    for name in (*PARTS_OF_TEXT, *WEIGHT_CLASSES):
        if not (values := document.fields.get(name)):
            continue
        weight_class = "text" if name in PARTS_OF_TEXT else name
        exact: list[str] = []
        others: list[str] = []
        for value in values:
            own: list[str] = []
            gather(value, manner, own, others, weight_class)
            exact.append(" ".join(own))
            every.update(own)
        every.update(others)
        fields[name] = exact
        if name in LOOSE_CLASSES:
            fields[loose(name)] = " ".join(others)
        elif name in PARTS_OF_TEXT:
            in_text += exact
            fields[name] = [*exact, " ".join(others)] if others else exact
    if in_text:
        fields["text"] = [*in_text, *fields.get("text", ())]
    numbers = _numbers(document)
    fields |= _plain_fields(document, [*fields.get("title", ()), *fields.get("title_rest", ())], numbers)
    fields["all"] = " ".join(every.union(numbers))
    return fields


def encode(document: Document) -> bytes:
    """The document without its key, for `decode`."""
    try:
        return to_json(_without_key(document))
    except PydanticSerializationError:  # halves of characters
        return to_json(_without_key(cleaned(document)))


def decode(key: Key, source: bytes) -> Document:
    return Document(*key, *from_json(source))


def with_availability(document: Document, availability: Mapping[str, int]) -> Document:
    return replace(document, availability=dict(availability))


def _without_key(document: Document) -> list[Any]:
    own = (document.fields, document.facets, document.language, document.year, document.boost, document.availability)
    return [*own, document.work, document.popularity]


def _numbers(document: Document) -> set[str]:
    return {form for value in document.fields.get("identifiers", ()) for form in identifiers.forms(value)}


def _plain_fields(document: Document, titles: list[str], numbers: set[str]) -> dict[str, Any]:
    whole = " ".join(titles)
    fields: dict[str, Any] = {
        "facets": _facets(document),
        "identifier": list(numbers),
        "class_number": [value.lower() for value in document.fields.get("class_number", ())],
        "whole_title": list(dict.fromkeys([*titles[:1], whole])) if titles else [],
        "title_rank": _rank(whole),
        "boost": float(document.boost),
        "work": _alone(document.key) if document.work is None else document.work,
    }
    if document.year is not None:
        fields["year"] = document.year
    return fields


def _facets(document: Document) -> dict[str, list[str]]:
    facets = {
        name: list(values if len(values) == 1 else dict.fromkeys(values))
        for name, values in document.facets.items()
        if values
    }
    if free := [point for point, copies in document.availability.items() if copies > 0]:
        facets |= {"available": ["yes"], "available_at": free}
    if document.popularity:
        facets["popularity"] = [str(document.popularity)]
    return facets


def _alone(key: Key) -> int:
    """The work of a thing that shares it with none: a number of its own, below 0, where no work has one."""
    return -(int.from_bytes(blake2b(key_text(key).encode(), digest_size=8).digest()) >> 2)


def _rank(title: str) -> int:
    """The first twelve letters as a number that sorts as they do."""
    letters = title[:_RANK_LETTERS].ljust(_RANK_LETTERS)
    return (_rank_of_four(letters[:4]) * 37**4 + _rank_of_four(letters[4:8])) * 37**4 + _rank_of_four(letters[8:])


@lru_cache(maxsize=50_000)
def _rank_of_four(letters: str) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 37 + _LETTERS.get(letter, 36)
    return rank

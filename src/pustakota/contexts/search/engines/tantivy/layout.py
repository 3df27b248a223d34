"""The index's fields, and how a document becomes one entry.

For each weight class there is a field of exact tokens (with positions, for phrases) and one of loose tokens. `all`
holds both of every class once: it decides *whether* a thing is found; the class fields decide *how high* it stands.
The document itself is stored too, so that a change of availability needs nobody else.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tantivy
from pydantic_core import PydanticSerializationError, from_json, to_json

from pustakota.contexts.search.rules import identifiers
from pustakota.contexts.search.rules.analysis import gather, in_indonesian, manner_of, sounds
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES, Document, Key

FORMAT = "1"
"""Raise it when fields or analysis change: an index of another format counts as missing and is rebuilt."""

LOOSE_CLASSES = ("title", "title_rest", "names", "subjects")
"""Where a stem raises a thing's place. In `text` it only lets the thing be found."""
_LETTERS = {letter: place for place, letter in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyz")}
_RANK_LETTERS = 12


def loose(weight_class: str) -> str:
    """Name of the field of loose tokens."""
    return f"{weight_class}_loose"


def key_text(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def key_of(stored: tantivy.Document) -> Key:
    """The key of an entry of the index."""
    kind, _, number = str(stored.get_first("key")).rpartition(":")
    return kind, int(number)


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    for weight_class in WEIGHT_CLASSES:
        builder.add_text_field(weight_class, tokenizer_name="whitespace", index_option="position")
        if weight_class in LOOSE_CLASSES:
            builder.add_text_field(loose(weight_class), tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("all", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("whole_title", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("identifier", tokenizer_name="raw", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True, indexed=True)
    builder.add_unsigned_field("title_rank", fast=True)
    builder.add_float_field("boost", fast=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


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


def entry(document: Document) -> dict[str, Any]:
    """The fields of one document."""
    manner = manner_of(document.language, document.year)
    fields: dict[str, Any] = {}
    every: set[str] = set()
    words: set[str] = set()
    for weight_class in WEIGHT_CLASSES:
        if not (values := document.fields.get(weight_class)):
            continue
        exact: list[str] = []
        others: list[str] = []
        for value in values:
            own: list[str] = []
            gather(value, manner, own, others)
            exact.append(" ".join(own))
            words.update(own)
            if weight_class == "names":
                others += sounds(own)
            elif weight_class == "subjects":
                others += in_indonesian(own)
        fields[weight_class] = exact
        if weight_class in LOOSE_CLASSES:
            fields[loose(weight_class)] = " ".join(others)
        every.update(others)
    every |= words
    numbers = _numbers(document)
    fields |= _plain_fields(document, [*fields.get("title", ()), *fields.get("title_rest", ())], numbers)
    fields["all"] = " ".join(every.union(numbers))
    return fields


def encode(document: Document) -> bytes:
    try:
        return to_json(document)
    except PydanticSerializationError:  # halves of characters
        return to_json(cleaned(document))


def decode(source: bytes) -> Document:
    return Document(**from_json(source))


def document_of(stored: tantivy.Document) -> Document:
    """The document of an entry of the index, as it was given."""
    return decode(bytes(stored.get_first("source") or b""))


def with_availability(document: Document, availability: Mapping[str, int]) -> Document:
    return replace(document, availability=dict(availability))


def _numbers(document: Document) -> set[str]:
    return {form for value in document.fields.get("identifiers", ()) for form in identifiers.forms(value)}


def _plain_fields(document: Document, titles: list[str], numbers: set[str]) -> dict[str, Any]:
    whole = " ".join(titles)
    fields: dict[str, Any] = {
        "key": key_text(document.key),
        "kind": document.kind,
        "number": document.id,
        "facets": _facets(document),
        "identifier": list(numbers),
        "whole_title": list(dict.fromkeys([*titles[:1], whole])) if titles else [],
        "title_rank": _rank(whole),
        "boost": float(document.boost),
        "source": encode(document),
    }
    if document.year is not None:
        fields["year"] = document.year
    return fields


def _facets(document: Document) -> dict[str, list[str]]:
    facets = {name: list(dict.fromkeys(values)) for name, values in document.facets.items() if values}
    if free := [point for point, copies in document.availability.items() if copies > 0]:
        facets |= {"available": ["yes"], "available_at": free}
    return facets


def _rank(title: str) -> int:
    """The first twelve letters as a number that sorts as they do."""
    rank = 0
    for letter in title[:_RANK_LETTERS].ljust(_RANK_LETTERS):
        rank = rank * 37 + _LETTERS.get(letter, 36)
    return rank

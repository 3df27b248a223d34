"""The fields of tantivy's index, and how an entry is laid into them.

The document itself is stored too, so that a change of availability needs nobody else.
"""

from base64 import b64decode, b64encode
from hashlib import blake2b
from typing import Any

import tantivy
from pydantic_core import PydanticSerializationError, from_json, to_json

from pustakota.contexts.search.engines.entries import (
    LOOSE_CLASSES,
    PARTS_OF_TEXT,
    Entry,
    cleaned,
    decode,
    encode,
    fields_of,
    key_in,
    key_text,
    loose,
)
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES, Document, Key


def key_of(stored: tantivy.Document) -> Key:
    """The key of an entry of the index."""
    return key_in(str(stored.get_first("key")))


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    for weight_class in WEIGHT_CLASSES:
        builder.add_text_field(weight_class, tokenizer_name="whitespace", index_option="position")
        if weight_class in LOOSE_CLASSES:
            builder.add_text_field(loose(weight_class), tokenizer_name="whitespace", index_option="freq")
    for part in PARTS_OF_TEXT:
        builder.add_text_field(part, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("class_number", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("all", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("whole_title", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("identifier", tokenizer_name="raw", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True, indexed=True)
    builder.add_unsigned_field("title_rank", fast=True)
    builder.add_float_field("boost", fast=True)
    builder.add_integer_field("work", fast=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def described(document: Document) -> Entry:
    """What the index keeps of one document, as JSON: tantivy reads that quicker than it takes objects of Python."""
    try:
        return Entry(document.key, to_json(_fields(document)).decode())
    except PydanticSerializationError:  # halves of characters
        return Entry(document.key, to_json(_fields(cleaned(document))).decode())


def source_in(entry: Entry) -> bytes:
    """The document in an entry, for `decode`."""
    return b64decode(from_json(entry.laid_out)["source"])


def marked(title: str) -> str:
    """A whole title as one short word: as they are, titles were a third of what the index's list of words held."""
    return blake2b(title.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _fields(document: Document) -> dict[str, Any]:
    kind, number = document.key
    fields = fields_of(document)
    return {
        **fields,
        "whole_title": [marked(title) for title in fields["whole_title"]],
        "key": key_text(document.key),
        "kind": kind,
        "number": number,
        "source": b64encode(encode(document)).decode(),
    }


def document_of(stored: tantivy.Document) -> Document:
    """The document of an entry of the index, as it was given."""
    return decode(key_of(stored), bytes(stored.get_first("source") or b""))

"""The fields of the cluster's index, and a document as one entry of it.

The words are analysed here, by the rules that every engine shares; the cluster only splits them at spaces. `all`
decides *whether* a thing is found, the class fields *how high* it stands. Of an entry the cluster keeps nothing but the
document as it was given: that is what a change of availability is made from.
"""

from base64 import b64decode, b64encode
from typing import Any

from pustakota.contexts.search.engines.entries import (
    LOOSE_CLASSES,
    PARTS_OF_TEXT,
    Entry,
    cleaned,
    decode,
    encode,
    fields_of,
    key_in,
    loose,
)
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES, Document

GONE = "-"
"""Kind of an entry that holds the place of a removed thing while a rebuild runs."""
LONGEST_VALUE = 8_000
"""Letters of a value that is matched whole; Lucene takes 32,766 bytes."""
MOST_HITS = 12_000
_WHOLE = {"type": "keyword", "ignore_above": LONGEST_VALUE}
_ONLY_ASKED = {**_WHOLE, "doc_values": False, "norms": False}


def _words(detail: str, *, norms: bool = True) -> dict[str, Any]:
    return {"type": "text", "analyzer": "whitespace", "index_options": detail, "norms": norms}


def _properties() -> dict[str, Any]:
    words = {name: _words("positions") for name in WEIGHT_CLASSES}
    others = {loose(name): _words("freqs") for name in LOOSE_CLASSES}
    return {
        **words,
        **others,
        **{name: _words("positions", norms=False) for name in PARTS_OF_TEXT},
        "class_number": _ONLY_ASKED,
        "all": _words("docs", norms=False),
        "kind": {"type": "keyword"},
        "number": {"type": "long"},
        "whole_title": _ONLY_ASKED,
        "identifier": _ONLY_ASKED,
        "facets": {"type": "object", "dynamic": True},
        "year": {"type": "integer"},
        "title_rank": {"type": "long"},
        "boost": {"type": "float"},
        "work": {"type": "long", "index": False},
        "source": {"type": "binary"},
    }


def things(shards: int) -> dict[str, Any]:
    """How the index of things is made. Searchable is what has been refreshed, by the one who writes."""
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "-1",
            "max_result_window": MOST_HITS,
            "max_terms_count": 70_000,
        },
        "mappings": {
            "dynamic": False,
            "_source": {"includes": ["source"]},
            "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": _WHOLE}}],
            "properties": _properties(),
        },
    }


def words() -> dict[str, Any]:
    """How the list of words is made: each with the number of things it was written with, at most."""
    return {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1",
                     "max_result_window": MOST_HITS},
        "mappings": {"dynamic": False, "properties": {"word": {"type": "keyword"}, "things": {"type": "integer"}}},
    }  # fmt: skip


def described(document: Document) -> Entry:
    """What the index keeps of one document, as JSON can hold it."""
    clean = cleaned(document)
    kind, number = document.key
    own = {"kind": kind, "number": number, "source": _text(encode(clean))}
    return Entry(document.key, {**fields_of(clean), **own})


def document(address: str, source: str) -> Document:
    """The document at an address, as it was given."""
    return decode(key_in(address), b64decode(source))


def _text(source: bytes) -> str:
    return b64encode(source).decode()

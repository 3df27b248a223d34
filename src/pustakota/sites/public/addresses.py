"""Where titles and searches live on the site.

A page of results holds eighty such addresses: their beginnings are asked from the URL patterns once for each language.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pustakota.contexts.catalogue.models import Record

LONGEST_SLUG = 60
NO_SLUG = "judul"
FEED_FORMS = ("rss", "atom")


def slug(record: Record) -> str:
    """The readable end of a title's address."""
    return _slug(record.title)


@lru_cache(maxsize=20_000)
def _slug(title: str) -> str:
    return slugify(title)[:LONGEST_SLUG].strip("-") or NO_SLUG


def address_of(record: Record) -> str:
    """``/katalog/<id>/<slug>``, in the active language."""
    return f"{_beginning('public:record_by_number', 0, get_language())}{record.pk}/{slug(record)}"


def addresses_of(records: Iterable[Record]) -> list[str]:
    """The same of many titles."""
    beginning = _beginning("public:record_by_number", 0, get_language())
    return [f"{beginning}{record.pk}/{slug(record)}" for record in records]


def editions_address(record: Record) -> str:
    """The other editions of its work: a page, and what a row of a list opens to."""
    return editions_beneath(address_of(record))


def editions_beneath(address: str) -> str:
    """The same, of the title with this address."""
    return f"{address}/edisi"


def cover_address(record_id: int) -> str:
    """The drawn cover; the same in each language."""
    return f"{_beginning('fixed:cover', 0, None)}{record_id}.svg"


def card_address(record_id: int) -> str:
    """The picture shown where somebody passes the title on."""
    return f"{_beginning('fixed:card', 0, None)}{record_id}.png"


def event_address(occurrence_id: int) -> str:
    """The page of one date of an event, in the active language."""
    return f"{_beginning('public:event', 0, get_language())}{occurrence_id}/"


def search_address() -> str:
    """The search page, in the active language."""
    return _beginning("public:search", None, get_language())


def absolute(address: str) -> str:
    """With the site's own host, whatever host was asked: for machines and for what people pass on."""
    return f"{settings.PUBLIC_URL}{address}"


def completions_address() -> str:
    """What completes words while somebody types, in the active language."""
    return _beginning("public:completions", None, get_language())


@cache
def _beginning(name: str, number: int | None, _language: str | None) -> str:
    """An address up to its number; the language is a key, since ``reverse`` answers in the one that is active."""
    address = reverse(name, args=[] if number is None else [number])
    return address if number is None else address.rpartition(str(number))[0]

"""Titles: what they are, and where they can be borrowed now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pustakota.design.covers import said_name
from pustakota.design.languages import web_code
from pustakota.sites.public.addresses import absolute, address_of, card_address
from pustakota.sites.public.linked_data.places import place_reference
from pustakota.sites.public.linked_data.shape import Node, document, node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.catalogue.models import Record
    from pustakota.sites.public.copies import Place

KINDS = {"book": "Book", "manuscript": "Manuscript", "serial": "Periodical", "map": "Map", "braille": "Book"}
LEASE_OUT = "http://purl.org/goodrelations/v1#LeaseOut"
IN_STOCK, OUT_OF_STOCK, ON_SITE = (f"https://schema.org/{word}" for word in ("InStock", "OutOfStock", "InStoreOnly"))
PAGES = re.compile(r"(?:^|[ ,])(\d{1,5}) ?(?:p|pages|hlm|hal|halaman)\b")


def book(record: Record, places: Sequence[Place], editions: Sequence[Record] = ()) -> Node:
    """The title with one offer for each place that has copies; authors are people only where the heading says so.

    ``editions``: the others of its work.
    """
    details, url = record.details, absolute(address_of(record))
    kind = KINDS.get(record.material, "CreativeWork" if record.material else "Book")
    return document(
        node(
            kind,
            id=f"{url}#judul",
            url=url,
            name=record.title,
            alternativeHeadline=record.subtitle,
            author=[_author(name, dates) for name, dates in _authors(record)],
            inLanguage=[web_code(code) for code in details.get("languages", ()) or [record.language] if code],
            publisher=node("Organization", name=record.publisher) if record.publisher else None,
            datePublished=str(record.year or ""),
            description=details.get("summary", ""),
            about=list(details.get("subjects", ())),
            image=absolute(card_address(record.pk)),
            issn=list(details.get("issns", ())) if kind == "Periodical" else None,
            **(_of_books(record) if kind == "Book" else {}),
            offers=[_offer(place) for place in places],
            exampleOfWork=_work(record, editions) if editions else None,
        )
    )


def _work(record: Record, editions: Sequence[Record]) -> Node:
    """The work that the title is an edition of, with the others."""
    return node(
        "CreativeWork", id=absolute(f"/#karya-{record.work}"), workExample=[_edition(edition) for edition in editions]
    )


def _edition(record: Record) -> Node:
    url = absolute(address_of(record))
    return node(
        KINDS.get(record.material, "CreativeWork" if record.material else "Book"),
        id=f"{url}#judul",
        url=url,
        name=record.title,
        inLanguage=web_code(record.language) if record.language else "",
        datePublished=str(record.year or ""),
    )


def _of_books(record: Record) -> Node:
    pages = PAGES.search(record.details.get("extent", ""))
    return {
        "isbn": list(record.isbns),
        "bookEdition": record.details.get("edition", ""),
        "numberOfPages": int(pages[1]) if pages else None,
    }


def _authors(record: Record) -> list[tuple[str, str]]:
    dates = list(record.details.get("author_dates", ()))
    return list(zip(record.authors, dates + [""] * (len(record.authors) - len(dates)), strict=False))


def _author(heading: str, dates: str) -> Node | str:
    """An inverted heading or years of life make a person; of any other name the kind is not known."""
    is_person = bool(dates) or ("," in heading and ". " not in heading)
    return node("Person", name=said_name(heading)) if is_person else heading


def _offer(place: Place) -> Node:
    """Borrowing at one place. A copy for use in the library alone is there, but not to take along."""
    free, on_site = place.free, place.on_site
    return node(
        "Offer",
        businessFunction=LEASE_OUT,
        availability=IN_STOCK if free else ON_SITE if on_site else OUT_OF_STOCK,
        availableAtOrFrom=place_reference(place.point),
        sku=place.call_numbers[0] if place.call_numbers else "",
        inventoryLevel={**node("QuantitativeValue"), "value": free},
        price="0",
        priceCurrency="IDR",
    )

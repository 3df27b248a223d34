"""Walking through the collection: authors and subjects from A to Z, classes from the broad to the narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from pustakota.contexts.catalogue.queries import headings
from pustakota.contexts.network import queries as network
from pustakota.contexts.organisation import queries as organisation
from pustakota.design.parts import Link
from pustakota.sites.public.addresses import search_address
from pustakota.sites.public.classes import class_name
from pustakota.sites.public.head import Head
from pustakota.sites.public.title_rows import title_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pustakota.contexts.catalogue.models import Heading


KINDS = {"pengarang": "author", "subjek": "subject"}
LETTERS = (*headings.LETTERS, headings.DIGITS, headings.OTHERS)
LONGEST_START = 120
NARROWEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. ``see``: look there instead, or there too where ``is_also``."""

    label: str
    href: str
    count: int
    see: str = ""
    is_also: bool = False


def browse(request: HttpRequest) -> HttpResponse:
    """The three ways in."""
    return render(request, "public/browse.html", {"hundreds": _steps(""), "has_union": network.is_kept()})


def by_heading(request: HttpRequest, way: str) -> HttpResponse:
    """Authors or subjects: the letters (``?huruf=``), and one page of a letter from a form on (``?dari=``)."""
    kind = KINDS[way]
    counts = headings.initials(kind)
    start, letter = request.GET.get("dari", "").strip()[:LONGEST_START], request.GET.get("huruf", "")
    if letter and letter not in LETTERS:
        raise Http404
    if start and not letter:
        letter = headings.place_of(start)[0]
    letter = letter or next((each for each in LETTERS if counts.get(each)), headings.LETTERS[0])
    page = headings.page(kind, letter, start=start)
    here = reverse("public:browse_headings", args=[way])
    context = {
        "way": way,
        "kind": kind,
        "letters": _letters(here, letter, counts),
        "letter": _letter_word(letter),
        "entries": [_entry(kind, row) for row in page.rows],
        "previous": _from(here, letter, page.previous),
        "following": _from(here, letter, page.following),
        "start": start,
        "is_counted": bool(counts),
        "head": Head(indexed=not start),
    }
    return render(request, "public/headings.html", context)


def _letters(here: str, chosen: str, counts: Mapping[str, int]) -> list[Link]:
    """The whole alphabet; letters without a heading have no number."""
    return [
        Link(
            _letter_word(each),
            f"{here}?{urlencode({'huruf': each})}",
            current=each == chosen,
            count=counts.get(each),
        )
        for each in LETTERS
    ]


def _letter_word(letter: str) -> str:
    if letter == headings.DIGITS:
        return "0–9"
    return gettext("other") if letter == headings.OTHERS else letter.upper()


def _from(here: str, letter: str, start: str) -> str:
    return f"{here}?{urlencode({'huruf': letter, 'dari': start})}" if start else ""


def _entry(kind: str, row: Heading) -> Entry:
    there = f"{search_address()}?{urlencode({kind: row.see or row.label})}"
    return Entry(row.label, there, row.records, row.see, row.is_also)


def by_class(request: HttpRequest, number: str = "") -> HttpResponse:
    """A class: the narrower ones with their numbers of titles, and the titles."""
    if len(number) > NARROWEST:
        raise Http404
    last = request.GET.get("setelah", "")
    rows = headings.titles_of_class(number, after=_place(last)) if number else []
    shown, more = rows[: headings.PAGE_SIZE], len(rows) > headings.PAGE_SIZE
    points = {str(point.pk): point.name for point in organisation.points_in_service()}
    context = {
        "number": number,
        "name": class_name(number),
        "above": [Link(class_name(number[:n]), _class_address(number[:n])) for n in range(1, len(number))],
        "steps": _steps(number) if len(number) < NARROWEST else [],
        "hits": title_rows(shown, points) if shown else [],
        "following": f"{request.path}?setelah={shown[-1].class_number}~{shown[-1].pk}" if more else "",
        "is_further": bool(last),
        "head": Head(indexed=not last),
    }
    return render(request, "public/class.html", context)


def _place(text: str) -> tuple[str, int] | None:
    number, _, key = text.partition("~")
    return (number, int(key)) if key.isdecimal() and len(key) < NARROWEST * 6 else None


def _steps(number: str) -> Sequence[Entry]:
    """Classes of one digit more; those without titles are left out."""
    return [Entry(class_name(beginning), _class_address(beginning), n) for beginning, n in headings.classes(number)]


def _class_address(number: str) -> str:
    return reverse("public:browse_class", args=[number])

"""What is offered while somebody types: titles, authors and subjects, each leading to its search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries.unindexed import unindexed
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.design.covers import said_name
from pustakota.foundation.pacing import Pace
from pustakota.sites.public.addresses import absolute, address_of, search_address

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from pustakota.contexts.catalogue.models import Record

LONGEST_LINE = 300
SHORTEST = 2
"""Letters: after one nearly everything may come, and finding out costs most."""
TITLES, HEADINGS = 5, 4
KEPT = "public, max-age=60"
"""An answer may be used again for a minute, by browsers and by what lies between."""
PACE = Pace(from_one=1_200, from_all=6_000)
"""A class of pupils behind one address may type at once."""
NAMES: dict[str, str | Promise] = {"title": _("Titles"), "author": _("Authors"), "subject": _("Subjects")}


@dataclass(frozen=True, slots=True)
class Offered:
    """What may come: records in their order, authors and subjects with the number of titles that each has."""

    records: Sequence[Record]
    headings: Sequence[search.Heading] = ()

    def of(self, facet: str) -> list[search.Heading]:
        return [heading for heading in self.headings if heading.facet == facet]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the list. ``count``: titles that choosing it shows; none where it leads to one title."""

    pieces: Sequence[search.Piece]
    address: str
    about: str = ""
    count: int | None = None

    @property
    def words(self) -> str:
        return "".join(piece for piece, _is_typed in self.pieces)


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    options: Sequence[Option]

    @property
    def name(self) -> str | Promise:
        return NAMES[self.kind]


def offered(line: str) -> Offered:
    """What may come after these letters; while there is no index, titles that begin so."""
    text = line[:LONGEST_LINE]
    if sum(map(len, search.typed_words(text))) < SHORTEST:
        return Offered(())
    try:
        found = search.complete(text, limit=2 * HEADINGS)
    except IndexMissingError:
        return Offered(unindexed(text).records[:TITLES])
    numbers = [number for _kind, number in found.keys][:TITLES]
    rows = catalogue.records(numbers)
    return Offered([rows[number] for number in numbers if number in rows], found.headings)


def groups(line: str) -> list[Group]:
    """The list under its headings, without those that have nothing under them."""
    given, words, beside = offered(line), search.typed_words(line), search.beside_words(line)
    options = {"title": list(_titles(given.records, words))}
    for facet in ("author", "subject"):
        headings = given.of(facet)[:HEADINGS]
        options[facet] = [_heading(each, words, beside) for each in headings]
    return [Group(kind, found) for kind, found in options.items() if found]


def _titles(records: Sequence[Record], words: Sequence[str]) -> Iterator[Option]:
    """Each title once: of several records that bear it, a search for them all."""
    bearers = Counter(record.title for record in records)
    for record in records:
        number = bearers.pop(record.title, 0)
        if number == 1:
            byline = filter(None, (*map(said_name, record.authors[:1]), str(record.year or "")))
            yield Option(search.marked(record.title, words), address_of(record), about=" · ".join(byline))
        elif number:
            yield _several(record.title, words)


def _several(title: str, words: Sequence[str]) -> Option:
    field = "judul" if get_language() == "id" else "title"
    line = f'{field}:"{title.replace(chr(34), " ")}"'
    count = search.search(search.SearchRequest(line, page_size=1, facets=())).count
    return Option(search.marked(title, words), f"{search_address()}?{urlencode({'q': line})}", count=count)


def _heading(heading: search.Heading, words: Sequence[str], beside: str) -> Option:
    asked = [("q", beside), (heading.facet, heading.value)]
    address = f"{search_address()}?{urlencode(asked)}"
    return Option(search.marked(heading.value, words), address, count=heading.count)


def suggestions(line: str) -> list[object]:
    """For the search field of a browser (OpenSearch): what was typed, completions, texts, addresses."""
    found = [option for group in groups(line) for option in group.options]
    return [line, [one.words for one in found], [_said(one) for one in found], [absolute(one.address) for one in found]]


def _said(option: Option) -> str:
    if option.count is None:
        return option.about
    return ngettext("%(count)s title", "%(count)s titles", option.count) % {"count": option.count}

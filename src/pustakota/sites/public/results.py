"""From an address of the search page to what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import references, works
from pustakota.contexts.catalogue.queries.unindexed import unindexed
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.design.languages import language_name
from pustakota.design.parts import FacetValue, Link
from pustakota.sites.public.asked import COUNTED_ON_OPENING, FACETS, PAGE_SIZE, Asked, OneMore, request_of
from pustakota.sites.public.title_rows import title_rows
from pustakota.sites.public.year_range import DECADE, YearRange, year_range, years_in_words

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from pustakota.contexts.organisation.models import ServicePoint

FEW = 3
LONGEST_HEADING = 300
HELD_BY = "held_by"
"""Whole libraries, counted with the other facets."""
VALUES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Facet:
    """``open_address``: where a long facet is counted, while nobody has opened it."""

    title: str | Promise
    values: Sequence[FacetValue] = ()
    open_address: str = ""
    opened: bool = False
    years: YearRange | None = None


def missing_in(page: search.SearchPage) -> str:
    """The words that nothing has, for a sentence; none where they were corrected."""
    return "" if page.corrected else ", ".join(f"“{word}”" for word in page.missing)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of the list, ready to show. ``from_index`` is False while the answer comes from the database.

    ``unanswered``: parts of the line that the database cannot answer, for a sentence.
    ``more``: titles with most of the words, where few have all. ``led_to``: headings under which the titles of what was
    typed stand, where little was found.
    """

    asked: Asked
    count: int
    hits: Sequence[SafeString]
    facets: Sequence[Facet] = ()
    chosen: Sequence[Link] = ()
    page: search.SearchPage | None = None
    unanswered: str = ""
    more: Sequence[SafeString] = ()
    led_to: Sequence[Link] = ()

    @property
    def from_index(self) -> bool:
        return self.page is not None

    @property
    def missing(self) -> str:
        return missing_in(self.page) if self.page else ""

    @property
    def entries(self) -> int | None:
        """How many entries all pages have together; None where nobody counted the works."""
        return self.count if self.asked.each_edition or self.page is None else self.page.works

    @property
    def pages(self) -> int | None:
        return None if self.entries is None else -(-self.entries // PAGE_SIZE)

    @property
    def works(self) -> int | None:
        """The works that the titles found are, where these are fewer."""
        works = self.page.works if self.page else None
        return works if works is not None and works < self.count else None

    @property
    def has_editions(self) -> bool:
        """Whether the other way of listing shows another list."""
        return self.page is not None and (self.asked.each_edition or self.page.works is None or self.works is not None)

    @property
    def other_way(self) -> str:
        """The address where editions stand each for themselves, or together again."""
        return replace(self.asked, each_edition=not self.asked.each_edition, page=1).address

    @property
    def previous(self) -> str:
        return replace(self.asked, page=self.asked.page - 1).address if self.asked.page > 1 else ""

    @property
    def following(self) -> str:
        goes_on = self.page.goes_on if self.page else self.asked.page < (self.pages or 0)
        return replace(self.asked, page=self.asked.page + 1).address if goes_on else ""

    @property
    def sorts(self) -> list[Link]:
        ways = self.asked.in_each_order()
        return [Link(label, address, current=order == self.asked.sort) for order, label, address in ways]

    @property
    def suggestion_address(self) -> str:
        better = self.page.suggestion if self.page else None
        return replace(self.asked, text=better, page=1).address if better else ""


@dataclass(slots=True)
class WholeLibrary:
    """A library of several points."""

    number: str
    points: list[str]


Libraries = Mapping[str, WholeLibrary]
"""The libraries that have several points, by name."""


def libraries_of(points: Iterable[ServicePoint]) -> Libraries:
    """Nothing where all points are of one library: then there is one level only."""
    of: dict[str, WholeLibrary] = {}
    for point in points:
        library = point.library
        of.setdefault(library.name, WholeLibrary(str(library.pk), [])).points.append(str(point.pk))
    return {name: each for name, each in of.items() if len(each.points) > 1} if len(of) > 1 else {}


def results(asked: Asked) -> Results:
    """From the index; while there is none yet, from the database: by the beginning of the title, and fields."""
    rows_of_points = organisation.points_ever()
    points = {str(point.pk): point.name for point in rows_of_points}
    try:
        return _from_index(asked, points, libraries_of(rows_of_points))
    except IndexMissingError:
        return _from_database(asked, points)


def _from_database(asked: Asked, points: Mapping[str, str]) -> Results:
    found = unindexed(asked.text)
    first = (asked.page - 1) * PAGE_SIZE
    rows = title_rows(found.records[first : first + PAGE_SIZE], points)
    return Results(asked, len(found.records), rows, unanswered=", ".join(f"“{part}”" for part in found.unanswered))


def _from_index(asked: Asked, points: Mapping[str, str], libraries: Libraries) -> Results:
    request = request_of(asked)
    if libraries:
        request = replace(request, facets=(*request.facets, HELD_BY))
    page = search.search(request)
    numbers = [*page.ids, *(number for _kind, number in page.more)]
    found = catalogue.records(numbers)
    shown = [found[number] for number in numbers if number in found]
    rows = title_rows(shown, points, {} if asked.each_edition else works.other_editions(shown))
    whole = sum(number in found for number in page.ids)
    led_to = _led_to(asked) if page.count < FEW and asked.page == 1 and not asked.is_narrowed else []
    facets = _facets(asked, request, page, points, libraries)
    return Results(
        asked,
        page.count,
        rows[:whole],
        facets,
        _chosen(asked, points, libraries),
        page,
        more=rows[whole:],
        led_to=led_to,
    )


def _led_to(asked: Asked) -> list[Link]:
    """Headings to which a reference leads from exactly these words."""
    headings = references.led_to(asked.text[:LONGEST_HEADING])
    return [Link(row.see, Asked(filters={row.kind: (row.see,)}).address, count=row.records) for row in headings]


def _facets(
    asked: Asked,
    request: search.SearchRequest,
    page: search.SearchPage,
    points: Mapping[str, str],
    libraries: Libraries,
) -> list[Facet]:
    shown: list[Facet] = []
    more = OneMore(asked)
    for name, title in FACETS.items():
        counts = page.facets.get(name, ())
        if name in COUNTED_ON_OPENING and (name in {asked.opened, *asked.filters}):
            counts = search.facet_values(request, name)
        if name == "decade" and (counts or asked.has_years):
            values = sorted(
                _values(asked, name, counts, points, more), key=lambda value: str(value.label), reverse=True
            )
            years = year_range(counts, asked.since, asked.until)
            shown.append(Facet(_("Year"), values, opened=asked.has_years, years=years))
        elif counts:
            opened = name == asked.opened or not shown
            values = _values(asked, name, counts, points, more)
            if name == "service_point" and libraries:
                values = _by_library(
                    asked, page, dict(zip(_shown_of(asked, name, counts), values, strict=True)), libraries
                )
            shown.append(Facet(title, values, opened=opened))
        elif name in COUNTED_ON_OPENING and page.count:
            shown.append(Facet(title, open_address=replace(asked, opened=name, page=1).address))
    return shown


def _values(
    asked: Asked, name: str, counts: Sequence[tuple[str, int]], points: Mapping[str, str], more: OneMore
) -> list[FacetValue]:
    chosen, left_out = asked.filters.get(name, ()), asked.left_out.get(name, ())
    count_of = dict(counts)
    values = []
    for value in _shown_of(asked, name, counts):
        label = _label(name, value, points)
        if value in chosen:
            values.append(FacetValue(label, count_of[value], asked.toggled(name, value).address, chosen=True))
            continue
        without = asked.without(name, value).address if value in left_out else more.without_value(name, value)
        values.append(FacetValue(label, count_of[value], more.with_value(name, value), without_href=without))
    return values


def _shown_of(asked: Asked, name: str, counts: Sequence[tuple[str, int]]) -> list[str]:
    """The most frequent values, and those that are chosen."""
    chosen = asked.filters.get(name, ())
    return [value for place, (value, _count) in enumerate(counts) if place < VALUES_SHOWN or value in chosen]


def _by_library(
    asked: Asked, page: search.SearchPage, values: Mapping[str, FacetValue], libraries: Libraries
) -> list[FacetValue]:
    """Each library with all its points, then those points; one with a single point is that point alone."""
    counts = _counts_of_libraries(asked, page, libraries)
    chosen = set(asked.filters.get("service_point", ()))
    in_libraries = [point for whole in libraries.values() for point in whole.points]
    found: list[tuple[int, list[FacetValue]]] = [
        (value.count, [value]) for point, value in values.items() if point not in in_libraries
    ]
    for library, members in ((name, whole.points) for name, whole in libraries.items()):
        parts = [replace(value, is_part=True) for point, value in values.items() if point in members]
        if counts[library]:
            whole = FacetValue(
                library,
                counts[library],
                asked.with_points(members).address,
                chosen=set(members) <= chosen,
                without_href="" if chosen.intersection(members) else asked.without_points(members).address,
            )
            found.append((whole.count, [whole, *parts]))
    return [value for _count, group in sorted(found, key=lambda each: -each[0]) for value in group]


def _counts_of_libraries(asked: Asked, page: search.SearchPage, libraries: Libraries) -> Mapping[str, int]:
    """Counted with the other facets, unless places or free copies are asked for: then each for itself."""
    if asked.filters.get("service_point") or asked.filters.get("available"):
        return search.counts_of_any(page, "service_point", {name: each.points for name, each in libraries.items()})
    held = dict(page.facets[HELD_BY])
    return {name: held.get(each.number, 0) for name, each in libraries.items()}


def _chosen(asked: Asked, points: Mapping[str, str], libraries: Libraries | None = None) -> list[Link]:
    wanted, wanted_points = _whole(libraries, asked.filters)
    unwanted, unwanted_points = _whole(libraries, asked.left_out)
    chosen = [
        Link(f"{FACETS['service_point']}: {library}", asked.with_points(members).address)
        for library, members in wanted.items()
    ]
    chosen += [
        Link(f"{FACETS[name]}: {_label(name, value, points)}", asked.toggled(name, value).address)
        for name, values in asked.filters.items()
        for value in values
        if (name, value) not in wanted_points
    ]
    chosen += [
        Link(_not("service_point", library), asked.without_points(members).address)
        for library, members in unwanted.items()
    ]
    chosen += [
        Link(_not(name, _label(name, value, points)), asked.without(name, value).address)
        for name, values in asked.left_out.items()
        for value in values
        if (name, value) not in unwanted_points
    ]
    years = [Link(years_in_words(asked.since, asked.until), asked.of_years(None, None).address)]
    return chosen + (years if asked.has_years else [])


def _whole(
    libraries: Libraries | None, values: Mapping[str, Sequence[str]]
) -> tuple[Mapping[str, Sequence[str]], set[tuple[str, str]]]:
    """The libraries of which every point is among the values, and what need not be said of their points then."""
    at = set(values.get("service_point", ()))
    whole = {name: each.points for name, each in (libraries or {}).items() if set(each.points) <= at}
    return whole, {("service_point", point) for members in whole.values() for point in members}


def _not(name: str, label: str) -> str:
    return gettext("%(facet)s: not %(value)s") % {"facet": FACETS[name], "value": label}


def _label(name: str, value: str, points: Mapping[str, str]) -> str:
    if name == "service_point":
        return points.get(value, value)
    if name == "language":
        return language_name(value)
    if name == "decade" and value.isdecimal():
        return f"{value}–{int(value) + DECADE - 1}"
    return gettext("available now") if name == "available" else value


def in_words(asked: Asked, points: Mapping[str, str]) -> list[str]:
    """A question as people read it: what was typed, then each chosen filter."""
    return [*([f"“{asked.text}”"] if asked.text else []), *(str(link.label) for link in _chosen(asked, points))]

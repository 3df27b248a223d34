"""A question on the search page: what its address says, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.search import queries as search
from pustakota.foundation import clock
from pustakota.sites.public.addresses import search_address

PAGE_SIZE = 20
YEAR_DIGITS = 4
SORTS: Mapping[search.Sort, str | Promise] = {
    "relevance": _("best match"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "title": _("by title"),
    "borrowed": _("borrowed most"),
}
FACETS: Mapping[str, str | Promise] = {
    "available": _("Availability"),
    "service_point": _("Service point"),
    "language": _("Language"),
    "decade": _("Decade"),
    "author": _("Author"),
    "subject": _("Subject"),
}
COUNTED_ON_OPENING = ("author", "subject")
EACH_EDITION = EVERYWHERE = "semua"
LEFT_OUT = "tanpa."
"""Before the name of a facet in an address: none of these."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says. ``opened``: the long facet that somebody wants to see.

    ``each_edition``: every edition is an entry of its own; else those of one work are one. ``everywhere``: at all
    points of the network, also under the domain of one library.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: search.Sort = "relevance"
    page: int = 1
    opened: str = ""
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    each_edition: bool = False
    everywhere: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        sort, page = query.get("urut", ""), query.get("hal", "")
        since, until = sorted_years(_year(query.get("dari", "")), _year(query.get("sampai", "")))
        return cls(
            text=query.get("q", "").strip()[: search.LONGEST_TEXT],
            filters={name: tuple(query.getlist(name)) for name in FACETS if query.getlist(name)},
            sort=next((known for known in SORTS if known == sort), "relevance"),
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
            opened=query.get("buka", ""),
            left_out={
                name: tuple(query.getlist(f"{LEFT_OUT}{name}")) for name in FACETS if f"{LEFT_OUT}{name}" in query
            },
            since=since,
            until=until,
            each_edition=query.get("edisi") == EACH_EDITION,
            everywhere=query.get("di") == EVERYWHERE,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters or self.left_out) or self.has_years

    @property
    def has_points(self) -> bool:
        """Somebody chose places, or chose some to leave out."""
        return bool(self.filters.get("service_point") or self.left_out.get("service_point"))

    def within(self, points: Sequence[str]) -> Asked:
        """The same question at these points, where no place is asked for; whoever takes them away asks everywhere."""
        if self.everywhere or self.has_points or not points:
            return self
        return replace(self, filters={**self.filters, "service_point": tuple(points)}, everywhere=True)

    @property
    def has_years(self) -> bool:
        return self.since is not None or self.until is not None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What the address holds."""
        pairs = [("q", self.text)]
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        pairs += [(f"{LEFT_OUT}{name}", value) for name, values in self.left_out.items() for value in values]
        pairs += [("dari", str(self.since))] if self.since is not None else []
        pairs += [("sampai", str(self.until))] if self.until is not None else []
        pairs += [("edisi", EACH_EDITION)] if self.each_edition else []
        pairs += [("di", EVERYWHERE)] if self.everywhere else []
        pairs += [("urut", self.sort)] if self.sort != "relevance" else []
        pairs += [("hal", str(self.page))] if self.page > 1 else []
        pairs += [("buka", self.opened)] if self.opened else []
        return pairs

    @property
    def address(self) -> str:
        return f"{search_address()}?{'&'.join(_pair(name, value) for name, value in self.pairs)}"

    def in_each_order(self) -> Iterator[tuple[str, str | Promise, str]]:
        """Each order with its name and the address of the same question in it."""
        first = replace(self, sort="relevance", page=1, opened="")
        same, opened = first.address, f"&{_pair('buka', self.opened)}" if self.opened else ""
        for order, label in SORTS.items():
            yield order, label, same + ("" if order == first.sort else f"&{_pair('urut', order)}") + opened

    def toggled(self, name: str, value: str) -> Asked:
        """The same question with one value more, or less."""
        chosen = self.filters.get(name, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return replace(self, filters={**self.filters, name: values}, page=1, opened="")

    def with_points(self, points: Sequence[str]) -> Asked:
        """The same question at all of these points too, or at none of them where all are chosen."""
        chosen = self.filters.get("service_point", ())
        others = tuple(point for point in chosen if point not in points)
        values = others if set(points) <= set(chosen) else (*others, *points)
        return replace(self, filters={**self.filters, "service_point": values}, page=1, opened="")

    def without(self, name: str, value: str) -> Asked:
        """The same question with one value more that is left out, or with that value let in again."""
        out = self.left_out.get(name, ())
        values = tuple(v for v in out if v != value) if value in out else (*out, value)
        return replace(self, left_out={**self.left_out, name: values}, page=1, opened="")

    def without_points(self, points: Sequence[str]) -> Asked:
        """The same question with all of these points left out, or let in again where all are."""
        out = self.left_out.get("service_point", ())
        others = tuple(point for point in out if point not in points)
        values = others if set(points) <= set(out) else (*others, *points)
        return replace(self, left_out={**self.left_out, "service_point": values}, page=1, opened="")

    def of_years(self, since: int | None, until: int | None) -> Asked:
        return replace(self, since=since, until=until, page=1, opened="")


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < YEAR_DIGITS + 1 else None


def sorted_years(since: int | None, until: int | None) -> tuple[int | None, int | None]:
    """Both in their order, however they were given."""
    return (until, since) if since is not None and until is not None and since > until else (since, until)


@lru_cache(maxsize=4_096)
def _pair(name: str, value: str) -> str:
    """One pair of an address; a page holds some twenty addresses, which differ in one pair."""
    return urlencode([(name, value)])


class OneMore:
    """The addresses of a question with one value more: a page of results holds some forty, alike but for that value."""

    __slots__ = ("_after", "_before", "_beginning", "_chosen", "_left_out")

    def __init__(self, asked: Asked) -> None:
        first = replace(asked, page=1, opened="")
        chosen = sum(len(values) for values in first.filters.values())
        out = sum(len(values) for values in first.left_out.values())
        pairs = [_pair(name, value) for name, value in first.pairs]
        self._beginning = f"{search_address()}?"
        self._before, rest = pairs[:1], pairs[1:]
        self._chosen, self._left_out, self._after = rest[:chosen], rest[chosen : chosen + out], rest[chosen + out :]

    def with_value(self, name: str, value: str) -> str:
        """Where this value is wanted too."""
        chosen = _among(self._chosen, _pair(name, value))
        return self._beginning + "&".join([*self._before, *chosen, *self._left_out, *self._after])

    def without_value(self, name: str, value: str) -> str:
        """Where this value is left out too."""
        left_out = _among(self._left_out, _pair(f"{LEFT_OUT}{name}", value))
        return self._beginning + "&".join([*self._before, *self._chosen, *left_out, *self._after])


def _among(pairs: list[str], pair: str) -> list[str]:
    """Behind the last of its name, as a question with that value writes itself."""
    name = pair.partition("=")[0]
    last = max((place for place, other in enumerate(pairs) if other.partition("=")[0] == name), default=len(pairs) - 1)
    return [*pairs[: last + 1], pair, *pairs[last + 1 :]]


def request_of(asked: Asked) -> search.SearchRequest:
    return search.SearchRequest(
        text=asked.text, filters=dict(asked.filters), page=asked.page, page_size=PAGE_SIZE, sort=asked.sort,
        left_out=dict(asked.left_out), since=asked.since, until=asked.until, year=clock.now().year,
        by_work=not asked.each_edition,
    )  # fmt: skip


def question_of(asked: Asked) -> Asked:
    """What is asked alone: without order, page and opened facet."""
    return replace(asked, sort="relevance", page=1, opened="", each_edition=False, everywhere=False)

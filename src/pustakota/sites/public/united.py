"""A search of the union: titles of ours and of every harvested library, each edition once. For its page and the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.network import queries as network
from pustakota.contexts.search import queries as search
from pustakota.design.covers import said_name
from pustakota.design.languages import language_name
from pustakota.foundation import clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.network.queries import Title

PAGE_SIZE = 20
DEEPEST_PAGE = 500
FACETS: Mapping[str, str | Promise] = {"library": _("Library"), "language": _("Language")}
_OUR_OWN = "record"


@dataclass(frozen=True, slots=True)
class Row:
    """One title: a group of the union, or a title that only we have."""

    title: Title | None = None
    record: Record | None = None

    @property
    def said(self) -> str:
        """The first author, publisher, year and language, as far as they are known."""
        lead = self.title.lead if self.title else self.record
        if lead is None:
            return ""
        author = said_name(lead.authors[0]) if lead.authors else ""
        parts = (author, lead.publisher, lead.year, language_name(lead.language) if lead.language else "")
        return " · ".join(str(part) for part in parts if part)


def found(text: str, chosen: Mapping[str, Sequence[str]], page: int) -> search.SearchPage:
    """One page; ``chosen``: facet → values. Our own titles that stand in a group are not found beside it."""
    filters = {name: tuple(values) for name, values in chosen.items() if values}
    wanted = search.SearchRequest(
        text=text, kinds=(network.KIND, _OUR_OWN), filters=filters, left_out={network.IN_UNION: ("yes",)},
        facets=tuple(FACETS), page=page, page_size=PAGE_SIZE, year=clock.now().year,
    )  # fmt: skip
    return search.search(wanted)


def goes_on(page: search.SearchPage, number: int) -> bool:
    """Whether another page follows the one of this number."""
    return number < min(-(-page.count // PAGE_SIZE), DEEPEST_PAGE)


def library_names() -> dict[str, str]:
    """What the values of the facet of libraries are called."""
    return {str(each.pk): each.name for each in network.sources()}


def rows(keys: Sequence[search.Key]) -> list[Row]:
    """What was found, in its order; two queries."""
    titles = network.titles([number for kind, number in keys if kind == network.KIND])
    records = catalogue.records([number for kind, number in keys if kind == _OUR_OWN])
    each = [
        Row(title=titles.get(number)) if kind == network.KIND else Row(record=records.get(number))
        for kind, number in keys
    ]
    return [row for row in each if row.title or row.record]

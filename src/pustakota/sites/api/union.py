"""The union: titles of ours and of every harvested library, each edition once with all who have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from pustakota.contexts.network import queries as network
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation.given import GREATEST_KEY
from pustakota.sites.api.labels import labels_of
from pustakota.sites.api.problems import TRY_AGAIN_AFTER, problem
from pustakota.sites.api.schemas import FacetValue
from pustakota.sites.api.union_schemas import FoundAt, LibraryShown, UnionAsked, UnionFound, UnionShown, UnionTitle
from pustakota.sites.public import united

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pustakota.contexts.network.queries import Title
    from pustakota.contexts.search.queries import Key, SearchPage

router = Router(tags=["union"])


@router.get("/union", response=UnionFound, auth=None)
def find_in_union(request: HttpRequest, asked: Query[UnionAsked]) -> UnionFound | HttpResponse:  # noqa: ARG001 -- a view
    """Search the titles of all libraries at once."""
    chosen = {"library": [str(key) for key in asked.library], "language": asked.language}
    try:
        page = united.found(asked.q, chosen, asked.page)
    except IndexMissingError:
        return problem(503, headers={"Retry-After": str(TRY_AGAIN_AFTER)})
    results = [*_titles(page.keys), *_titles(page.more, partial=True)]
    return UnionFound(count=page.count, results=results, facets=_facets(page), suggestion=page.suggestion)


@router.get("/union/{int:group_id}", response=UnionShown, auth=None)
def union_title(request: HttpRequest, group_id: int) -> UnionShown:  # noqa: ARG001 -- a view
    """One edition and every library that has it. A title that was joined to another answers as that one."""
    title = _title(group_id) if group_id <= GREATEST_KEY else None
    if title is None:
        raise Http404
    lead = title.lead
    return UnionShown(
        **_of_group(title).model_dump(), subtitle=lead.subtitle, isbns=lead.isbns,
        subjects=lead.details.get("subjects", []),
        found_at=[
            FoundAt(library=LibraryShown(id=each.source.pk, name=each.source.name), title=each.title, year=each.year,
                    class_number=each.class_number, link=each.link or each.source.site)
            for each in title.others if each.source
        ],
    )  # fmt: skip


def _title(group_id: int) -> Title | None:
    if found := network.titles([group_id]).get(group_id):
        return found
    ended = network.group(group_id)
    survivor = network.survivor_of(ended) if ended else None
    return network.titles([survivor]).get(survivor) if survivor is not None else None


def _titles(keys: Sequence[Key], *, partial: bool = False) -> Iterator[UnionTitle]:
    for row in united.rows(keys):
        if row.title:
            yield _of_group(row.title, partial=partial)
        elif own := row.record:
            yield UnionTitle(
                id=None, record_id=own.pk, title=own.title, authors=own.authors, year=own.year, language=own.language,
                publisher=own.publisher, libraries=[], partial=partial,
            )  # fmt: skip


def _of_group(title: Title, *, partial: bool = False) -> UnionTitle:
    lead = title.lead
    names = {each.source.pk: each.source.name for each in title.others if each.source}
    return UnionTitle(
        id=title.group_id, record_id=title.record_id, title=lead.title, authors=lead.authors, year=lead.year,
        language=lead.language, publisher=lead.publisher, partial=partial,
        libraries=[LibraryShown(id=key, name=name) for key, name in names.items()],
    )  # fmt: skip


def _facets(page: SearchPage) -> dict[str, list[FacetValue]]:
    names = united.library_names()
    labels: Mapping[str, Callable[[str], str]] = {
        "library": lambda value: names.get(value, value),
        "language": labels_of("language"),
    }
    return {
        facet: [FacetValue(value=value, label=labels[facet](value), count=count) for value, count in values]
        for facet, values in page.facets.items()
    }

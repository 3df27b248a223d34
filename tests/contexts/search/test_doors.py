"""The doors that other contexts use: actions and queries over the index of the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from pustakota.contexts.search import actions, queries
from pustakota.contexts.search.actions import Document
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.contexts.search.queries import SearchRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(tmp_path: Path) -> Iterator[None]:
    with override_settings(SEARCH_INDEX_PATH=tmp_path / "index"):
        yield


def a_book(number: int, title: str, subject: str = "Jawa") -> Document:
    return Document("record", number, {"title": [title]}, {"subject": [subject]}, language="ind")


def test_before_the_first_rebuild_the_caller_is_told_to_answer_alone() -> None:
    assert not queries.ready()
    assert actions.index_documents([a_book(1, "Bumi Manusia")]) == 0
    with pytest.raises(IndexMissingError):
        queries.search(SearchRequest("bumi"))


def test_documents_come_in_and_ids_facets_and_suggestions_go_out() -> None:
    actions.rebuild([])
    with actions.writing():
        actions.index_documents([a_book(1, "Bumi Manusia"), a_book(2, "Gadis Pantai", "Laut")])
        actions.set_availability({("record", 1): {"3": 1}})
    page = queries.search(SearchRequest("bumi"))
    assert (page.count, page.ids, page.facets["available"]) == (1, [1], [("yes", 1)])
    assert page.took_ms > 0
    assert queries.suggestion("manusai") == "manusia"
    assert queries.complete("gad").keys == [("record", 2)]
    actions.remove_documents([("record", 1)])
    assert queries.search(SearchRequest("bumi", facets=())).count == 0


def test_a_long_facet_is_counted_on_opening_and_again_when_the_index_changed() -> None:
    actions.rebuild([a_book(1, "Bumi"), a_book(2, "Bumi kita", "Laut")])
    request = SearchRequest("bumi")
    assert queries.facet_values(request, "subject") == (("Jawa", 1), ("Laut", 1))
    assert queries.facet_values(request, "subject") is queries.facet_values(request, "subject")
    actions.index_documents([a_book(3, "Bumi lain")])
    assert queries.facet_values(request, "subject") == (("Jawa", 2), ("Laut", 1))
    chosen = SearchRequest("bumi", filters={"subject": ["Laut"]})
    assert queries.facet_values(chosen, "subject") == (("Jawa", 2), ("Laut", 1))


def test_values_left_out_and_years_narrow_the_page_and_every_count_but_that_of_decades() -> None:
    actions.rebuild(
        Document("record", year, {"title": ["Bumi"]}, {"decade": [f"{year // 10}0"], "subject": [subject]}, year=year)
        for year, subject in ((1985, "Jawa"), (1995, "Laut"), (1996, "Jawa"), (1997, "Laut"))
    )
    page = queries.search(SearchRequest("bumi", left_out={"subject": ["Jawa"]}))
    assert (sorted(page.ids), page.facets["decade"]) == ([1995, 1997], [("1990", 2)])
    page = queries.search(SearchRequest("bumi", since=1997, until=1990))
    assert (sorted(page.ids), page.facets["decade"]) == ([1995, 1996, 1997], [("1990", 3), ("1980", 1)])
    narrowed = SearchRequest("bumi", left_out={"subject": ["Jawa"]}, since=1996)
    assert queries.facet_values(narrowed, "subject") == (("Laut", 1),)
    assert queries.facet_values(SearchRequest("bumi", since=1996), "subject") == (("Jawa", 1), ("Laut", 1))


def test_things_with_any_of_several_values_are_counted_once() -> None:
    actions.rebuild([a_book(1, "Bumi"), a_book(2, "Bumi kita", "Laut"), a_book(3, "Bumi lain", "Api")])
    request = SearchRequest("bumi", filters={"subject": ["Api"]})
    groups = {"basah": ["Jawa", "Laut"], "semua": ["Jawa", "Laut", "Api"]}
    assert queries.counts_of_any(queries.search(request), "subject", groups) == {"basah": 2, "semua": 3}


def test_years_that_leave_nothing_are_no_spelling_mistake() -> None:
    actions.rebuild([a_book(1, "Bumi Manusia")])
    for narrowed in (SearchRequest("bumi", since=2000), SearchRequest("bumi", left_out={"subject": ["Jawa"]})):
        page = queries.search(narrowed)
        assert (page.count, page.manner, page.suggestion) == (0, "as typed", None)

from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pustakota.sites.public.results import Asked
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.sites.public.conftest import Town


def page_of(client: Client, **query: str) -> str:
    return client.get("/en/cari", query).content.decode()


def test_a_title_is_found_with_its_free_copies(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="bumi")
    assert "1 title" in page
    assert "1 available" in page
    assert "Perpustakaan Kota" in page


def test_while_no_index_exists_the_database_answers_and_the_page_says_so(visitor: Client, town: Town) -> None:
    page = page_of(visitor, q="bumi")
    assert "Bumi manusia" in page
    assert "The search index is being made" in page


def test_a_mistyped_word_is_corrected_and_the_page_says_so(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="manusai")
    assert "Nothing was found for “manusai”" in page
    assert "Bumi manusia" in page


def test_what_nobody_has_is_an_empty_state(visitor: Client, indexed: Town) -> None:
    assert "Nothing found" in page_of(visitor, q="zzzzxqw")


def test_a_barcode_leads_straight_to_its_title(visitor: Client, indexed: Town) -> None:
    assert visitor.get("/cari", {"q": "00012345"})["Location"] == f"/katalog/{indexed.record.pk}/bumi-manusia"


def test_a_filter_narrows_and_can_be_taken_away(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="bumi", language="ind")
    assert 'class="chosen"' in page
    assert "Language: Indonesian" in page
    assert "Nothing found" in page_of(visitor, q="bumi", language="eng")


def test_htmx_gets_the_list_alone(visitor: Client, indexed: Town) -> None:
    answer = visitor.get("/en/cari", {"q": "bumi"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert 'id="results"' in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_the_page_of_results_needs_as_many_queries_for_one_title_as_for_many(
    visitor: Client, indexed: Town, queries_are: QueriesAre
) -> None:
    for _ in range(5):
        an_item(record=a_record("Bumi lain"), at_point=indexed.point)
    with queries_are(5):
        page_of(visitor, q="bumi")


def test_an_address_reads_back_as_the_same_question() -> None:
    asked = Asked("jawa", {"language": ("ind", "jav")}, "newest", 3)
    assert Asked.read(QueryDict(asked.address.partition("?")[2])) == asked


def test_choosing_a_value_twice_takes_it_away_and_begins_at_the_first_page() -> None:
    asked = Asked("jawa", page=4)
    chosen = asked.toggled("language", "ind")
    assert (chosen.filters, chosen.page) == ({"language": ("ind",)}, 1)
    assert chosen.toggled("language", "ind").filters["language"] == ()


@given(st.text(max_size=200))
def test_no_address_breaks_the_reading_of_it(query: str) -> None:
    asked = Asked.read(QueryDict(query.encode("utf-8", "ignore"), encoding="utf-8"))
    assert asked.page >= 1

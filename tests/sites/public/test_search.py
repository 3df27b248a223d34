import re
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pustakota.config import documents
from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from pustakota.contexts.search.rules.parsing import parse
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.public import tips
from pustakota.sites.public.asked import Asked, OneMore
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan
from tests.factories.moments import NOW
from tests.factories.organisation import a_library, a_point
from tests.sites.public.conftest import Town


def page_of(client: Client, **query: str | list[int]) -> str:
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


def test_while_no_index_exists_fields_narrow_and_the_page_says_which_wait(visitor: Client, town: Town) -> None:
    for line in ("pengarang:toer", "bumi tahun:1980", "tahun:1975-1985 bahasa:indonesia", 'author:"Ananta Toer"'):
        assert "Bumi manusia" in page_of(visitor, q=line), line
    for line in ("pengarang:hirata", "bumi tahun:1981-", "bumi -tahun:1980", "bahasa:jawa", "laut pengarang:toer"):
        assert "Nothing found" in page_of(visitor, q=line), line
    page = page_of(visitor, q="bumi subjek:fiksi -pengarang:rendra seri:tetralogi")
    assert "Bumi manusia" in page
    assert "Left out of the search until then: “subjek:fiksi”, “seri:tetralogi”, “-pengarang:rendra”." in page
    assert "Left out of the search" not in page_of(visitor, q="bumi tahun:1980")


def test_a_mistyped_word_is_corrected_and_the_page_says_so(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="manusai")
    assert "Nothing was found for “manusai”" in page
    assert "Bumi manusia" in page


def test_a_field_in_the_line_narrows_and_a_slip_in_it_is_corrected(visitor: Client, indexed: Town) -> None:
    assert "1 title" in page_of(visitor, q='author:"Pramoedya Ananta Toer" year:1980 bahasa:indonesia')
    assert "Nothing found" in page_of(visitor, q="bumi -pengarang:toer")
    assert "These are the titles for <strong>pengarang:pramoedya</strong>" in page_of(visitor, q="pengarang:pramodya")


def test_the_page_says_which_word_failed(visitor: Client, indexed: Town) -> None:
    assert "Nothing has “zzzzxqw”." in page_of(visitor, q="bumi manusia zzzzxqw")
    assert "Nothing has “title:toer”." in page_of(visitor, q="title:toer")
    nothing = page_of(visitor, q="bumi zzzzxqw wqwqzz")
    assert re.search(r"Search without: <a href=\"/en/cari\?q=bumi\"[^>]*>bumi</a>\.", nothing)
    assert "Did you mean" not in nothing


def test_below_few_titles_with_all_words_stand_those_with_most(visitor: Client, indexed: Town) -> None:
    other = a_record("Manusia dan budaya")
    search.rebuild(documents.record_documents([*Record.objects.values_list("pk", flat=True)]))
    all_words, most_words = page_of(visitor, q="bumi manusia").split("Titles with most of these words")
    assert "1 title" in all_words
    assert other.title not in all_words
    assert other.title in most_words


def test_who_types_a_form_that_no_title_uses_is_led_to_the_one_they_use(visitor: Client, indexed: Town) -> None:
    Record.objects.filter(title="Bumi manusia").update(authors=["Toer, Pramoedya Ananta"])
    catalogue.refer(kind="author", label="Bung Pram", see="Toer, Pramoedya Ananta", is_also=False, by=SYSTEM, at=NOW)
    catalogue.count_headings(by=SYSTEM, at=NOW)
    page = page_of(visitor, q="bung pram")
    assert "“bung pram” is found under" in page
    assert 'href="/en/cari?q=&amp;author=Toer%2C+Pramoedya+Ananta"' in page
    assert "is found under" not in page_of(visitor, q="bumi manusia")
    assert "Bung Pram" in visitor.get("/en/jelajah/pengarang/?huruf=b").content.decode()


def test_beside_the_box_stands_what_can_be_typed_and_each_example_can_be_tried(visitor: Client, indexed: Town) -> None:
    assert 'href="/en/bantuan/mencari/"' in page_of(visitor, q="bumi")
    assert 'href="/en/bantuan/mencari/"' in visitor.get("/en/").content.decode()
    page = visitor.get("/en/bantuan/mencari/").content.decode()
    assert 'href="/en/cari?q=author%3Atoer"' in page
    assert "pengarang:toer" in visitor.get("/bantuan/mencari/").content.decode()


@pytest.mark.parametrize("tip", [*tips.WORDS, *tips.FIELDS, *tips.TOGETHER])
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_example_is_understood_as_it_says(tip: tips.Tip, language: str) -> None:
    question = parse(tip.typed[language])
    fields = [clause.field.name for clause in (*question.clauses, *question.without) if clause.field.name]
    assert len(fields) + len(question.limits) == tip.typed[language].count(":")


def test_what_nobody_has_is_an_empty_state(visitor: Client, indexed: Town) -> None:
    assert "Nothing found" in page_of(visitor, q="zzzzxqw")


def test_a_barcode_leads_straight_to_its_title(visitor: Client, indexed: Town) -> None:
    assert visitor.get("/cari", {"q": "00012345"})["Location"] == f"/katalog/{indexed.record.pk}/bumi-manusia"


def test_a_filter_narrows_and_can_be_taken_away(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="bumi", language="ind")
    assert 'class="chosen"' in page
    assert "Language: Indonesian" in page
    assert "Nothing found" in page_of(visitor, q="bumi", language="eng")


def test_a_value_is_left_out_by_the_link_beside_it_and_let_in_again(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="bumi")
    assert 'class="facet-not" href="/en/cari?q=bumi&amp;tanpa.language=ind"' in page
    assert "not</a>" not in page
    assert '>not<span class="visually-hidden"> Indonesian</span></a>' in page
    page = page_of(visitor, q="bumi", **{"tanpa.language": "ind"})
    assert "Nothing found" in page
    assert "Language: not Indonesian" in page
    assert 'class="chosen" href="/en/cari?q=bumi"' in page
    assert "1 title" in page_of(visitor, q="bumi", **{"tanpa.language": "eng"})


def test_a_chosen_value_cannot_be_left_out(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="bumi", language="ind")
    assert "tanpa.language" not in page
    assert "tanpa.available" in page


def test_what_is_available_is_left_out_so_that_only_titles_without_a_free_copy_stay(
    visitor: Client, indexed: Town
) -> None:
    gone = a_record("Bumi lain")
    a_loan(item=an_item(record=gone, at_point=indexed.point), patron=indexed.mother)
    search.rebuild(documents.record_documents([indexed.record.pk, gone.pk]))
    page = page_of(visitor, q="bumi")
    assert 'class="facet-not" href="/en/cari?q=bumi&amp;tanpa.available=yes"' in page
    page = page_of(visitor, q="bumi", **{"tanpa.available": "yes"})
    assert "1 title" in page
    assert "Bumi lain" in page
    assert "Availability: not available now" in page
    assert 'class="chosen" href="/en/cari?q=bumi"' in page


def test_a_whole_library_is_left_out_at_once_and_let_in_again(visitor: Client, indexed: Town) -> None:
    library = a_library("Perpustakaan Batu")
    first, second = a_point(library=library, name="Batu Utara"), a_point(library=library, name="Batu Selatan")
    there, elsewhere = a_record("Bumi di sana"), a_record("Bumi di sini")
    an_item(record=there, at_point=first)
    an_item(record=there, at_point=second)
    an_item(record=elsewhere, at_point=indexed.point)
    search.rebuild(documents.record_documents([there.pk, elsewhere.pk]))
    without = {"tanpa.service_point": [first.pk, second.pk]}
    link = f"/en/cari?q=bumi&amp;tanpa.service_point={first.pk}&amp;tanpa.service_point={second.pk}"
    page = page_of(visitor, q="bumi")
    assert f'class="facet-not" href="{link}"' in page
    assert 'not<span class="visually-hidden"> Perpustakaan Batu</span>' in page
    page = page_of(visitor, q="bumi", **without)
    assert "Bumi di sini" in page
    assert "Bumi di sana" not in page
    assert "Service point: not Perpustakaan Batu" in page
    assert "Batu Utara" not in page
    assert 'class="chosen" href="/en/cari?q=bumi"' in page


def test_years_narrow_and_stay_in_the_form_with_all_else_that_was_asked(visitor: Client, indexed: Town) -> None:
    page = page_of(visitor, q="bumi", dari="1981", language="ind")
    assert "Nothing found" in page
    assert "Year: since 1981" in page
    assert 'name="dari" value="1981"' in page
    assert '<input type="hidden" name="language" value="ind">' in page
    assert "1 title" in page_of(visitor, q="bumi", dari="1990", sampai="1970")
    assert "1 title" in page_of(visitor, q="bumi", dari="", sampai="kapan")


def test_the_chart_of_years_is_drawn_where_there_are_several_decades(visitor: Client, indexed: Town) -> None:
    assert "year-chart" not in page_of(visitor, q="bumi")
    later = a_record("Bumi lain")
    Record.objects.filter(pk=later.pk).update(year=2004)
    search.rebuild(documents.record_documents([indexed.record.pk, later.pk]))
    page = page_of(visitor, q="bumi", sampai="1999")
    inside, outside = re.findall('<path (?:class="in-range" )?d="([^"]*)"/>', page.partition('class="year-chart"')[2])[
        :2
    ]
    assert (inside.count("z"), outside.count("z")) == (1, 1)
    assert "2000–2009" in page


def test_points_stand_under_their_library_where_there_are_several(visitor: Client, indexed: Town) -> None:
    assert "facet-part" not in page_of(visitor, q="bumi")
    library = a_library("Perpustakaan Batu")
    first, second = a_point(library=library, name="Batu Utara"), a_point(library=library, name="Batu Selatan")
    for point in (first, second):
        an_item(record=indexed.record, at_point=point)
    other = a_record("Bumi lain")
    an_item(record=other, at_point=first)
    search.rebuild(documents.record_documents([indexed.record.pk, other.pk]))
    page = page_of(visitor, q="bumi")
    whole = f"/en/cari?q=bumi&amp;service_point={first.pk}&amp;service_point={second.pk}"
    found = re.search(f'href="{re.escape(whole)}"[^>]*>.*?facet-count">([0-9]+)<', page)
    assert found is not None
    assert found[1] == "2"
    values = re.findall('facet-label">([^<]*)<', page.partition("Service point<")[2])
    assert values[:5] == [
        "Perpustakaan Batu", "Batu Utara", "Batu Selatan", "Perpustakaan Umum Kota", "Perpustakaan Kota",
    ]  # fmt: skip
    assert page.count('class="facet-part"') == 3
    type(second).objects.filter(pk=second.pk).update(is_active=False)
    assert re.search(f'href="{re.escape(whole)}"[^>]*>.*?facet-count">2<', page_of(visitor, q="bumi"))
    page = page_of(visitor, q="bumi", service_point=[first.pk, second.pk])
    assert "Service point: Perpustakaan Batu" in page
    assert "Service point: Batu Utara" not in page
    assert 'class="chosen" href="/en/cari?q=bumi"' in page


def test_htmx_gets_the_list_alone(visitor: Client, indexed: Town) -> None:
    answer = visitor.get("/en/cari", {"q": "bumi"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert 'id="results"' in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_the_page_of_results_needs_as_many_queries_for_one_title_as_for_many(
    visitor: Client, indexed: Town, queries_are: QueriesAre
) -> None:
    with queries_are(7):  # one of them for the weights, one for references, which only few titles need
        page_of(visitor, q="bumi")
    records = [a_record("Bumi lain") for _ in range(5)]
    for record in records:
        an_item(record=record, at_point=indexed.point)
    search.rebuild(documents.record_documents([row.pk for row in records]))
    with queries_are(6):
        page_of(visitor, q="bumi")


def test_an_address_reads_back_as_the_same_question() -> None:
    asked = Asked("jawa", {"language": ("ind", "jav")}, "newest", 3, "", {"subject": ("Seni",)}, 1990, 1999)
    assert Asked.read(QueryDict(asked.address.partition("?")[2])) == asked


def test_choosing_a_value_twice_takes_it_away_and_begins_at_the_first_page() -> None:
    asked = Asked("jawa", page=4)
    chosen = asked.toggled("language", "ind")
    assert (chosen.filters, chosen.page) == ({"language": ("ind",)}, 1)
    assert chosen.toggled("language", "ind").filters["language"] == ()
    left_out = chosen.without("language", "jav")
    assert left_out.left_out == {"language": ("jav",)}
    assert left_out.without("language", "jav").left_out["language"] == ()


@given(st.text(max_size=200))
def test_no_address_breaks_the_reading_of_it(query: str) -> None:
    asked = Asked.read(QueryDict(query.encode("utf-8", "ignore"), encoding="utf-8"))
    assert asked.page >= 1


ADDRESSES = (
    "",
    "q=sejarah",
    "q=sejarah&language=ind&language=jav&service_point=3&hal=4&buka=author",
    "q=a+b&tanpa.language=eng&tanpa.decade=1990&dari=1900&sampai=2000&urut=newest&edisi=semua",
    "decade=1980&tanpa.service_point=2&tanpa.language=eng",
)


@pytest.mark.parametrize("query", ADDRESSES)
@pytest.mark.parametrize("name", ["language", "service_point", "subject"])
def test_one_value_more_has_the_address_of_the_question_with_that_value(query: str, name: str) -> None:
    asked = Asked.read(QueryDict(query))
    assert OneMore(asked).with_value(name, "buku & pena") == asked.toggled(name, "buku & pena").address
    assert OneMore(asked).without_value(name, "buku & pena") == asked.without(name, "buku & pena").address


@pytest.mark.parametrize("query", ADDRESSES)
def test_the_same_question_in_another_order_begins_on_the_first_page(query: str) -> None:
    asked = Asked.read(QueryDict(query))
    for order, _label, address in asked.in_each_order():
        assert address == replace(asked, sort=order, page=1).address  # type: ignore[arg-type]


def test_a_line_without_end_does_not_make_a_page_without_end(visitor: Client, indexed: Town) -> None:
    assert len(page_of(visitor, q="bumi " * 2000)) < 150_000

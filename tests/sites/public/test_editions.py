"""Editions of one work on the results page and on the page of a title."""

import json
import re

import pytest
from django.test import Client

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.search import actions as search
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan
from tests.factories.organisation import a_point
from tests.sites.public.conftest import Town

QUERIES_OF_A_PAGE = 6
WORK = 4_611_686_018_427_387


@pytest.fixture
def editions(town: Town) -> list[Record]:
    """Three editions of one work, two of them with a copy, and a title that stands alone; indexed."""
    made = [town.record, a_record("Bumi manusia"), a_record("This earth of mankind: bumi manusia")]
    for record, year, language in zip(made, (1980, 2005, 1991), ("ind", "ind", "eng"), strict=True):
        Record.objects.filter(pk=record.pk).update(work=WORK, year=year, language=language, material="book")
    an_item(record=made[1], at_point=a_point(name="Cabang"))
    a_record("Bumi Cendrawasih")
    _index()
    return made


def _index() -> None:
    search.rebuild(documents.record_documents(Record.objects.values_list("pk", flat=True)))


def page_of(client: Client, **query: str) -> str:
    return client.get("/en/cari", query).content.decode()


def test_editions_of_one_work_are_one_entry_that_opens_to_the_others(visitor: Client, editions: list[Record]) -> None:
    page = page_of(visitor, q="bumi")
    assert page.count('class="hit"') == 2
    assert re.search(r"4 titles\s*<span[^>]*>of 2 works</span>", page)
    assert "2 other editions" in page
    shown = next(record for record in editions if f'hit-title"><a href="/en/katalog/{record.pk}/' in page)
    address = re.search(rf'hx-get="(/en/katalog/{shown.pk}/[^"]*/edisi)"', page)
    assert address
    part = visitor.get(address[1], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    others = {record.pk for record in editions} - {shown.pk}
    assert {int(key) for key in re.findall(r"/katalog/(\d+)/", part)} == others
    assert "English · 1991 · book" in part


def test_every_edition_can_be_listed_by_itself(visitor: Client, editions: list[Record]) -> None:
    page = page_of(visitor, q="bumi", edisi="semua")
    assert page.count('class="hit"') == 4
    assert "other edition" not in page
    assert "4 titles" in page
    assert "Show editions of one work together" in page
    assert "edisi=semua" in page_of(visitor, q="bumi")


def test_titles_are_counted_whichever_way_they_are_listed(visitor: Client, editions: list[Record]) -> None:
    for way in ({}, {"edisi": "semua"}):
        assert "4 titles" in page_of(visitor, q="bumi", **way)
        assert re.search(r"results-count[^>]*>1 title<", page_of(visitor, q="bumi", language="eng", **way))


def test_where_all_works_have_one_edition_nothing_is_said_of_works(visitor: Client, indexed: Town) -> None:
    head = page_of(visitor, q="bumi").split('class="results-head"')[1].split('class="hits"')[0]
    assert "work" not in head
    assert "edition" not in head


def test_pages_count_works_and_leave_none_out(visitor: Client, town: Town) -> None:
    for number in range(45):
        record = a_record(f"Batik {number // 2}")
        Record.objects.filter(pk=record.pk).update(work=1_000 + number // 2)
    _index()
    found: list[str] = []
    for page in ("1", "2"):
        shown = page_of(visitor, q="batik", hal=page)
        assert f"Page {page} of 2" in shown
        found += re.findall(r'class="hit-title"><a href="[^"]*/katalog/(\d+)', shown)
    assert len(found) == len(set(found)) == 23


def test_a_title_names_its_other_editions_and_machines_read_them(visitor: Client, editions: list[Record]) -> None:
    page = visitor.get(f"/en/katalog/{editions[0].pk}/bumi-manusia").content.decode()
    section = page.split('id="editions"')[1].split("</section>")[0]
    assert [int(key) for key in re.findall(r"/katalog/(\d+)/", section)] == [editions[1].pk, editions[2].pk]
    assert "1 available" in section
    assert "no copy yet" in section
    described = next(json.loads(text) for text in re.findall(r"ld\+json[^>]*>(.*?)</script>", page, re.DOTALL))
    examples = described["exampleOfWork"]["workExample"]
    assert [(each["@type"], each["inLanguage"], each["datePublished"]) for each in examples] == [
        ("Book", "id", "2005"),
        ("Book", "en", "1991"),
    ]


def test_other_editions_are_a_page_too(visitor: Client, editions: list[Record]) -> None:
    page = visitor.get(f"/en/katalog/{editions[0].pk}/bumi-manusia/edisi").content.decode()
    assert "<html" in page
    assert 'content="noindex' in page
    assert page.count("no copy yet") == page.count("1 available") == 1
    moved = visitor.get(f"/en/katalog/{editions[0].pk}/lain/edisi")
    assert (moved.status_code, moved["Location"]) == (301, f"/en/katalog/{editions[0].pk}/bumi-manusia/edisi")
    assert visitor.get("/en/katalog/999999/x/edisi").status_code == 404


def test_who_would_wait_is_told_of_an_edition_that_is_on_the_shelf(member: Client, editions: list[Record]) -> None:
    first, second, third = editions
    waiting = member.get(f"/en/katalog/{third.pk}/x/pesan").content.decode()
    assert "Another edition is on the shelf now" in waiting
    assert {f"/en/katalog/{each.pk}/bumi-manusia" in waiting for each in (first, second)} == {True}
    there = member.get(f"/en/katalog/{first.pk}/bumi-manusia/pesan").content.decode()
    assert "Another edition" not in there, "this one is there itself"


def test_an_edition_that_is_nowhere_free_is_not_offered_instead(member: Client, editions: list[Record]) -> None:
    a_loan(item=Item.objects.get(record=editions[1]))
    waiting = member.get(f"/en/katalog/{editions[2].pk}/x/pesan").content.decode()
    assert f"/en/katalog/{editions[0].pk}/bumi-manusia" in waiting
    assert f"/en/katalog/{editions[1].pk}/bumi-manusia" not in waiting


def test_a_title_without_other_editions_says_so(visitor: Client, town: Town) -> None:
    page = visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia/edisi").content.decode()
    assert "No other edition of this title" in page


def test_a_title_that_stands_alone_says_nothing_of_editions(visitor: Client, town: Town) -> None:
    page = visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia").content.decode()
    assert "Other editions" not in page
    assert "exampleOfWork" not in page


def test_grouping_costs_one_query_however_many_entries_a_page_has(
    visitor: Client, editions: list[Record], queries_are: QueriesAre
) -> None:
    page_of(visitor, q="bumi")
    with queries_are(QUERIES_OF_A_PAGE):
        page_of(visitor, q="bumi", edisi="semua")
    with queries_are(QUERIES_OF_A_PAGE + 1):
        page_of(visitor, q="bumi")

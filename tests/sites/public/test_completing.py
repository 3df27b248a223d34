import re
from html import unescape

import pytest
from django.test import Client

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from pustakota.foundation.pacing import Pace
from pustakota.sites.public import completing
from tests.factories.catalogue import a_record
from tests.sites.public.conftest import Town


@pytest.fixture
def shelf(indexed: Town) -> Town:
    """Three more titles of the same author, two of them alike."""
    more = [a_record(title) for title in ("Bumi terbuka", "Bumi terbuka", "Gadis Pantai")]
    Record.objects.filter(pk__in=[row.pk for row in more]).update(
        authors=["Toer, Pramoedya Ananta, 1925-2006"], year=1999, details={"subjects": ["Fiksi & drama"]}
    )
    search.rebuild(documents.record_documents([indexed.record.pk, *(row.pk for row in more)]))
    return indexed


def options(client: Client, line: str) -> list[tuple[str, str]]:
    """(words, address) of each line of the list."""
    page = client.get("/en/cari/saran", {"q": line}).content.decode()
    found = re.findall(r'role="option"[^>]*data-href="([^"]*)"[^>]*>(.*?)</div>', page, re.DOTALL)
    return [(unescape(" ".join(re.sub("<[^>]*>", " ", inner).split())), unescape(href)) for href, inner in found]


def test_a_title_leads_to_its_page_and_an_author_to_just_as_many_titles_as_are_named(
    visitor: Client, shelf: Town
) -> None:
    offered = dict(options(visitor, "pram"))
    author = offered["Toer, Pram oedya Ananta, 1925-2006 4 titles"]
    assert "4 titles" in visitor.get(author).content.decode()
    title = next(address for words, address in offered.items() if words.startswith("Bumi manusia"))
    assert visitor.get(title).status_code == 200
    assert title.startswith("/en/katalog/")


def test_several_records_of_one_title_are_one_line_that_leads_to_all_of_them(visitor: Client, shelf: Town) -> None:
    offered = options(visitor, "terbu")
    assert [words for words, _address in offered] == ["Bumi terbu ka 2 titles"]
    assert "2 titles" in visitor.get(offered[0][1]).content.decode()


def test_what_else_the_line_asks_stays_when_a_heading_is_chosen(visitor: Client, shelf: Town) -> None:
    words, address = options(visitor, "toer tahun:1999")[-1]
    assert words.endswith("3 titles")
    assert "3 titles" in visitor.get(address).content.decode()


def test_what_was_typed_is_marked_and_nothing_of_a_title_is_markup(visitor: Client, shelf: Town) -> None:
    page = visitor.get("/en/cari/saran", {"q": "fik"}).content.decode()
    assert "<mark>Fik</mark>si &amp; drama" in page
    assert 'data-said="' in page


@pytest.mark.parametrize("line", ["", "p", " ", "zzzzxq", "\x00", "-pram", '"', "()*", "x" * 5_000])
def test_where_nothing_comes_to_mind_the_list_is_empty(visitor: Client, shelf: Town, line: str) -> None:
    answer = visitor.get("/en/cari/saran", {"q": line})
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_a_hidden_title_is_neither_offered_nor_counted(visitor: Client, shelf: Town) -> None:
    Record.objects.filter(title="Gadis Pantai").update(is_suppressed=True)
    assert not any("Gadis" in words for words, _address in options(visitor, "gadis"))
    search.rebuild(documents.record_documents(list(Record.objects.values_list("pk", flat=True))))
    assert options(visitor, "gadis") == []
    assert options(visitor, "pram")[-1][0].endswith("3 titles")


def test_while_no_index_exists_titles_that_begin_so_are_offered(visitor: Client, town: Town) -> None:
    assert [words for words, _address in options(visitor, "bumi m")] == ["Bumi m anusia Pramoedya Ananta Toer · 1980"]


def test_browsers_are_offered_the_same_in_their_own_form(visitor: Client, shelf: Town) -> None:
    answer = visitor.get("/en/cari/saran.json", {"q": "terbu"})
    assert answer["Content-Type"] == "application/x-suggestions+json"
    typed, words, about, addresses = answer.json()
    assert (typed, words, about) == ("terbu", ["Bumi terbuka"], ["2 titles"])
    assert addresses[0].startswith("http")
    description = visitor.get("/en/opensearch.xml").content.decode()
    assert '<Url type="application/x-suggestions+json" rel="suggestions"' in description
    assert "/en/cari/saran.json?q={searchTerms}" in description


def test_answers_may_be_kept_for_a_minute_and_nobody_asks_faster_than_people_type(
    visitor: Client, shelf: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completing, "PACE", Pace(from_one=2, from_all=5))
    for path in ("/cari/saran", "/cari/saran.json"):
        assert visitor.get(path, {"q": "bumi"})["Cache-Control"] == "public, max-age=60"
    for path in ("/cari/saran", "/cari/saran.json"):
        refused = visitor.get(path, {"q": "bumi"})
        assert (refused.status_code, refused["Retry-After"]) == (429, "60")
        assert "Cache-Control" not in refused

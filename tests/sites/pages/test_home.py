"""Home is what staff made of blocks; the built-in one stands where there is none."""

from typing import Any

import pytest
from django.test import Client

from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.sites.pages import actions
from pustakota.sites.pages.models import HomePage
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW
from tests.sites.pages.conftest import Library

HOME_QUERIES = 15


def page_at(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def made_of(*blocks: tuple[str, Any]) -> None:
    rows = [{"type": name, "value": value} for name, value in blocks]
    actions.write_home(title="Beranda", blocks=rows, by=SYSTEM, at=NOW)


def test_the_built_in_home_stands_where_nobody_made_one(visitor: Client, db: None) -> None:
    assert not HomePage.objects.exists()
    assert 'class="hero"' in page_at(visitor, "/")


def test_the_first_home_shows_search_new_titles_and_who_is_open(visitor: Client, library: Library) -> None:
    page = page_at(visitor, "/en/")
    assert "What would you like to read today?" in page
    assert f"/en/katalog/{library.record.pk}/bumi-manusia" in page
    assert "Perpustakaan Batu: open until 16:00" in page
    assert '<html lang="id"' in page_at(visitor, "/")


def test_a_home_that_is_taken_away_leaves_the_built_in_one(visitor: Client, library: Library) -> None:
    HomePage.objects.get(locale__language_code="en").unpublish()
    assert 'class="hero"' in page_at(visitor, "/en/")


def test_first_pages_are_made_once(library: Library) -> None:
    actions.make_first_pages(library="Lain", by=SYSTEM, at=NOW)
    assert sorted(HomePage.objects.values_list("title", flat=True)) == ["Perpustakaan Batu"] * 2


def test_a_visitor_makes_no_pages(db: None) -> None:
    with pytest.raises(NotAllowed):
        actions.make_first_pages(library="Lain", by=VISITOR, at=NOW)


def test_every_block_of_home_has_its_place_on_the_page(visitor: Client, library: Library) -> None:
    link = {"words": "Daftar", "page": None, "address": "/daftar/"}
    made_of(
        ("search", {"heading": "Mau baca apa?"}),
        ("new_titles", {"heading": "Baru datang", "number": 5}),
        ("points", {"heading": "Buka sekarang", "points": [library.point.pk]}),
        ("quote", {"text": "Buku adalah jendela.", "who": "pepatah"}),
        ("partners", {"heading": "Mitra", "partners": [{"name": "TBM Rumah Daun", "logo": None, "link": link}]}),
        ("text", "<p>Halo <b>warga</b></p>"),
        ("cards", {"heading": "", "cards": [{"title": "Anak", "text": "Dongeng", "link": link}]}),
        ("call", {"title": "Jadi anggota", "text": "Gratis", "link": link}),
        ("titles", {"heading": "Pilihan", "titles": [library.record.pk]}),
    )
    page = page_at(visitor, "/")
    for words in ("Mau baca apa?", "Baru datang", "Buka sekarang", "Buku adalah jendela.", "TBM Rumah Daun",
                  "Halo <b>warga</b>", "Dongeng", "Jadi anggota", "Pilihan"):  # fmt: skip
        assert words in page
    assert "style=" not in page.replace('rel="stylesheet"', "")


def test_a_block_without_a_search_leaves_the_page_its_heading(visitor: Client, library: Library) -> None:
    made_of(("text", "<p>Halo</p>"))
    assert page_at(visitor, "/").count("<h1>") == 1


def test_a_chosen_title_that_is_hidden_since_is_left_out(visitor: Client, library: Library) -> None:
    hidden = a_record("Rahasia")
    made_of(("titles", {"heading": "Pilihan", "titles": [hidden.pk, library.record.pk]}))
    type(hidden).objects.filter(pk=hidden.pk).update(is_suppressed=True)
    page = page_at(visitor, "/")
    assert "Bumi manusia" in page
    assert "Rahasia" not in page


def test_home_asks_as_much_for_many_titles_as_for_few(
    visitor: Client, library: Library, queries_are: QueriesAre
) -> None:
    page_at(visitor, "/")
    with queries_are(HOME_QUERIES):
        page_at(visitor, "/")
    for number in range(8):
        a_record(f"Judul {number}")
    with queries_are(HOME_QUERIES):
        page_at(visitor, "/")


def test_a_preview_is_shown_inside_the_editor_and_first_as_on_a_phone(editor: Client) -> None:
    home = HomePage.objects.get(locale__language_code="id")
    answer = editor.get(f"/cms/pages/{home.pk}/view_draft/")
    assert 'class="hero"' in answer.content.decode()
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert home.default_preview_size == "mobile"
    assert home.preview_sizes[0]["device_width"] == 360

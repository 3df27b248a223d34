import json

import pytest
from django.test import Client

from pustakota.contexts.catalogue.models import Record
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record
from tests.sites.public.conftest import Town


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cari",
        "/masuk/",
        "/titik-layanan/",
        "/kegiatan/",
        "/ruang/",
        "/berita/",
        "/bantuan/",
        "/bantuan/mencari/",
        "/en/",
        "/en/cari",
    ],
)
def test_a_page_answers_in_its_language(path: str, visitor: Client, town: Town) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 200
    language = "en" if path.startswith("/en/") else "id"
    assert f'<html lang="{language}"' in answer.content.decode()


def test_home_shows_new_titles_and_who_is_open(visitor: Client, town: Town) -> None:
    page = visitor.get("/en/").content.decode()
    assert f"/en/katalog/{town.record.pk}/bumi-manusia" in page
    assert "Perpustakaan Kota: open until 16:00" in page
    assert "Pramoedya Ananta Toer" in page


def test_an_empty_library_says_what_will_stand_there(visitor: Client, db: None) -> None:
    assert "The collection is still empty" in visitor.get("/en/").content.decode()


def test_the_title_says_where_its_copies_are(visitor: Client, town: Town) -> None:
    page = visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia").content.decode()
    assert "1 of 1 available" in page
    assert "Perpustakaan Kota" in page
    assert "/pesan" in page


def test_a_title_answers_under_one_address_only(visitor: Client, town: Town) -> None:
    for old in ("", "judul-lama"):
        answer = visitor.get(f"/katalog/{town.record.pk}/{old}")
        assert (answer.status_code, answer["Location"]) == (301, f"/katalog/{town.record.pk}/bumi-manusia")


def test_a_hidden_title_is_not_there(visitor: Client, town: Town) -> None:
    Record.objects.filter(pk=town.record.pk).update(is_suppressed=True)
    assert visitor.get(f"/katalog/{town.record.pk}/bumi-manusia").status_code == 404
    assert visitor.get(f"/sampul/{town.record.pk}.svg").status_code == 404


def test_a_title_without_letters_still_has_an_address(visitor: Client, town: Town) -> None:
    record = a_record("古事記")
    assert visitor.get(f"/katalog/{record.pk}/judul").status_code == 200


def test_a_label_leads_to_its_title(visitor: Client, town: Town) -> None:
    assert visitor.get("/b/00012345")["Location"] == f"/katalog/{town.record.pk}/bumi-manusia"
    assert visitor.get("/b/99999999").status_code == 404


def test_a_cover_is_drawn_and_kept_by_browsers(visitor: Client, town: Town) -> None:
    answer = visitor.get(f"/sampul/{town.record.pk}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age=604800" in answer["Cache-Control"]
    assert b"Bumi" in answer.content


def test_machines_are_told_what_to_read_and_how_the_site_is_called(visitor: Client, town: Town) -> None:
    assert b"Disallow: /desk/" in visitor.get("/robots.txt").content
    assert json.loads(visitor.get("/manifest.webmanifest").content)["start_url"] == "/"


def test_what_is_not_there_is_said_in_the_house_s_own_words(visitor: Client, town: Town) -> None:
    answer = visitor.get("/en/tidak-ada/")
    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()


def test_each_page_names_its_other_language(visitor: Client, town: Town) -> None:
    page = visitor.get("/titik-layanan/").content.decode()
    assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/en/titik-layanan/">' in page


def test_no_page_breaks_the_content_policy(visitor: Client, town: Town) -> None:
    policy = visitor.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    page = visitor.get(f"/katalog/{town.record.pk}/bumi-manusia").content.decode()
    assert " style=" not in page


def test_the_title_needs_few_queries(visitor: Client, town: Town, queries_are: QueriesAre) -> None:
    with queries_are(8):
        visitor.get(f"/katalog/{town.record.pk}/bumi-manusia")

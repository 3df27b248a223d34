"""What search machines, feed readers and other sites are told; shapes as schema.org and the formats describe them."""

import json
import re
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.test import Client
from PIL import Image
from pytest_django import Settings

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.public import sitemaps
from pustakota.sites.public.linked_data import book
from tests.factories.catalogue import a_record
from tests.factories.circulation import a_loan
from tests.factories.moments import MONDAY, NOW
from tests.sites.public.conftest import Town

HOST = "https://pustaka.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CLOCK = re.compile(r"\d\d:\d\d")


@pytest.fixture(autouse=True)
def public_host(settings: Settings) -> None:
    settings.PUBLIC_URL = HOST
    cache.clear()


def linked(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return dict(json.loads(found[0]))


def of_title(visitor: Client, town: Town, language: str = "") -> str:
    return visitor.get(f"{language}/katalog/{town.record.pk}/bumi-manusia").content.decode()


def holds_no_nothing(value: object) -> bool:
    """No empty text, list or null anywhere: missing is left out."""
    if isinstance(value, dict):
        return all(holds_no_nothing(part) for part in value.values())
    if isinstance(value, list):
        return bool(value) and all(holds_no_nothing(part) for part in value)
    return value not in (None, "")


def test_a_title_is_a_book_with_an_offer_at_each_place(visitor: Client, town: Town) -> None:
    Record.objects.filter(pk=town.record.pk).update(
        isbns=["9789799731234"], publisher="Hasta Mitra", details={"subjects": ["Fiksi"], "extent": "ix, 354 hlm"}
    )
    Item.objects.filter(pk=town.item.pk).update(call_number="813 TOE b")
    thing = linked(of_title(visitor, town))
    address = f"{HOST}/katalog/{town.record.pk}/bumi-manusia"
    assert (thing["@context"], thing["@type"], thing["url"]) == ("https://schema.org", "Book", address)
    assert thing["author"] == [{"@type": "Person", "name": "Pramoedya Ananta Toer"}]
    assert (thing["inLanguage"], thing["datePublished"], thing["isbn"]) == (["id"], "1980", ["9789799731234"])
    assert thing["publisher"] == {"@type": "Organization", "name": "Hasta Mitra"}
    assert (thing["numberOfPages"], thing["about"]) == (354, ["Fiksi"])
    [offer] = thing["offers"]
    assert offer["@type"] == "Offer"
    assert offer["businessFunction"] == "http://purl.org/goodrelations/v1#LeaseOut"
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["sku"] == "813 TOE b"
    assert offer["inventoryLevel"] == {"@type": "QuantitativeValue", "value": 1}
    assert offer["availableAtOrFrom"]["@type"] == "Library"
    assert offer["availableAtOrFrom"]["url"] == f"{HOST}/titik-layanan/{town.point.code}/"
    assert holds_no_nothing(thing)


def test_a_title_on_loan_is_out_of_stock(visitor: Client, town: Town) -> None:
    a_loan(item=town.item)
    [offer] = linked(of_title(visitor, town))["offers"]
    assert (offer["availability"], offer["inventoryLevel"]["value"]) == ("https://schema.org/OutOfStock", 0)


@pytest.mark.parametrize(
    ("material", "kind"),
    [("", "Book"), ("book", "Book"), ("serial", "Periodical"), ("map", "Map"), ("kit", "CreativeWork")],
)
def test_each_kind_of_material_has_its_kind_of_thing(material: str, kind: str, town: Town) -> None:
    town.record.material = material
    thing = book(town.record, [])
    assert thing["@type"] == kind
    assert "offers" not in thing
    assert ("isbn" in thing) is False


def test_a_name_that_may_be_a_body_is_no_person(town: Town) -> None:
    town.record.authors = ["Indonesia. Departemen Agama, Jakarta", "Hamka"]
    assert book(town.record, [])["author"] == ["Indonesia. Departemen Agama, Jakarta", "Hamka"]


def test_no_title_can_end_the_script_it_stands_in(visitor: Client, town: Town) -> None:
    evil = "</script><script>alert(1)</script><!-- & \u2028"
    Record.objects.filter(pk=town.record.pk).update(title=evil)
    answer = visitor.get(f"/katalog/{town.record.pk}/", follow=True)
    page = answer.content.decode()
    assert "alert(1)</script>" not in page
    assert linked(page)["name"] == evil


def test_a_place_tells_its_hours_and_the_days_that_differ(visitor: Client, town: Town) -> None:
    holiday, short = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    morning = (organisation.Interval(time(8), time(12)),)
    organisation.set_date(point=town.point, on=holiday, intervals=(), reason="Nyepi", by=SYSTEM, at=NOW)
    organisation.set_date(point=town.point, on=short, intervals=morning, reason="Rapat", by=SYSTEM, at=NOW)
    ServicePoint.objects.filter(pk=town.point.pk).update(
        latitude=-7.87, longitude=112.52, address="Jalan Sultan Agung 1", phone="0341 123"
    )
    page = visitor.get(f"/titik-layanan/{town.point.code}/").content.decode()
    thing = linked(page)
    assert (thing["@type"], thing["name"], thing["telephone"]) == ("Library", "Perpustakaan Kota", "0341 123")
    assert thing["geo"] == {"@type": "GeoCoordinates", "latitude": -7.87, "longitude": 112.52}
    assert thing["address"]["streetAddress"] == "Jalan Sultan Agung 1"
    [week] = thing["openingHoursSpecification"]
    assert (week["opens"], week["closes"], len(week["dayOfWeek"])) == ("08:00", "16:00", 7)
    assert week["dayOfWeek"][0] == "https://schema.org/Monday"
    closed, shorter = thing["specialOpeningHoursSpecification"]
    assert (closed["validFrom"], closed["validThrough"]) == (holiday.isoformat(), holiday.isoformat())
    assert (closed["opens"], closed["closes"]) == ("00:00", "00:00")
    assert (shorter["opens"], shorter["closes"], shorter["name"]) == ("08:00", "12:00", "Rapat")
    assert all(CLOCK.fullmatch(hours["opens"]) for hours in (week, closed, shorter))
    assert "mlat=-7.87&amp;mlon=112.52" in page
    assert "Nyepi" in page
    assert holds_no_nothing(thing)


def test_a_place_that_is_not_there_is_not_found(visitor: Client, town: Town) -> None:
    assert visitor.get("/titik-layanan/entah/").status_code == 404


def test_home_says_how_the_site_is_searched(visitor: Client, town: Town) -> None:
    thing = linked(visitor.get("/").content.decode())
    assert thing["@type"] == "WebSite"
    action = thing["potentialAction"]
    assert action["@type"] == "SearchAction"
    assert action["target"] == {"@type": "EntryPoint", "urlTemplate": f"{HOST}/cari?q={{kata}}"}
    assert action["query-input"] == "required name=kata"


def test_a_page_has_one_address_and_names_its_languages(visitor: Client, town: Town) -> None:
    page = of_title(visitor, town, "/en")
    path = f"katalog/{town.record.pk}/bumi-manusia"
    assert f'<link rel="canonical" href="{HOST}/en/{path}">' in page
    for code, start in (("id", ""), ("en", "/en"), ("x-default", "")):
        assert f'<link rel="alternate" hreflang="{code}" href="{HOST}{start}/{path}">' in page


def test_what_plain_words_find_is_kept_at_one_address(visitor: Client, town: Town) -> None:
    for asked in ("bumi", "Bumi", "  BUMI ", "bumi&"):
        page = visitor.get(f"/en/cari?q={asked}").content.decode()
        assert f'<link rel="canonical" href="{HOST}/en/cari?q=bumi">' in page, asked
        assert f'hreflang="id" href="{HOST}/cari?q=bumi"' in page, asked
        assert "noindex" not in page, asked


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "q=",
            "q=bumi&urut=judul",
            "q=bumi&hal=2",
            "q=bumi&bahasa=ind",
            "q=bumi&dari=1980",
            "q=bumi&utm=1",
            "bahasa=ind",
        ),
        *(
            "q=bumi+murah+https://toko.example",
            "q=bumi+satu+dua+tiga+empat+lima+enam",
            "q=murah-sekali-xyz",
            "q=%22bumi%22",
        ),
    ],
)
def test_other_answers_of_a_search_are_followed_and_not_kept(asked: str, visitor: Client, town: Town) -> None:
    page = visitor.get(f"/cari?{asked}").content.decode()
    assert '<meta name="robots" content="noindex, follow">' in page
    assert "canonical" not in page


def test_words_that_find_nothing_do_not_stand_in_the_title(visitor: Client, town: Town) -> None:
    page = visitor.get("/en/cari?q=murah-sekali-xyz").content.decode()
    assert "murah" not in page.partition("<title>")[2].partition("</title>")[0]
    assert "bumi" in visitor.get("/en/cari?q=bumi").content.decode().partition("<title>")[2].partition("</title>")[0]


def test_what_wants_a_sign_in_leads_to_a_page_that_nobody_keeps(visitor: Client, town: Town) -> None:
    page = visitor.get("/en/akun/", follow=True).content.decode()
    assert '<meta name="robots" content="noindex, follow">' in page


def test_a_title_that_is_passed_on_has_a_card(visitor: Client, town: Town) -> None:
    page = of_title(visitor, town)
    for name, value in (
        ("og:type", "book"),
        ("og:title", "Bumi manusia"),
        ("og:locale", "id_ID"),
        ("og:image", f"{HOST}/sampul/{town.record.pk}.png"),
    ):
        assert f'<meta property="{name}" content="{value}">' in page
    answer = visitor.get(f"/sampul/{town.record.pk}.png")
    picture = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert len(answer.content) < 100_000


@pytest.mark.parametrize("title", ["古事記", "x" * 400, "kata " * 200])
def test_a_card_is_drawn_for_any_title(title: str, visitor: Client, town: Town) -> None:
    record = a_record(title)
    assert visitor.get(f"/sampul/{record.pk}.png").status_code == 200


def test_a_removed_title_is_gone_and_a_hidden_one_is_not_found(visitor: Client, town: Town) -> None:
    gone, hidden = a_record("Pergi"), a_record("Sembunyi")
    catalogue.remove_record(record=gone, by=SYSTEM, at=NOW)
    catalogue.set_suppressed(record=hidden, is_suppressed=True, by=SYSTEM, at=NOW)
    answer = visitor.get(f"/en/katalog/{gone.pk}/pergi")
    assert answer.status_code == 410
    assert "no longer in the collection" in answer.content.decode()
    assert 'content="noindex, follow"' in answer.content.decode()
    assert visitor.get(f"/katalog/{hidden.pk}/sembunyi").status_code == 404
    assert visitor.get("/katalog/99999999/apa").status_code == 404


def test_a_merged_title_leads_to_the_one_that_stays_however_often(visitor: Client, town: Town) -> None:
    first, second = a_record("Satu"), a_record("Dua")
    catalogue.merge_records(record=first, into=second, by=SYSTEM, at=NOW)
    assert visitor.get(f"/katalog/{first.pk}/satu")["Location"] == f"/katalog/{second.pk}/dua"
    catalogue.merge_records(record=second, into=town.record, by=SYSTEM, at=NOW)
    answer = visitor.get(f"/en/katalog/{first.pk}/satu", follow=True)
    assert [status for _address, status in answer.redirect_chain] == [301, 301]
    assert answer.request["PATH_INFO"] == f"/en/katalog/{town.record.pk}/bumi-manusia"


def test_the_sitemap_names_every_public_title_once_with_its_languages(visitor: Client, town: Town) -> None:
    hidden = a_record("Sembunyi")
    Record.objects.filter(pk=hidden.pk).update(is_suppressed=True)
    index = ElementTree.fromstring(visitor.get("/sitemap.xml").content)
    parts = [node.text.removeprefix(HOST) for node in index.iter(f"{SITEMAP}loc")]
    assert parts[0] == "/sitemap-halaman.xml"
    addresses: list[str] = []
    for part in parts[1:]:
        answer = visitor.get(part)
        assert answer.streaming
        tree = ElementTree.fromstring(answer.getvalue())
        addresses += [node.text for node in tree.iter(f"{SITEMAP}loc")]
        assert [node.text for node in tree.iter(f"{SITEMAP}lastmod")] == ["2026-03-02T03:00:00+00:00"]
        others = [node.get("href") for node in tree.iter("{http://www.w3.org/1999/xhtml}link")]
        assert f"{HOST}/en/katalog/{town.record.pk}/bumi-manusia" in others
    assert addresses == [f"{HOST}/katalog/{town.record.pk}/bumi-manusia"]
    pages = visitor.get("/sitemap-halaman.xml").content.decode()
    assert f"<loc>{HOST}/titik-layanan/{town.point.code}/</loc>" in pages


def test_a_sitemap_is_read_in_parts_by_number(visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SPAN", 2)
    keys = [town.record.pk, *(a_record().pk for _number in range(5))]
    index = visitor.get("/sitemap.xml").content.decode()
    numbers = re.findall(r"/sitemap-(\d+)\.xml", index)
    named = [key for number in numbers for key in _keys(visitor.get(f"/sitemap-{number}.xml").getvalue())]
    assert named == keys
    assert visitor.get("/sitemap-99999.xml").status_code == 404
    assert visitor.get("/sitemap-0.xml").status_code == 404


def _keys(text: bytes) -> list[int]:
    return [int(key) for key in re.findall(rb"<loc>[^<]*/katalog/(\d+)/", text)]


def test_whoever_has_a_part_already_is_told_so(visitor: Client, town: Town) -> None:
    number = town.record.pk // sitemaps.SPAN + 1
    answer = visitor.get(f"/sitemap-{number}.xml")
    again = visitor.get(f"/sitemap-{number}.xml", headers={"If-Modified-Since": answer["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    Record.objects.filter(pk=town.record.pk).update(changed_at=NOW + timedelta(hours=1))
    changed = visitor.get(f"/sitemap-{number}.xml", headers={"If-Modified-Since": answer["Last-Modified"]})
    assert changed.status_code == 200


def test_robots_read_titles_and_plain_searches_and_no_others(visitor: Client, town: Town) -> None:
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    for path in ("/cari?*&", "/en/cari?*&", "/cari/saran", "/rak/", "/api/", "/katalog/*/pesan", "/en/katalog/*/kutip"):
        assert f"Disallow: {path}" in lines
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert not {"Disallow: /katalog/", "Disallow: /cari", "Disallow: /akun/", "Disallow: /masuk/"} & set(lines)


@pytest.mark.parametrize(("form", "entry", "kind"), [("rss", "item", "rss"), ("atom", "entry", "feed")])
def test_new_titles_come_as_a_feed(form: str, entry: str, kind: str, visitor: Client, town: Town) -> None:
    answer = visitor.get(f"/umpan/judul-baru.{form}")
    assert answer["Content-Type"].startswith(f"application/{form}+xml")
    tree = ElementTree.fromstring(answer.content)
    assert tree.tag.endswith(kind)
    assert len([node for node in tree.iter() if node.tag.rpartition("}")[2] == entry]) == 1
    assert f"{HOST}/katalog/{town.record.pk}/bumi-manusia".encode() in answer.content


def test_a_feed_holds_one_subject_or_one_place(visitor: Client, town: Town) -> None:
    for query, number in (("subjek=Fiksi", 1), ("subjek=Islam", 0), (f"titik={town.point.code}", 1)):
        answer = visitor.get(f"/en/umpan/judul-baru.rss?{query}")
        assert answer.content.count(b"<item>") == number, query
    assert visitor.get(f"/umpan/judul-baru.rss?titik={town.other.code}").content.count(b"<item>") == 0
    assert visitor.get("/umpan/judul-baru.rss?titik=entah").status_code == 404


def test_pages_name_their_feeds(visitor: Client, town: Town) -> None:
    page = visitor.get("/").content.decode()
    assert '<link rel="alternate" type="application/rss+xml" title="' in page
    assert f"{HOST}/umpan/judul-baru.atom" in page
    place = visitor.get(f"/titik-layanan/{town.point.code}/").content.decode()
    assert f"{HOST}/umpan/judul-baru.rss?titik={town.point.code}" in place


def test_a_browser_can_take_up_the_search(visitor: Client, town: Town) -> None:
    assert 'rel="search" type="application/opensearchdescription+xml"' in visitor.get("/").content.decode()
    answer = visitor.get("/opensearch.xml")
    tree = ElementTree.fromstring(answer.content)
    namespace = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(tree.findtext(f"{namespace}ShortName")) <= 16
    [url] = [node for node in tree.iter(f"{namespace}Url") if node.get("type") == "text/html"]
    assert url.get("template") == f"{HOST}/cari?q={{searchTerms}}&hal={{startPage?}}"
    assert visitor.get("/cari?q=bumi&hal=").status_code == 200


def test_days_without_anything_unusual_are_not_told(visitor: Client, town: Town) -> None:
    assert date(2026, 3, 2) == MONDAY
    thing = linked(visitor.get(f"/titik-layanan/{town.point.code}/").content.decode())
    assert "specialOpeningHoursSpecification" not in thing

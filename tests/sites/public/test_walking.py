"""From one title to others: cite, print, shelf, titles alike, lists from A to Z, classes."""

import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.test import Client

from pustakota.config import documents
from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.marc.iso2709 import parse
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.catalogue.rules.call_number import sort_key
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import furniture
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.moments import NOW
from tests.sites.public.conftest import Town


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()
    furniture.keep(furniture.Furniture())


@pytest.fixture
def book(town: Town) -> Record:
    marc = MarcRecord(
        "00000nam a2200000 a 4500",
        [
            data_field("100", "1 ", [("a", "Hirata, Andrea.")]),
            data_field("245", "10", [("a", "Laskar pelangi /")]),
            data_field("260", "  ", [("a", "Yogyakarta :"), ("b", "Bentang,"), ("c", "2005")]),
        ],
    )
    return catalogue.add_record(marc=marc, by=SYSTEM, at=NOW)


def shelve(item: Item, call_number: str) -> None:
    Item.objects.filter(pk=item.pk).update(call_number=call_number, call_number_sort=sort_key(call_number))


def test_a_title_is_cited_in_two_styles(visitor: Client, book: Record) -> None:
    page = visitor.get(f"/en/katalog/{book.pk}/laskar-pelangi/kutip").content.decode()
    assert "Hirata, A. (2005). <cite>Laskar pelangi.</cite> Bentang." in page
    assert "Hirata, Andrea. <cite>Laskar pelangi.</cite> Yogyakarta: Bentang, 2005." in page
    moved = visitor.get(f"/katalog/{book.pk}/lama/kutip")
    assert (moved.status_code, moved["Location"]) == (301, f"/katalog/{book.pk}/laskar-pelangi/kutip")


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("ris", "application/x-research-info-systems", b"TY  - BOOK\r\n"),
        ("bib", "application/x-bibtex", b"@book{hirata2005laskar,"),
        ("mrc", "application/marc", b"00"),
        ("xml", "application/marcxml+xml", b"<?xml"),
    ],
)
def test_a_title_comes_as_a_file(form: str, kind: str, begins: bytes, visitor: Client, book: Record) -> None:
    answer = visitor.get(f"/katalog/{book.pk}.{form}")
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"] == f'attachment; filename="laskar-pelangi.{form}"'
    assert answer.content.startswith(begins)


def test_the_marc_that_comes_is_the_marc_that_is_kept(visitor: Client, book: Record) -> None:
    record, problems = parse(visitor.get(f"/katalog/{book.pk}.mrc").content)
    assert problems == ()
    assert [field[0] for field in record.fields] == ["100", "245", "260"]
    tree = ElementTree.fromstring(visitor.get(f"/katalog/{book.pk}.xml").content)
    assert tree.tag == "{http://www.loc.gov/MARC21/slim}collection"
    assert len(tree) == 1


def test_hidden_titles_are_neither_cited_nor_given(visitor: Client, book: Record) -> None:
    catalogue.set_suppressed(record=book, is_suppressed=True, by=SYSTEM, at=NOW)
    for end in (
        f"{book.pk}.mrc",
        f"{book.pk}.ris",
        *(f"{book.pk}/laskar-pelangi/{way}" for way in ("kutip", "cetak", "serupa")),
    ):
        assert visitor.get(f"/katalog/{end}").status_code == 404, end


def test_a_title_goes_on_one_sheet(visitor: Client, book: Record, town: Town) -> None:
    shelve(an_item(record=book, at_point=town.point), "899.221 3 HIR l")
    page = visitor.get(f"/en/katalog/{book.pk}/laskar-pelangi/cetak").content.decode()
    assert "899.221 3 HIR l" in page
    assert "QR code" in page


def test_the_title_page_says_where_each_copy_stands(visitor: Client, town: Town) -> None:
    shelve(town.item, "813 TOE b")
    Item.objects.filter(pk=town.item.pk).update(shelf="Rak 4")
    page = visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia").content.decode()
    assert "1 of 1 on the shelf" in page
    assert "813 TOE b" in page
    assert "Rak 4" in page
    assert f"/en/rak/{town.point.code}/?di={town.item.pk}" in page


def test_a_shelf_is_walked_left_and_right(visitor: Client, town: Town, queries_are: QueriesAre) -> None:
    shelve(town.item, "500 A")
    items = [an_item(at_point=town.point) for _number in range(12)]
    for number, item in enumerate(items):
        shelve(item, f"{400 + number * 20} B")
    with queries_are(6):
        page = visitor.get(f"/en/rak/{town.point.code}/?di={town.item.pk}").content.decode()
    assert page.count("shelf-row-here") == 1
    assert 'data-key="ArrowLeft"' in page
    assert 'data-key="ArrowRight"' in page
    start = visitor.get(f"/en/rak/{town.point.code}/?dari=400").content.decode()
    assert "The shelf begins here." in start
    end = visitor.get(f"/en/rak/{town.point.code}/?dari=999").content.decode()
    assert "The shelf ends here." in end
    fragment = visitor.get(f"/en/rak/{town.point.code}/", headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div id="shelf"')


def test_an_empty_shelf_and_a_copy_from_elsewhere_say_so(visitor: Client, town: Town) -> None:
    for query in ("", f"?di={town.item.pk}", "?di=99999999999999999999", "?di=x&dari=%00"):
        page = visitor.get(f"/en/rak/{town.other.code}/{query}")
        assert page.status_code == 200
        assert "Nothing stands here" in page.content.decode()
    assert visitor.get("/rak/entah/").status_code == 404


def test_titles_alike_share_author_or_subject(visitor: Client, indexed: Town, queries_are: QueriesAre) -> None:
    near, far = a_record("Anak semua bangsa"), a_record("Memasak")
    Record.objects.filter(pk=near.pk).update(authors=["Toer, Pramoedya Ananta, 1925-2006"], language="ind")
    Record.objects.filter(pk=far.pk).update(details={"subjects": ["Masakan"]})
    search.rebuild(documents.record_documents([indexed.record.pk, near.pk, far.pk]))
    address = f"/en/katalog/{indexed.record.pk}/bumi-manusia/serupa"
    page = visitor.get(address).content.decode()
    assert "Anak semua bangsa" in page
    assert "Memasak" not in page
    with queries_are(3):
        fragment = visitor.get(address, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith("<section")


def test_a_title_like_no_other_says_so(visitor: Client, town: Town) -> None:
    page = visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia/serupa").content.decode()
    assert "No title shares an author or a subject with this one." in page


def test_authors_stand_from_a_to_z_with_references(visitor: Client, town: Town) -> None:
    assert "The list is not made yet" in visitor.get("/en/jelajah/pengarang/").content.decode()
    Record.objects.filter(pk=town.record.pk).update(authors=["Toer, Pramoedya Ananta"])
    catalogue.count_headings(by=SYSTEM, at=NOW)
    page = visitor.get("/en/jelajah/pengarang/?huruf=p").content.decode()
    assert 'Pramoedya Ananta Toer</span> <span class="soft">see</span>' in page
    assert "/en/cari?author=Toer%2C+Pramoedya+Ananta" in page
    assert "Toer, Pramoedya Ananta</a>" in visitor.get("/en/jelajah/pengarang/?dari=toer").content.decode()
    for query in ("huruf=1", "huruf=ab"):
        assert visitor.get(f"/jelajah/pengarang/?{query}").status_code == 404
    assert "Fiksi" in visitor.get("/jelajah/subjek/").content.decode()


def test_classes_are_opened_digit_by_digit(visitor: Client, town: Town) -> None:
    Record.objects.filter(pk=town.record.pk).update(class_number="899.2213")
    catalogue.count_headings(by=SYSTEM, at=NOW)
    assert "800 · literature" in visitor.get("/en/jelajah/").content.decode()
    for number in ("8", "89", "899"):
        page = visitor.get(f"/en/jelajah/kelas/{number}").content.decode()
        assert "Bumi manusia" in page, number
    assert visitor.get("/en/jelajah/kelas/8999", follow=True).status_code == 404
    assert visitor.get("/en/jelajah/kelas/8?setelah=x~y").status_code == 200
    assert "/en/jelajah/kelas/899" in visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia").content.decode()

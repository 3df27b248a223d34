"""The pictures of the handbook: each page as its reader sees it, in Indonesian, clean in axe, kept for `make docs`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Item
from pustakota.contexts.catalogue.queries import record_ids_in_batches
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.cases import a_case, a_registration
from tests.factories.catalogue import a_record, an_item
from tests.factories.charges import a_basis
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.people import PASSWORD, a_child, a_member_of_staff
from tests.factories.visits import a_member_visit, some_guests
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey
FOLDER = browser.ROOT / "docs" / "handbook" / "gambar"
TITLES = ("Bumi Manusia", "Laskar Pelangi", "Ronggeng Dukuh Paruk", "Negeri 5 Menara", "Cantik Itu Luka")
Scene = Callable[[Page], None]


@pytest.fixture
def shelves(city: City) -> list[Item]:
    """Five titles with a copy each, an adult with a loan and a ready reservation, her child, visitors and questions."""
    items = [
        an_item(record=a_record(title), at_point=city.point, barcode=f"B{n:04d}") for n, title in enumerate(TITLES)
    ]
    siti, budi = city.member("Siti Aminah", card_number="A0113"), city.member("Budi Santoso", card_number="A0114")
    a_child(guardian=siti, name="Bima")
    a_loan(item=items[0], patron=siti, at=clock.now())
    a_hold(record=items[1].record, pickup=city.point, patron=siti, at=clock.now())
    a_returned(items[1], city.point, at=clock.now())
    a_hold(record=items[2].record, pickup=city.point, patron=budi, at=clock.now())
    a_case(at_point=city.point, asker=budi.person, at=clock.now())
    a_registration(city.point, at=clock.now())
    a_basis()
    some_guests(city.point, 4, at=clock.now())
    a_member_visit(siti, city.point, at=clock.now())
    for ids in record_ids_in_batches(100):
        search.rebuild(documents.record_documents(ids))
    laskar = search.judge_query(text="laskar pelangi", by=SYSTEM, at=clock.now())
    search.expect(query=laskar, things={("record", items[1].record_id): 3}, by=SYSTEM)
    return items


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=password]", state="detached")
    page.wait_for_load_state("networkidle")


def scan(*codes: str) -> Scene:
    """Give the box of the desk these, one after the other."""

    def act(page: Page) -> None:
        for code in codes:
            page.locator("#scan, [name=scan]").first.fill(code)
            page.keyboard.press("Enter")
            page.wait_for_load_state("networkidle")

    return act


AT_THE_DESK: list[tuple[str, str, Scene]] = [
    ("meja", "/desk/", scan("A0113")),
    ("pinjam", "/desk/", scan("A0113", "B0003")),
    ("ambil", "/desk/ambil/", scan()),
    ("rak-siap", "/desk/rak-siap/", scan()),
    ("anggota-baru", "/desk/anggota/baru/", scan()),
    ("anggota", "/desk/anggota/A0113/", scan()),
    ("kewajiban", "/desk/anggota/A0113/kewajiban/", scan()),
    ("bebas-pustaka", "/desk/anggota/A0114/bebas-pustaka/", scan()),
    ("judul-baru", "/desk/judul/baru/", scan()),
    ("eksemplar", "/desk/judul/{title}/eksemplar/", scan()),
    ("label", "/desk/judul/{title}/label/", scan()),
    ("permintaan", "/desk/permintaan/", scan()),
    ("buku-tamu", "/desk/buku-tamu/", scan()),
    ("baca-di-tempat", "/desk/baca-di-tempat/", scan()),
    ("pesan", "/desk/pesan/", scan()),
    ("aturan-pesan", "/desk/pesan/aturan/", scan()),
    ("kabar", "/desk/pesan/kabar/", scan()),
    ("dasar-hukum", "/desk/dasar-hukum/", scan()),
    ("titik-layanan", "/desk/titik-layanan/{point}/", scan()),
    ("petugas", "/desk/petugas/", scan()),
    ("lembaga", "/desk/lembaga/baru/", scan()),
    ("angka", "/desk/angka/", scan()),
    ("tutup-bulan", "/desk/angka/tutup/", scan()),
    ("data-pribadi", "/desk/data-pribadi/", scan()),
    ("bobot", "/desk/pencarian/", scan()),
    ("identitas", "/desk/merek/", scan()),
    ("formulir", "/desk/formulir/baru/", scan()),
]
AT_HOME = [
    *[("beranda", "/"), ("hasil", "/cari?q=laskar"), ("akun", "/akun/")],
    *[("bagikan", "/katalog/{title}/bumi-manusia/bagikan"), ("tampilan", "/tampilan/")],
    *[("cara-mencari", "/bantuan/mencari/"), ("daftar-bacaan", "/akun/daftar-bacaan/")],
]


def keep(page: Page, name: str) -> None:
    """Keep what the window shows, once axe finds nothing in it."""
    page.wait_for_load_state("networkidle")
    assert_accessible(page)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
    assert Path(FOLDER / f"{name}.png").stat().st_size > 5_000


def test_the_desk_as_the_handbook_shows_it(page: Page, city: City, shelves: list[Item]) -> None:
    a_member_of_staff("pustakawan-uji", role="kepala", station=city.point)
    sign_in(page, f"{city.address}/desk/", "pustakawan-uji")
    for name, path, act in AT_THE_DESK:
        page.goto(city.address + path.format(title=shelves[0].record_id, point=city.point.pk))
        act(page)
        keep(page, name)


def test_the_pages_of_citizens_as_the_handbook_shows_them(page: Page, city: City, shelves: list[Item]) -> None:
    page.set_viewport_size(browser.PHONE)
    sign_in(page, f"{city.address}/masuk/", "A0113")
    for name, path in AT_HOME:
        page.goto(city.address + path.format(title=shelves[0].record_id))
        keep(page, name)

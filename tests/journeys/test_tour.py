"""Pictures of the main pages, on a phone and on a laptop, as `docs/tour.md` shows them.

They are laid in ``build/tour``; whoever has looked at them copies them to ``docs/tour``.
"""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from pustakota.contexts.catalogue.models import Item
from tests import browser
from tests.factories.people import a_member_of_staff
from tests.journeys.conftest import City, assert_accessible
from tests.journeys.test_pictures import scan, shelves, sign_in

__all__ = ["shelves"]
pytestmark = pytest.mark.journey
FOLDER = browser.ROOT / "build" / "tour"
HEAVIEST, COLOURS = 200_000, 128
SIZES = (browser.PHONE, browser.LAPTOP)
OF_READERS = [
    ("beranda", "/en/"),
    ("hasil", "/en/cari?q=laskar"),
    ("judul", "/en/katalog/{title}/"),
    ("bagikan", "/en/katalog/{title}/laskar-pelangi/bagikan"),
    ("titik-layanan", "/en/titik-layanan/"),
    ("akun", "/en/akun/"),
    ("tampilan", "/en/tampilan/"),
]
OF_STAFF = [
    ("meja", "/en/desk/"),
    ("anggota", "/en/desk/anggota/A0113/"),
    ("identitas", "/en/desk/merek/"),
    ("angka", "/en/desk/angka/"),
]


def take(page: Page, name: str) -> None:
    """What the window shows at both sizes, in few colours and so light."""
    for size in SIZES:
        page.set_viewport_size(size)
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        shot = Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"{name}-{size['width']}.png"
        shot.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        assert 5_000 < path.stat().st_size < HEAVIEST


def test_pages_of_readers_on_a_phone_and_on_a_laptop(page: Page, city: City, shelves: list[Item]) -> None:
    page.set_viewport_size(browser.PHONE)
    sign_in(page, f"{city.address}/masuk/", "A0113")
    for name, path in OF_READERS:
        page.goto(city.address + path.format(title=shelves[1].record_id))
        take(page, name)
    page.context.add_cookies([{"name": "theme", "value": "dark.high.large", "url": city.address}])
    page.goto(f"{city.address}/en/akun/")
    take(page, "kontras")


def test_pages_of_staff_on_a_phone_and_on_a_laptop(page: Page, city: City, shelves: list[Item]) -> None:
    a_member_of_staff("pustakawan-uji", role="kepala", station=city.point)
    sign_in(page, f"{city.address}/desk/", "pustakawan-uji")
    for name, path in OF_STAFF:
        page.goto(city.address + path)
        if name == "meja":
            scan("A0113")(page)
        take(page, name)

"""An editor writes a page with a book and a service point on it; readers see it well in every width and light."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime
from wagtail.models import Page as SitePage

from pustakota.contexts.catalogue.models import Record
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import actions, furniture
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.people import PASSWORD, a_member_of_staff
from tests.journeys.conftest import City, assert_accessible
from tests.journeys.test_pictures import FOLDER, keep

pytestmark = pytest.mark.journey
WIDTHS = (320, 360, 1280)
PATIENCE = 30_000


@pytest.fixture
def book(city: City) -> Iterator[Record]:
    """A title with a copy, and the first pages of a library."""
    record = a_record("Bumi manusia")
    an_item(record=record, at_point=city.point, barcode="B0001")
    actions.make_first_pages(library="Batu", by=SYSTEM, at=clock.now())
    yield record
    furniture.forget()


def sign_in_to_the_editor(page: Page, city: City) -> None:
    a_member_of_staff("penyunting-uji", role="penyunting")
    page.set_default_timeout(PATIENCE)
    page.goto(f"{city.address}/cms/")
    page.fill("[name=username]", "penyunting-uji")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=password]", state="detached")


def in_the_editors_language(words: str) -> str:
    with translation.override("id"):
        return translation.gettext(words)


def add_block(page: Page, name: str) -> None:
    """Open the list of blocks at the end, and take one; a chooser that is still closing would take the focus back."""
    page.locator(".modal").first.wait_for(state="detached")
    page.locator(".c-sf-add-button:visible").last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("option", name=in_the_editors_language(name)).click()


def wait_until_published(page: Page, slug: str) -> None:
    for _ in range(PATIENCE // 200):
        if SitePage.objects.filter(slug=slug, live=True).exists():
            return
        page.wait_for_timeout(200)
    pytest.fail("the page was not published")


def publish(page: Page) -> None:
    """The editor saves a draft by itself now and then, which closes its menus."""
    button = page.locator("[name=action-publish]")
    for _attempt in range(10):
        page.get_by_role("button", name="More actions").focus()
        page.keyboard.press("Enter")
        with suppress(NotInTime):
            return button.click(timeout=3_000)
    pytest.fail("the page could not be published")


def test_an_editor_publishes_a_page_with_a_book_and_a_service_point(page: Page, city: City, book: Record) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in_to_the_editor(page, city)
    home = SitePage.objects.get(depth=2, locale__language_code="id")
    page.goto(f"{city.address}/cms/pages/add/pages/textpage/{home.pk}/")
    page.locator("#id_title").focus()
    browser.type_in(page, "Pekan membaca")
    add_block(page, "titles of the catalogue")
    page.get_by_role("button", name=in_the_editors_language("Choose a title")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Bumi manusia").click()
    expect(page.locator(".chooser__title:visible")).to_have_text("Bumi manusia")
    add_block(page, "service points and whether they are open")
    publish(page)
    wait_until_published(page, "pekan-membaca")
    page.goto(f"{city.address}/pekan-membaca/")
    expect(page.get_by_role("link", name="Bumi manusia")).to_be_visible()
    expect(page.get_by_role("link", name=city.point.name)).to_be_visible()
    assert_accessible(page)
    assert [address for address in asked if not address.startswith((city.address, "data:", "blob:"))] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_home_of_blocks_is_open_to_everybody_in_every_width(page: Page, city: City, book: Record, theme: str) -> None:
    link = {"words": "Daftar", "page": None, "address": "/daftar/"}
    rows = [
        ("search", {"heading": "Mau baca apa?"}),
        ("new_titles", {"heading": "", "number": 5}),
        ("cards", {"heading": "Ke mana?", "cards": [{"title": "Anak", "text": "Dongeng", "link": link}]}),
        ("points", {"heading": "", "points": [city.point.pk]}),
        ("titles", {"heading": "Pilihan", "titles": [book.pk]}),
        ("quote", {"text": "Buku adalah jendela.", "who": "pepatah"}),
        ("call", {"title": "Jadi anggota", "text": "Gratis", "link": link}),
        ("partners", {"heading": "Mitra", "partners": [{"name": "TBM Rumah Daun", "logo": None, "link": link}]}),
    ]
    blocks = [{"type": kind, "value": value} for kind, value in rows]
    actions.write_home(title="Beranda", blocks=blocks, by=SYSTEM, at=clock.now())
    page.context.add_cookies([{"name": "theme", "value": theme, "url": city.address}])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": browser.PHONE["height"]})
        page.goto(f"{city.address}/")
        assert_accessible(page)


def test_the_site_as_the_handbook_shows_it(page: Page, city: City, book: Record) -> None:
    sign_in_to_the_editor(page, city)
    home = SitePage.objects.get(depth=2, locale__language_code="id")
    page.goto(f"{city.address}/cms/pages/{home.pk}/edit/")
    expect(page.locator("#id_title")).to_be_visible()
    page.wait_for_load_state("networkidle")
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / "situs-penyunting.png", animations="disabled", caret="hide")
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/")
    keep(page, "situs-beranda")

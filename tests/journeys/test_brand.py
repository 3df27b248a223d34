"""A library changes what it wears and sees it everywhere; a second one stands beside it under its own domain."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from pustakota.config import documents
from pustakota.contexts.catalogue.queries import record_ids_in_batches
from pustakota.contexts.organisation import actions
from pustakota.contexts.organisation.actions import Brand
from pustakota.contexts.search import actions as search
from pustakota.design import branding
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_member_of_staff
from tests.journeys.conftest import City, assert_accessible, pointers_used
from tests.journeys.test_pictures import sign_in

pytestmark = pytest.mark.journey
WINE, LEAF = "#7a1f3d", "#2f6b4f"


def wears(page: Page, colour: str) -> None:
    """Waits until what can be pressed has this colour."""
    page.wait_for_function(
        f"getComputedStyle(document.documentElement).getPropertyValue('--nila').trim() === '{colour}'"
    )


def token(page: Page, name: str) -> str:
    """What a token holds on the page as it stands."""
    return str(page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()"))


def test_the_head_changes_the_brand_by_keyboard_and_everybody_sees_it(page: Page, city: City) -> None:
    record = a_record("Bumi manusia")
    an_item(record=record, at_point=city.point, barcode="B0001")
    a_member_of_staff("kepala-uji", role="kepala", station=city.point)
    sign_in(page, f"{city.address}/en/desk/", "kepala-uji")
    page.goto(f"{city.address}/en/desk/merek/")
    assert_accessible(page)
    page.locator("#id_colour").evaluate(
        f"field => {{ field.value = '{WINE}'; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }}"
    )  # the window in which a colour is picked belongs to the system
    expect(page.locator("#specimen link")).to_have_attribute("href", "/en/desk/merek/contoh-7a1f3d.css?huruf=")
    page.locator("#id_short_name").fill("Arunika")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-mark")).to_have_text("Arunika")
    wears(page, WINE)
    assert pointers_used(page) == 0
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/katalog/{record.pk}/bumi-manusia")
    expect(page.locator(".brand")).to_have_text("Arunika")
    wears(page, WINE)
    assert_accessible(page)
    page.locator("main").get_by_role("link", name="Share").press("Enter")
    cards = page.locator(".share-cards img")
    expect(cards).to_have_count(3)
    cards.nth(2).scroll_into_view_if_needed()
    expect(cards.nth(2)).to_have_js_property("naturalHeight", 1920)
    assert_accessible(page)


def test_somebody_who_sees_little_chooses_contrast_and_size_and_keeps_them(page: Page, city: City) -> None:
    brand = Brand(name="Perpustakaan Arunika", short_name="Arunika", colour=WINE)
    actions.set_brand(library=city.point.library, brand=brand, by=SYSTEM, at=clock.now())
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{city.address}/en/")
    page.get_by_role("link", name="Display").press("Enter")
    page.get_by_label("dark", exact=True).press("Space")
    page.get_by_label("high: black and white, stronger lines").press("Space")
    page.get_by_label("large, a quarter more").press("Space")
    page.get_by_role("button", name="Save").press("Enter")
    page.wait_for_url(f"{city.address}/en/")
    assert token(page, "paper") == "#000000"
    assert branding.contrast(token(page, "nila"), "#000000") >= 7
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    for address in ("/en/", "/en/cari?q=", "/en/titik-layanan/"):
        page.goto(f"{city.address}{address}")
        assert_accessible(page)
    assert pointers_used(page) == 0


def test_a_second_library_has_its_own_face_and_begins_with_its_own_books(
    page: Page, city: City, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    host = f"kabupaten.localhost:{urlsplit(city.address).port}"
    other = a_point(library=a_library("Perpustakaan Kabupaten"), name="Titik Kabupaten")
    an_item(record=a_record("Laut kota"), at_point=city.point, barcode="K1")
    an_item(record=a_record("Laut kabupaten"), at_point=other, barcode="K2")
    brand = Brand(name="Perpustakaan Kabupaten", short_name="Kabupaten", host=host, colour=LEAF, face="serif")
    actions.set_brand(library=other.library, brand=brand, by=SYSTEM, at=clock.now())
    for ids in record_ids_in_batches(10):
        search.rebuild(documents.record_documents(ids))
    page.goto(f"http://{host}/en/")
    expect(page.locator(".brand")).to_have_text("Kabupaten")
    wears(page, LEAF)
    page.locator("main input[name=q]").fill("laut")
    page.keyboard.press("Enter")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.get_by_text("In the collection of Kabupaten.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Search all libraries of the network").press("Enter")
    expect(page.locator(".hit")).to_have_count(2)
    page.goto(f"{city.address}/en/cari?q=laut")
    expect(page.locator(".hit")).to_have_count(2)
    wears(page, branding.FIRST)

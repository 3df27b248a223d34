"""A cataloguer finds out why a question is answered badly, and the head mends it: by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from pustakota.config import documents
from pustakota.contexts.catalogue.queries import record_ids_in_batches
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries
from tests import browser
from tests.factories.catalogue import a_record
from tests.factories.people import PASSWORD, a_member_of_staff
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey


@pytest.fixture
def titles(city: City) -> None:
    kain = a_record("Kain lama")
    kain.details = {"subjects": ["Batik"]}
    kain.save()
    a_record("Batik pesisir")
    for ids in record_ids_in_batches(100):
        search.rebuild(documents.record_documents(ids))


def press(page: Page, role: str, name: str) -> None:
    """Go to something with the keyboard and press it."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", [browser.LAPTOP, browser.PHONE], ids=["laptop", "phone"])
def test_weights_are_tried_and_put_in_force_by_keyboard(
    page: Page, city: City, titles: None, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    a_member_of_staff("kepala-uji", role="kepala", station=city.point)
    page.goto(f"{city.address}/en/desk/pencarian/")
    browser.type_in(page, "kepala-uji")
    page.keyboard.press("Tab")
    browser.type_in(page, PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What a search shows first", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_label("What somebody types").focus()
    browser.type_in(page, "batik")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="“batik” should find")).to_be_visible()
    page.get_by_label("Kain lama").select_option("3")
    assert_accessible(page)
    press(page, "button", "Save")
    expect(page.get_by_text("0.631")).to_be_visible()
    page.goto(f"{city.address}/en/desk/pencarian/coba/")
    page.get_by_label("Subjects", exact=True).fill("60")
    page.keyboard.press("Enter")
    expect(page.get_by_text("better")).to_be_visible()
    expect(page.get_by_text(re.compile("rose 2 → 1: Kain lama"))).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Why").fill("Siswa mencari topik")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/pencarian/")
    expect(page.get_by_text("Siswa mencari topik")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert queries.weights_in_force().subjects == 60

"""Somebody in a bookshop's program presses "share" and chooses the library: the book is found here."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey
SHARED = [
    pytest.param({"text": "979-3062-79-7"}, id="a number"),
    pytest.param(
        {"title": "Toko Buku", "text": "https://toko.example/buku/9789793062792?dari=hp"}, id="a shop's address"
    ),
    pytest.param({"url": "https://toko.example/b/77", "title": "Laskar Pelangi"}, id="a title"),
]


@pytest.fixture
def book(city: City) -> Record:
    record, other = a_record("Laskar Pelangi"), a_record("Bumi Manusia")
    Record.objects.filter(pk=record.pk).update(isbns=["9789793062792"])
    for each in (record, other):
        an_item(record=each, at_point=city.point)
    search.rebuild(documents.record_documents([record.pk, other.pk]))
    return record


@pytest.mark.parametrize("given", SHARED)
def test_what_a_shop_shares_is_found_here(page: Page, city: City, book: Record, given: dict[str, str]) -> None:
    """As the phone does it: by the address and the names that the manifest gives."""
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/")
    target = page.evaluate(
        "async () => (await (await fetch(document.querySelector('[rel=manifest]').href)).json()).share_target"
    )
    assert target["method"] == "GET"
    asked = {target["params"][name]: said for name, said in given.items()}
    page.goto(f"{city.address}{target['action']}?{urlencode(asked)}")
    expect(page.get_by_role("heading", name="Laskar Pelangi").first).to_be_visible()
    expect(page.get_by_role("heading", name="Bumi Manusia")).to_have_count(0)
    assert_accessible(page)


def test_a_page_of_our_own_that_is_shared_opens_itself(page: Page, city: City, book: Record) -> None:
    page.goto(f"{city.address}/katalog/{book.pk}/")
    address = page.url
    page.goto(f"{city.address}/bagikan?{urlencode({'url': address})}")
    assert page.url == address

"""The public pages in Chromium: axe on a phone, no sideways scroll, an errand without scripts, a page's weight."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests import browser
from tests.browser import PHONE, sideways_scroll, violations
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.people import PASSWORD
from tests.sites.public.conftest import Town

pytestmark = pytest.mark.journey
VISITORS_PAGES = [
    "/",
    "/cari?q=bumi",
    "/cari?q=zzzz",
    "/masuk/",
    "/titik-layanan/",
    "/kegiatan/",
    "/bantuan/",
    "/tidak-ada/",
]
FIRST_VIEW = 60_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserContext]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop of its own in this thread
    with browser.chromium() as context:
        yield context


@pytest.fixture
def address(town: Town, live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def phone(chromium: BrowserContext) -> Iterator[Page]:
    chromium.clear_cookies()
    page = chromium.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    yield page
    page.close()


def sign_in(page: Page, town: Town, address: str) -> None:
    page.goto(f"{address}/masuk/")
    page.fill("[name=username]", town.mother.card_number)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/akun/")


def test_axe_finds_nothing_on_the_pages_of_visitors(phone: Page, indexed: Town, address: str) -> None:
    for path in [*VISITORS_PAGES, f"/katalog/{indexed.record.pk}/bumi-manusia"]:
        phone.goto(address + path)
        assert violations(phone) == [], path
        assert sideways_scroll(phone) == 0, path


def test_axe_finds_nothing_on_the_pages_of_members(phone: Page, town: Town, address: str) -> None:
    a_loan(item=town.item, patron=town.mother)
    hold = a_hold(record=town.record, pickup=town.point, patron=town.child)
    sign_in(phone, town, address)
    paths = ["/akun/", "/akun/?untuk=2", f"/akun/pesanan/{hold.code}/batal"]
    for path in [*paths, f"/katalog/{town.record.pk}/bumi-manusia/pesan"]:
        phone.goto(address + path)
        assert violations(phone) == [], path
        assert sideways_scroll(phone) == 0, path


def test_a_mother_reserves_for_her_child_without_scripts(chromium: BrowserContext, indexed: Town, address: str) -> None:
    process: Browser | None = chromium.browser
    without = (process or pytest.skip("this browser makes no second context")).new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(address)
    page.fill("[name=q]", "bumi")
    page.press("[name=q]", "Enter")
    page.locator(".hit-title a").first.click()
    page.locator("a.button-main").click()
    page.fill("[name=username]", indexed.mother.card_number)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.get_by_label("Bima").check()
    page.locator("main button.button-main").click()
    assert "untuk=2" in page.url
    assert page.locator(".notice.tone-yes").count() == 1
    without.close()


def test_what_is_ready_is_seen_after_the_return(phone: Page, town: Town, address: str) -> None:
    a_hold(record=town.record, pickup=town.point, patron=town.mother)
    a_returned(town.item, town.point)
    sign_in(phone, town, address)
    assert phone.locator(".thing-ready").count() == 1


def test_the_list_follows_what_is_typed(phone: Page, indexed: Town, address: str) -> None:
    phone.goto(f"{address}/cari?q=zzzz")
    phone.fill("[name=q]", "manusia")
    phone.wait_for_selector(".hit")
    assert phone.url.endswith("q=manusia")


def test_the_focus_goes_to_the_new_list_when_a_filter_is_chosen(phone: Page, indexed: Town, address: str) -> None:
    phone.goto(f"{address}/cari?q=bumi")
    phone.locator(".facet-value").first.press("Enter")
    phone.wait_for_selector(".chosen-list")
    phone.wait_for_function("document.activeElement.matches('.results-count')")


def test_a_first_view_weighs_less_than_its_budget(phone: Page, indexed: Town, address: str) -> None:
    weights: dict[str, int] = {}
    phone.on("response", lambda answer: weights.update({answer.url: browser.compressed(answer)}))
    phone.goto(f"{address}/cari?q=bumi", wait_until="networkidle")
    counted = {url: weight for url, weight in weights.items() if "/sampul/" not in url and ".woff2" not in url}
    assert sum(counted.values()) < FIRST_VIEW, counted

"""Every page of visitors and members, in one of its many shapes, and the five main pages in all: axe finds nothing.

A page may be seen in two languages, light or dark, on a narrow phone (320 px) and at four times its size: a window of
1280 × 1024 enlarged to 400 % shows 320 × 256 px of four device pixels each, as a browser's own zoom does, and does not
scroll sideways; then the text alone is doubled as well. Pages come from the tree of addresses: a new one is seen
without being named here. Each has one shape, the next page the next.
"""

from itertools import cycle, product
from typing import NamedTuple

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, CDPSession, Page
from pytest_django.live_server_helper import LiveServer

from pustakota.config import documents
from pustakota.contexts.catalogue.queries import record_ids_in_batches
from pustakota.contexts.search import actions as search
from tests import browser
from tests.factories.people import PASSWORD
from tests.sites.doors import table
from tests.sites.doors.addresses import every_address
from tests.sites.doors.things import Town, a_town

pytestmark = pytest.mark.journey


class Shape(NamedTuple):
    """How a page is seen."""

    language: str
    theme: str
    size: str


SHAPES = [Shape(*each) for each in product(("id", "en"), ("light", "dark"), ("320 px", "400 %"))]
MAIN = ("public:home", "public:search", "public:record", "public:help", "public:my_account")
NO_PAGES = {
    *("fixed", "pictures", "oai", "sru", "only_door", "desk", "kiosk"),
}
"""Namespaces whose answers are files, lead elsewhere, or belong to another place."""


@pytest.fixture
def town(transactional_db: None) -> Town:
    made = a_town()
    for ids in record_ids_in_batches(100):
        search.rebuild(documents.record_documents(ids))
    return made


def paths(town: Town, names: set[str]) -> list[tuple[str, str]]:
    """Name and path of each page, in Indonesian."""
    found = []
    for address in every_address():
        if address.name in names and address.name.partition(":")[0] not in NO_PAGES:
            path = reverse(address.name, kwargs=town.words(address.name, address.wants), urlconf=None)
            found.append((address.name, path.removeprefix("/en")))
    return found


def enlarge(zoom: CDPSession, times: int) -> None:
    """A window of 320 px, or one of 1280 × 1024 device pixels zoomed in: as many of them make up one of the page."""
    size = {"width": 320, "height": 640 if times == 1 else 256}
    screen = {"screenWidth": 320 * times, "screenHeight": size["height"] * times}
    zoom.send("Emulation.setDeviceMetricsOverride", {**size, **screen, "deviceScaleFactor": times, "mobile": False})


def wrong_with(page: Page, zoom: CDPSession, address: str, path: str, shape: Shape) -> list[str]:
    """What axe or the width say against a page in a shape; nothing for what is no page."""
    page.context.add_cookies([{"name": "theme", "value": shape.theme, "url": address}])
    enlarge(zoom, 4 if shape.size == "400 %" else 1)
    answer = page.request.get(f"{address}{'/en' if shape.language == 'en' else ''}{path}")
    if "text/html" not in answer.headers.get("content-type", "") or "<html" not in answer.text():
        return []
    page.goto(f"{address}{'/en' if shape.language == 'en' else ''}{path}")
    found = browser.violations(page)
    if page.evaluate("document.documentElement.lang") != shape.language:
        found.append("another language")
    if (wide := browser.sideways_scroll(page)) > 0:
        found.append(f"{wide} px too wide")
    if shape.size == "400 %":
        assert page.evaluate("[innerWidth, devicePixelRatio]") == [320, 4]
        page.add_style_tag(content="html { font-size: 200% }")
        found += browser.violations(page)
    return [f"{path} {shape}: {each}" for each in found]


def test_pages_of_visitors_are_open_to_everybody(chromium: BrowserContext, town: Town, live_server: LiveServer) -> None:
    page, shapes, wrong = chromium.new_page(), cycle(SHAPES), []
    zoom = chromium.new_cdp_session(page)
    for name, path in paths(town, table.OPEN):
        for shape in SHAPES if name in MAIN else [next(shapes)]:
            wrong += wrong_with(page, zoom, str(live_server.url), path, shape)
    assert not wrong, "\n".join(wrong)


def test_pages_of_members_are_open_to_everybody(chromium: BrowserContext, town: Town, live_server: LiveServer) -> None:
    page, shapes, wrong = chromium.new_page(), cycle(SHAPES), []
    zoom = chromium.new_cdp_session(page)
    page.goto(f"{live_server.url}/masuk/")
    page.fill("[name=username]", town.member.card_number)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akun/")
    for name, path in paths(town, table.SIGNED_IN | set(table.OWN)):
        for shape in SHAPES if name in MAIN else [next(shapes)]:
            wrong += wrong_with(page, zoom, str(live_server.url), path, shape)
    assert not wrong, "\n".join(wrong)

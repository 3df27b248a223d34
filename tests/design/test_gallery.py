"""The gallery in a real browser: every component, every state, phone and laptop, light and dark."""

import gzip

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import BUILT, LAPTOP, PHONE, ROOT, sideways_scroll, violations

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.design.urls")]
STATIC = ROOT / "src" / "pustakota" / "design" / "static" / "design"
FIRST_VIEW = 60_000


@pytest.fixture
def page(chromium: BrowserContext, live_server: LiveServer) -> Page:
    page = chromium.new_page()
    page.goto(f"{live_server.url}/design/")
    return page


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, size: dict[str, int], scheme: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    assert violations(page) == []


@pytest.mark.parametrize("looks", ["high", "dark.high", "large", "dark.high.large"])
def test_axe_finds_nothing_in_high_contrast_and_large_text(page: Page, looks: str) -> None:
    page.context.add_cookies([{"name": "theme", "value": looks, "url": page.url}])
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.reload()
        assert violations(page) == []
        assert sideways_scroll(page) == 0
    page.context.clear_cookies()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    assert sideways_scroll(page) == 0


def test_the_scheme_can_be_chosen_and_is_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.locator("[data-behaviour=theme]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.context.clear_cookies()


def test_a_dialog_opens_by_keyboard_and_gives_the_focus_back(page: Page) -> None:
    opener = page.locator("[data-dialog=contoh][aria-haspopup]")
    opener.press("Enter")
    assert page.locator("#contoh").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#contoh").is_visible()
    assert opener.evaluate("element => element === document.activeElement")


def test_the_wasm_reader_reads_the_barcode_that_we_draw(page: Page) -> None:
    read = page.evaluate(
        """async () => {
            const { openReader } = await import("/static/built/scanner.js");
            const svg = document.querySelector(".code-bars svg").cloneNode(true);
            svg.setAttribute("width", "600"); svg.setAttribute("height", "160");
            const picture = new Image();
            picture.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
            await picture.decode();
            const canvas = document.createElement("canvas");
            canvas.width = 700; canvas.height = 240;
            const pen = canvas.getContext("2d");
            pen.fillStyle = "white"; pen.fillRect(0, 0, 700, 240);
            pen.drawImage(picture, 50, 40, 600, 160);
            const reader = await openReader({ wasmAddress: "/static/built/zxing.wasm", wasmOnly: true });
            return reader(canvas);
        }"""
    )
    assert read == "A0001"


@pytest.mark.skipif(not BUILT.exists(), reason="front-end parts are not built: npm ci && npm run build")
def test_what_every_page_loads_leaves_room_in_the_budget(client: Client) -> None:
    files = [STATIC / name for name in ("tokens.css", "base.css", "components.css", "behaviours.js", "mark.svg")]
    # Fetched where a screen of its own asks for them.
    of_screens = {"countdown.js", "deadline.js", "stale.js", "timeline.js"}
    behaviours = [path for path in (STATIC / "behaviours").glob("*.js") if path.name not in of_screens]
    files += [*behaviours, BUILT / "htmx.js", BUILT / "icons.svg", BUILT / "font.css"]
    weight = sum(len(gzip.compress(path.read_bytes())) for path in files)
    assert weight < FIRST_VIEW * 0.66

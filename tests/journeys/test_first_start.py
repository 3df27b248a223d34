"""From an empty installation to the first loan, in a real browser: the administrator of a small library, alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from pustakota.contexts.circulation.models import Loan
from pustakota.foundation import clock, schedule
from pustakota.sites.operator import first_code
from tests import browser
from tests.journeys.conftest import assert_accessible

pytestmark = pytest.mark.journey
PASSWORD = "buku di rak kayu"


@pytest.fixture
def code(transactional_db: None) -> Iterator[str]:
    """What the web process prints when it starts without a library."""
    yield first_code.ensure()
    first_code.forget()


def test_from_the_first_start_to_the_first_loan(page: Page, live_server: LiveServer, code: str) -> None:
    schedule.beat("worker", at=clock.now())
    page.goto(f"{live_server.url}/en/")
    page.wait_for_url("**/en/mulai/")
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.set_viewport_size(browser.LAPTOP)
    answers = {
        "One-time code": code,
        "Name of the library": "Perpustakaan Desa Sumberjati",
        "Short name": "Sumberjati",
        "First service point": "Balai Desa",
        "Your name": "Tini Suhartini",
        "Account name": "tini",
        "Password": PASSWORD,
    }
    for label, answer in answers.items():
        page.get_by_label(label).first.fill(answer)
    for day in (5, 6):  # open daily, so that a loan of today can end on any day
        page.locator(f"#id_opens_{day}").fill("08:00")
        page.locator(f"#id_closes_{day}").fill("12:00")
    page.get_by_role("button", name="Set up the library").click()
    expect(page.get_by_role("heading", name="The library is set up")).to_be_visible(timeout=30_000)
    assert_accessible(page)

    page.get_by_role("link", name="To the desk").click()
    page.get_by_label("Account name").fill("tini")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/desk/")
    page.goto(f"{live_server.url}/en/desk/sistem/")
    expect(page.get_by_role("heading", name="System health")).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.set_viewport_size(browser.LAPTOP)

    page.get_by_role("link", name="New member").click()
    page.get_by_label("Full name").fill("Siti Aminah")
    page.get_by_label("Card number").fill("A0113")
    page.get_by_role("button", name=re.compile("Register")).first.click()
    page.wait_for_url("**/anggota/A0113/**")

    catalogue_the_first_book(page, live_server.url)
    page.goto(f"{live_server.url}/en/desk/")
    scan(page, "A0113", "B0412")
    expect(page.locator("#answer")).to_contain_text(re.compile("Lent.*Bumi Manusia", re.DOTALL))
    assert Loan.objects.get().patron.card_number == "A0113"
    page.keyboard.press("Escape")
    expect(page.locator("#mode")).to_contain_text("Return what is scanned")
    scan(page, "B0412")
    expect(page.locator("#answer")).to_contain_text("Returned")
    assert Loan.objects.get().returned_at is not None

    the_first_librarian_signs_in(page, live_server.url)
    page.goto(f"{live_server.url}/en/mulai/")
    expect(page.get_by_role("heading", name="The library is set up")).to_have_count(0)


def scan(page: Page, *codes: str) -> None:
    for code in codes:
        browser.type_in(page, code)
        page.keyboard.press("Enter")


def catalogue_the_first_book(page: Page, address: str) -> None:
    """From the box of the desk, by its name; then its one copy, by a scan."""
    page.goto(f"{address}/en/desk/lainnya/")
    page.get_by_role("link", name="New title").click()
    assert_accessible(page)
    for label, answer in {"ISBN": "9789799731234", "Author": "Toer, Pramoedya Ananta", "Year": "2011"}.items():
        page.get_by_label(label).first.fill(answer)
    page.get_by_label("Title", exact=True).fill("Bumi Manusia")
    page.get_by_label("Class number (DDC)").fill("899.2213")
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.set_viewport_size(browser.LAPTOP)
    page.get_by_role("button", name="Add the title").click()
    expect(page.get_by_role("heading", name="The first copy")).to_be_visible()
    expect(page.get_by_label("Call number")).to_have_value("899.221 3 TOE b")
    assert_accessible(page)
    scan(page, "B0412")
    expect(page.get_by_role("status")).to_contain_text("The copy B0412 stands in the catalogue.")
    assert_accessible(page)
    page.get_by_role("link", name="Its label").click()
    expect(page.locator(".label-spine")).to_contain_text("TOE")
    assert_accessible(page)


def the_first_librarian_signs_in(page: Page, address: str) -> None:
    """The head gives a colleague an account; the password that was made opens the desk."""
    page.goto(f"{address}/en/desk/lainnya/")
    page.get_by_role("link", name="Staff and roles").click()
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_label("Account name").fill("rina")
    page.get_by_label("Full name").fill("Rina Wulandari")
    page.get_by_label("Role").select_option("pustakawan")
    page.get_by_role("button", name="Add").click()
    password = page.locator("code").first.inner_text()
    page.context.clear_cookies()
    page.goto(f"{address}/en/desk/")
    page.get_by_label("Account name").fill("rina")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/desk/")
    expect(page.locator("#mode")).to_be_visible()

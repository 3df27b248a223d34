"""From an empty installation to the first loan, in a real browser: the administrator of a small library, alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import clock, schedule
from pustakota.sites.operator import first_code
from tests import browser
from tests.factories.catalogue import a_record, an_item
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
    page.get_by_role("button", name="Found the library").click()
    expect(page.get_by_role("heading", name="The library is founded")).to_be_visible()
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

    # The catalogue comes by an import; a copy of one title stands for it here.
    an_item(record=a_record("Bumi Manusia"), at_point=ServicePoint.objects.get(), barcode="B0412")
    page.goto(f"{live_server.url}/en/desk/")
    for scanned in ("A0113", "B0412"):
        page.keyboard.type(scanned)
        page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text(re.compile("Lent.*Bumi Manusia", re.DOTALL))
    assert Loan.objects.get().patron.card_number == "A0113"
    page.goto(f"{live_server.url}/en/mulai/")
    expect(page.get_by_role("heading", name="The library is founded")).to_have_count(0)

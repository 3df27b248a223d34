"""A small city behind a real web server, and a real browser in front of it.

The server runs in this process on a port of its own; rows are truly committed and gone after each journey.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.foundation import clock, schedule
from tests import browser
from tests.factories.organisation import a_point
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron

COUNT_POINTERS = """
window.pointers = 0;
for (const kind of ["pointerdown", "mousedown", "touchstart"]) addEventListener(kind, () => window.pointers++, true);
"""


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    """A window of a laptop, of somebody nobody knows yet; scripts that fail fail the journey."""
    window = chromium.new_page()
    failures: list[str] = []
    window.on("pageerror", lambda error: failures.append(str(error)))
    window.add_init_script(COUNT_POINTERS)
    yield window
    assert failures == []


@dataclass
class City:
    """Where a journey happens: the address of the server, one point, and a worker that lives."""

    address: str
    point: ServicePoint
    members: list[Patron] = field(default_factory=list)

    def member(self, name: str, **given: object) -> Patron:
        """A new member of today."""
        patron = a_patron(name=name, home=self.point, joined_at=clock.now(), **given)  # type: ignore[arg-type]
        self.members.append(patron)
        return patron


@pytest.fixture
def city(transactional_db: None, live_server: LiveServer) -> City:
    schedule.beat("worker", at=clock.now())
    return City(live_server.url, a_point(name="Perpustakaan Batu"))


def sign_in_at_the_desk(page: Page, city: City, role: str = "sirkulasi") -> None:
    """Somebody with a role sits down at the point's desk, by keyboard."""
    a_member_of_staff(f"{role}-uji", role=role, at_point=city.point)
    page.goto(f"{city.address}/en/desk/")
    expect(page.locator("[name=username]")).to_be_focused()
    browser.type_in(page, f"{role}-uji")
    page.keyboard.press("Tab")
    browser.type_in(page, PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{city.address}/en/desk/")
    expect(page.locator("#scan")).to_be_focused()


def assert_accessible(page: Page) -> None:
    """Axe finds nothing, and the page does not scroll sideways."""
    assert browser.violations(page) == []
    assert browser.sideways_scroll(page) == 0


def assert_accessible_at_both_sizes(page: Page) -> None:
    """The same on a laptop and on a phone, which it stays."""
    for size in (browser.LAPTOP, browser.PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_accessible(page)


def pointers_used(page: Page) -> int:
    """How often a mouse, pen or finger was pressed on the page as it stands."""
    return int(page.evaluate("window.pointers"))

"""A public computer whose day ends, a queue, and a guest's pass, in a real browser; the clock is moved."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.spaces import actions, tasks
from pustakota.contexts.spaces.models import Sitting
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.computers import a_computer, a_sitting
from tests.factories.moments import at_clock
from tests.factories.people import PASSWORD
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


class Watch:
    """The clock of the library."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Today at 15.20 WIB; the point closes at 16."""
    watch = Watch(at_clock(datetime.now().astimezone().date() + timedelta(days=1), "15:20"))
    monkeypatch.setattr(clock, "now", watch.now)
    return watch


def test_a_session_ends_ten_minutes_before_closing(page: Page, city: City, watch: Watch) -> None:
    siti = city.member("Siti Aminah", card_number="A0113")
    computer = a_computer(at_point=city.point, name="Komputer 1")
    code = actions.pair_computer(computer=computer, by=SYSTEM, at=watch.at)
    page.goto(f"{city.address}/en/komputer/")
    page.wait_for_url("**/en/komputer/pasang/")
    assert_accessible(page)
    page.get_by_label("Code from the desk").fill(code.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/komputer/")
    assert_accessible(page)

    page.get_by_label("Card number").fill(siti.card_number)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Your time at this computer")).to_be_visible()
    expect(page.get_by_text("Until 15:50")).to_be_visible()
    assert "Siti" not in page.content()
    assert_accessible(page)

    watch.at += timedelta(minutes=26)
    page.reload()
    expect(page.get_by_text("Save your work: 4 minutes left.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="More time").click()
    expect(page.get_by_text("The service point closes soon")).to_be_visible()
    assert_accessible(page)

    watch.at += timedelta(minutes=4)
    assert tasks.end_sittings(watch.at) == 1
    page.goto(f"{city.address}/en/komputer/")
    expect(page.get_by_role("heading", name="Closed")).to_be_visible()
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    sitting = Sitting.objects.get()
    assert (sitting.how, sitting.person) == ("closing", None)


def test_who_finds_no_computer_free_gets_a_number_and_is_called(page: Page, city: City, watch: Watch) -> None:
    watch.at -= timedelta(hours=4)
    budi = city.member("Budi Santoso", card_number="A0114")
    computer = a_computer(at_point=city.point, name="Komputer 1")
    a_sitting(computer, at=watch.at)
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/komputer/")
    assert_accessible(page)
    page.get_by_label("Card number").fill(budi.card_number)
    page.get_by_role("button", name="Give a number").click()
    expect(page.get_by_text("Number 1.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Komputer 1").click()
    page.wait_for_load_state()
    assert_accessible(page)
    page.get_by_role("button", name="End the session").click()
    expect(page.get_by_text("kept for 1")).to_be_visible()
    page.goto(f"{city.address}/en/komputer/antrean/{city.point.code}/")
    expect(page.get_by_text("Komputer 1")).to_be_visible()
    assert "Budi" not in page.content()
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)


def test_a_guest_sits_down_with_a_pass_without_a_name(page: Page, city: City, watch: Watch) -> None:
    watch.at -= timedelta(hours=4)
    a_computer(at_point=city.point, name="Komputer 1")
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/komputer/")
    page.get_by_role("button", name="Make a pass").click()
    expect(page.get_by_text("Tell this code, or print it")).to_be_visible()
    code = page.locator(".notice code").inner_text()
    assert_accessible(page)
    page.get_by_role("link", name="Komputer 1").click()
    page.wait_for_load_state()
    assert_accessible(page)
    page.get_by_label("Or the code of a pass").fill(code)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("cell", name="guest")).to_be_visible()
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    for path in ("baru/", "aturan/"):
        page.goto(f"{city.address}/en/desk/komputer/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

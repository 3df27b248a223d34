"""Nobody comes for a room; what is left of the time goes to somebody who waited, and the door says so."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions, tasks
from pustakota.contexts.spaces.models import Resource
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from tests import browser
from tests.factories.organisation import a_point
from tests.factories.people import PASSWORD
from tests.factories.spaces import a_room
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey
WIB = ZoneInfo("Asia/Jakarta")


def sign_in(page: Page, city: City, patron: Patron) -> None:
    page.goto(f"{city.address}/en/masuk/")
    page.get_by_label("Card number or e-mail").fill(patron.card_number)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akun/**")


def booked(room: Resource, patron: Patron, start: datetime) -> None:
    span = Span(start, start + timedelta(hours=1))
    actions.book(resource=room, patron=patron, span=span, by=SYSTEM, at=clock.now())


@pytest.fixture
def nine(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Tomorrow at nine on the clock of the place; the evening before, the journey begins."""
    moment = datetime.now(WIB).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: moment - timedelta(hours=14))
    return moment


def test_a_no_show_is_released_and_offered_on(
    page: Page, city: City, nine: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti = city.member("Siti Aminah")
    room = a_room(at_point=a_point(name="Batu", open_on=range(7)), name="Ruang Diskusi")
    booked(room, city.member("Budi Santoso"), nine)
    page.set_viewport_size(browser.PHONE)
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/ruang/{room.pk}/?tanggal={nine:%Y-%m-%d}")
    page.get_by_role("button", name="Wait for 09:00–10:00").click()
    expect(page.get_by_text("You are asked when that time becomes free.")).to_be_visible()
    page.wait_for_load_state()
    assert_accessible(page)

    now = nine + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: now)
    tasks.end_what_is_over(now)
    Outbox(SUBSCRIPTIONS).drain(at=now)

    page.goto(f"{city.address}/en/ruang/{room.pk}/pintu/")
    expect(page.get_by_text("Free", exact=True)).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/akun/pesan/")
    expect(page.get_by_text(re.compile("Ruang Diskusi.*is free now"))).to_be_visible()
    page.goto(f"{city.address}/en/akun/ruang/")
    page.get_by_role("button", name="Take it: Ruang Diskusi").click()
    expect(page.get_by_text("Booked. See you then!")).to_be_visible()
    page.wait_for_load_state()
    assert_accessible(page)
    page.goto(f"{city.address}/en/akun/ruang/hadir/{room.pk}/")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_text("It is yours until 10:00.")).to_be_visible()
    page.goto(f"{city.address}/en/ruang/{room.pk}/pintu/")
    expect(page.get_by_text("In use", exact=True)).to_be_visible()


def test_staff_close_a_day_and_everybody_touched_is_settled(page: Page, city: City, nine: datetime) -> None:
    room = a_room(at_point=city.point, name="Ruang Diskusi")
    weekday = nine + timedelta(days=(7 - nine.weekday()) % 7)
    booked(room, city.member("Budi Santoso"), weekday)
    sign_in_at_the_desk(page, city, "kepala")
    page.goto(f"{city.address}/en/desk/ruang/?tanggal={weekday:%Y-%m-%d}")
    assert_accessible(page)
    for name in ("Timeline", "Month"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        page.goto(f"{city.address}/en/desk/ruang/?tanggal={weekday:%Y-%m-%d}")
    page.get_by_role("link", name="Close this day").click()
    expect(page.get_by_text("1 booking is touched.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Why").fill("Listrik padam")
    page.get_by_role("button", name="Close the day and settle these").click()
    expect(page.get_by_role("heading", name="Moved, and told")).to_be_visible()
    page.wait_for_load_state()
    assert_accessible(page)

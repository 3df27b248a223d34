"""A choir asks for every Tuesday; the library decides on a grid, publishes, and the choir gives a date back."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.models import Booking, SeasonDate
from pustakota.foundation import clock, periods
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.spaces import a_room
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk
from tests.journeys.test_makers import sign_in

pytestmark = pytest.mark.journey


def test_a_choir_has_every_tuesday_of_a_season_and_gives_one_back(page: Page, city: City) -> None:
    room, siti = a_room(at_point=city.point, name="Aula", seats=30), city.member("Siti Aminah")
    today = periods.local_day(clock.now(), city.point.zone)
    season = actions.add_season(
        at_point=city.point, name="Musim hujan", opens_on=today, closes_on=today + timedelta(days=3), by=SYSTEM,
        first_on=today + timedelta(days=7), last_on=today + timedelta(days=27),
    )  # fmt: skip
    sign_in(page, city, siti)
    page.set_viewport_size(browser.PHONE)  # type: ignore[arg-type]
    page.goto(f"{city.address}/en/ruang/")
    page.get_by_role("link", name="A room every week").click()
    page.wait_for_url("**/ruang/musim/**")
    for name, value in {"group": "Paduan suara", "purpose": "Latihan", "people": "12"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=weekday1]").select_option("1")
    page.locator("[name=begins1]").fill("13:00")
    page.locator("[name=ends1]").fill("15:00")
    assert_accessible(page)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("the library has not decided yet")).to_be_visible()
    assert_accessible(page)
    page.context.clear_cookies()
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in_at_the_desk(page, city, "kepala")
    page.goto(f"{city.address}/en/desk/ruang/musim/")
    assert_accessible(page)
    page.get_by_role("link", name="Musim hujan").click()
    page.get_by_role("button", name="Give").first.click()
    expect(page.get_by_role("button", name="Take away")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Each group is told.")).to_be_visible()
    assert_accessible(page)
    assert SeasonDate.objects.filter(booking__resource=room).count() == 3
    page.context.clear_cookies()
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/akun/ruang/")
    page.get_by_role("button", name="Cancel Aula").first.click()
    page.wait_for_url("**/akun/ruang/")
    page.goto(f"{city.address}/en/ruang/musim/{season.pk}/")
    expect(page.get_by_text("given back")).to_be_visible()
    assert Booking.objects.filter(state="cancelled").count() == 1

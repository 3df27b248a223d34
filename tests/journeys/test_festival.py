"""A festival of twenty sessions: proposed, scheduled, published, held, rolled up."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.festivals import actions, queries
from pustakota.contexts.festivals.models import Festival, Stage
from pustakota.contexts.programmes.actions import Source
from pustakota.foundation import clock, periods
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey
SESSIONS = 20


def _festival(city: City) -> Festival:
    """Nineteen sessions of the library's own on two stages and two days, from yesterday on; the call is open."""
    at = clock.now()
    first = periods.local_day(at, city.point.zone) - timedelta(days=1)
    festival = actions.call_festival(
        at_point=city.point,
        title="Festival Literasi Batu",
        first_on=first,
        last_on=first + timedelta(days=1),
        opens_at=at - timedelta(days=9),
        closes_at=at + timedelta(days=1),
        call="Buku, kota, dan sungai.",
        by=SYSTEM,
        at=at,
    )
    stages = [
        actions.keep_stage(stage=Stage(festival=festival, name=name), by=SYSTEM)
        for name in ("Panggung Utama", "Tenda Anak")
    ]
    for place in range(SESSIONS - 1):
        session = actions.add_session(festival=festival, title=f"Sesi {place + 1}", minutes=45, by=SYSTEM)
        day, hour = divmod(place // 2, 5)
        start = periods.start_of_day(first + timedelta(days=day), city.point.zone) + timedelta(hours=hour)
        actions.place_session(session=session, stage=stages[place % 2], starts_at=start, by=SYSTEM)
    return festival


def test_a_festival_of_twenty_sessions_is_published_and_rolled_up(page: Page, city: City) -> None:
    festival = _festival(city)
    page.set_viewport_size(browser.PHONE)
    secret = _propose(page, city, festival)
    page.set_viewport_size(browser.LAPTOP)
    sign_in_at_the_desk(page, city, "pustakawan")
    _review(page, city, festival)
    page.goto(secret)
    page.get_by_role("button", name="Yes, I will come").press("Enter")
    expect(page.get_by_text("confirmed by the speaker")).to_be_visible()
    _schedule(page, city, festival)

    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/festival/")
    assert_accessible(page)
    page.get_by_role("link", name="Festival Literasi Batu").click()
    page.get_by_role("navigation", name="Days").get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Sesi 1", exact=True)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Tenda Anak").click()
    expect(page.get_by_role("link", name="Sesi 1", exact=True)).to_have_count(0)
    assert (
        page.request.get(f"{city.address}/en/festival/{festival.pk}/jadwal.ics").text().count("BEGIN:VEVENT")
        == SESSIONS
    )

    for session, _occurrence in queries.shown(festival)[1:]:
        actions.note_tally(session=session, number=10, by=SYSTEM, at=clock.now(), source=Source.DESK)
    page.set_viewport_size(browser.LAPTOP)
    page.goto(f"{city.address}/en/desk/festival/{festival.pk}/rekap/")
    expect(page.get_by_text("20 · 1 without a number")).to_be_visible()
    expect(page.locator(".definitions")).to_contain_text("190")
    assert_accessible(page)
    page.get_by_role("link", name="Sesi 1", exact=True).click()
    assert_accessible(page)
    page.get_by_label("How many").fill("12")
    page.locator("[name=age_band]").select_option("0-12")
    page.get_by_role("button", name="Note").press("Enter")
    page.wait_for_load_state()
    page.goto(f"{city.address}/en/desk/festival/{festival.pk}/rekap/")
    expect(page.get_by_text("children up to 12: 12")).to_be_visible()
    expect(page.locator(".definitions")).to_contain_text("202")
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)


def _propose(page: Page, city: City, festival: Festival) -> str:
    """On a phone, without an account: the address of the proposal."""
    page.goto(f"{city.address}/en/festival/{festival.pk}/")
    page.get_by_role("link", name="Propose something").click()
    assert_accessible(page)
    page.get_by_label("Title").fill("Sungai dan Kota")
    page.get_by_label("What it is about").fill("Cerita tentang Brantas.")
    page.get_by_label("Who speaks").fill("Ayu Utami")
    page.get_by_label("E-mail").fill("ayu@contoh.id")
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("submitted", exact=True)).to_be_visible()
    assert_accessible(page)
    return page.url


def _review(page: Page, city: City, festival: Festival) -> None:
    page.goto(f"{city.address}/en/desk/festival/{festival.pk}/")
    assert_accessible(page)
    page.get_by_role("link", name="Sungai dan Kota").click()
    page.get_by_role("radio", name="5").check()
    page.get_by_role("button", name="Give points").press("Enter")
    expect(page.get_by_text("5 points")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Accept").press("Enter")
    expect(page.get_by_text("the speaker has not answered")).to_be_visible()


def _schedule(page: Page, city: City, festival: Festival) -> None:
    """On a taken stage first: the collision is shown and stops the publishing."""
    page.goto(f"{city.address}/en/desk/festival/{festival.pk}/jadwal/")
    assert_accessible(page)
    page.get_by_role("link", name="Sungai dan Kota").click()
    first = f"{festival.first_on:%Y-%m-%d}"
    for time in ("00:15", "09:00"):
        page.locator("[name=stage]").select_option("Panggung Utama")
        page.get_by_label("Begins").fill(f"{first}T{time}")
        page.get_by_role("button", name="Put it there").press("Enter")
        page.wait_for_load_state()
        page.goto(f"{city.address}/en/desk/festival/{festival.pk}/jadwal/")
        if time == "00:15":
            expect(page.get_by_text("are on the same stage at the same time").first).to_be_visible()
            assert_accessible(page)
            page.get_by_role("link", name="Sungai dan Kota").click()
    page.get_by_role("button", name="Publish the schedule").press("Enter")
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    assert_accessible(page)

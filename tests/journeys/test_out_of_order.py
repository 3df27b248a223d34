"""A printer breaks down: whoever booked it takes another with one press, and it is free again when it works."""

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Fault
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.spaces import a_room
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk
from tests.journeys.test_makers import a_free_time, sign_in

pytestmark = pytest.mark.journey


def test_a_printer_breaks_down_and_whoever_booked_it_takes_another_with_one_press(page: Page, city: City) -> None:
    printer, other = (a_room(at_point=city.point, name=f"Pencetak {letter}") for letter in "AB")
    siti, budi = city.member("Siti Aminah"), city.member("Budi Santoso")
    span = a_free_time(printer)
    booking = actions.book(resource=printer, patron=siti, span=span, by=SYSTEM, at=clock.now())
    after = queries.Span(span.end, span.end + span.length)
    left = actions.book(resource=printer, patron=budi, span=after, by=SYSTEM, at=clock.now())
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/ruang/{printer.pk}/")
    page.get_by_role("link", name="What is wrong with it").click()
    page.wait_for_url("**/gangguan/")
    assert_accessible(page)
    page.locator("[name=what]").fill("Nosel tersumbat")
    page.locator("[name=is_out]").check()
    page.get_by_role("button", name="Note it").click()
    page.wait_for_url("**/ruang/gangguan/**")
    expect(page.get_by_text("2 bookings are touched")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/ruang/papan/?tanggal={span.start:%Y-%m-%d}")
    expect(page.get_by_role("link", name="Out of order: Nosel tersumbat")).to_be_visible()
    page.context.clear_cookies()
    page.set_viewport_size(browser.PHONE)  # type: ignore[arg-type]
    page.goto(f"{city.address}/en/ruang/{printer.pk}/")
    expect(page.locator(".notice.tone-no")).to_contain_text("Nosel tersumbat")
    assert_accessible(page)
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/akun/ruang/")
    assert_accessible(page)
    page.get_by_role("button", name="Take Pencetak B").click()
    expect(page.get_by_text("Yours now: Pencetak B.")).to_be_visible()
    booking.refresh_from_db()
    assert (booking.resource, booking.span) == (other, span)
    put_right(page, city)
    left.refresh_from_db()
    assert (left.state, left.resource) == ("confirmed", printer)


def put_right(page: Page, city: City) -> None:
    page.context.clear_cookies()
    sign_in_at_the_desk(page, city, "kepala")
    page.goto(f"{city.address}/en/desk/ruang/gangguan/{Fault.objects.get().pk}/")
    page.locator("[name=done]").fill("Nosel dibersihkan")
    page.get_by_role("button", name="It works again").click()
    expect(page.get_by_text("It works again; its time is free.")).to_be_visible()
    assert_accessible(page)

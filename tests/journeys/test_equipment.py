"""A camera is booked over a night, handed out by card with its parts, and comes back late with one missing."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.models import Booking, HandOut
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.spaces import a_photo, some_equipment
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk
from tests.journeys.test_makers import a_free_time, sign_in

pytestmark = pytest.mark.journey


def test_a_camera_goes_over_night_and_comes_back_late_with_a_part_missing(
    page: Page, city: City, tmp_path: Path
) -> None:
    camera = some_equipment(at_point=city.point, name="Kamera", is_pool=True, most_days=3)
    for letter in "AB":
        some_equipment(part_of=camera, name=f"Kamera {letter}", equipment="Lensa\nTas")
    siti = city.member("Siti Aminah")
    sign_in(page, city, siti)
    page.set_viewport_size(browser.PHONE)  # type: ignore[arg-type]
    page.goto(f"{city.address}/en/ruang/{camera.pk}/?tanggal={a_free_time(camera).start:%Y-%m-%d}")
    page.locator("#pesan [name=lama]").select_option(label="1 day")
    assert_accessible(page)
    page.locator("#pesan button[type=submit]").click()
    page.wait_for_url("**/en/akun/ruang/")
    booking = Booking.objects.get()
    assert booking.span.length == timedelta(days=1)
    hand_it_out(page, city, siti.card_number, tmp_path)
    row = HandOut.objects.get()
    assert (row.unit.name, row.parts, bool(row.out_photo)) == ("Kamera B", ["Lensa", "Tas"], True)
    Booking.objects.update(starts_at=clock.now() - timedelta(days=2), ends_at=clock.now() - timedelta(days=1))
    assert actions.tell_late(at=clock.now()) == 1
    page.goto(f"{city.address}/en/desk/alat/")
    expect(page.locator(".notice.tone-no")).to_contain_text("1 thing did not come back in time")
    assert_accessible(page)
    page.get_by_role("link", name="Kamera B").click()
    page.locator("[name=parts][value=Lensa]").check()
    page.locator("[name=condition][value=worn]").check()
    page.get_by_role("button", name="It is back").click()
    expect(page.get_by_text("Missing: Tas.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("Asked for; it stands")).to_be_visible()
    booking.refresh_from_db()
    assert booking.state == "completed"


def hand_it_out(page: Page, city: City, card: str, folder: Path) -> None:
    """By card; the other unit, with a photo."""
    photo = folder / "kamera.jpg"
    photo.write_bytes(a_photo().read())
    page.context.clear_cookies()
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/alat/")
    assert_accessible(page)
    page.locator("[name=code]").fill(card)
    page.get_by_role("button", name="Open the booking").click()
    page.wait_for_url("**/alat/pesanan/**")
    page.locator("select[name=unit]").select_option(label="Kamera B")
    page.get_by_role("button", name="Take this one").click()
    page.wait_for_url("**unit=**")
    assert_accessible(page)
    page.locator("[name=photo]").set_input_files(photo)
    page.get_by_role("button", name="Hand it out").click()
    expect(page.get_by_text("Handed out: Kamera B.")).to_be_visible()


def test_what_i_have_at_home_stands_in_my_account(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    camera = some_equipment(at_point=city.point, name="Kamera")
    booking = actions.book(resource=camera, patron=siti, span=a_free_time(camera), by=SYSTEM, at=clock.now())
    actions.hand_out(booking=booking, thing=camera, condition=actions.Condition.GOOD, by=SYSTEM, at=clock.now())
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/akun/ruang/")
    expect(page.get_by_role("heading", name="What you have at home")).to_be_visible()
    assert_accessible(page)

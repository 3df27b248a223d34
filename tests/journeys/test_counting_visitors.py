"""Visitors who count themselves at the kiosk, and a head who looks at the figures, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.insights import actions as insights
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.contexts.visits.models import Visit
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.moments import at_clock
from tests.factories.people import PASSWORD
from tests.factories.visits import some_guests
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey
TABLET = {"width": 768, "height": 1024}


@pytest.mark.parametrize("window", [browser.PHONE, TABLET], ids=["phone", "tablet"])
def test_visitors_count_themselves_at_a_kiosk(page: Page, city: City, window: dict[str, int]) -> None:
    siti = city.member("Siti Aminah", card_number="A0113")
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/kios/")
    page.set_viewport_size(window)  # type: ignore[arg-type]
    assert_accessible(page)
    page.get_by_role("button", name="Open the kiosk here").click()
    page.wait_for_url("**/en/kios/")
    assert_accessible(page)

    expect(page.get_by_label("Members: scan your card")).to_be_focused()
    browser.type_in(page, siti.card_number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert "Siti" not in page.content()
    assert siti.card_number not in page.content()
    assert_accessible(page)
    page.wait_for_url("**/en/kios/", timeout=20_000)

    page.get_by_role("link", name="I am a guest").click()
    assert_accessible(page)
    page.get_by_text("Teenager, 13–18").click()
    page.get_by_role("button", name="Female", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.get_by_role("link", name="Next visitor").click()

    page.get_by_role("link", name="We are a group").click()
    assert_accessible(page)
    page.get_by_label("Child, 6–12, Female").fill("12")
    page.get_by_label("Adult, 19–59, Male").fill("2")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    found = Visit.objects.values_list("kind", "level", "people", "source").order_by("pk")
    assert list(found) == [
        ("member", "", 1, "kiosk"),
        ("guest", "teen", 1, "kiosk"),
        ("group", "child", 12, "kiosk"),
        ("group", "adult", 2, "kiosk"),
    ]

    page.goto(f"{city.address}/en/desk/")
    page.wait_for_url("**/masuk/**")
    page.goto(f"{city.address}/en/kios/tutup/")
    assert_accessible(page)
    page.get_by_label("Password").fill("salah")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is not the password")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/masuk/**")


def test_what_a_visitor_typed_is_gone_after_a_while(page: Page, city: City) -> None:
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/kios/")
    page.get_by_role("button", name="Open the kiosk here").click()
    page.wait_for_url("**/en/kios/")
    page.goto(f"{city.address}/en/kios/rombongan/")
    page.clock.install()
    page.reload()
    page.get_by_label("Child, 6–12, Female").fill("12")
    page.clock.fast_forward(119_000)
    expect(page.get_by_label("Child, 6–12, Female")).to_have_value("12")
    page.clock.fast_forward(2_000)
    page.wait_for_url("**/en/kios/")
    assert not Visit.objects.exists()


def test_the_guest_book_is_kept_by_keyboard(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah", card_number="A0113")
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/buku-tamu/")
    assert_accessible(page)
    said = {siti.card_number: "Welcome: A0113", "4p2": "2 guests: adult", "2l": "1 guest: child"}
    for typed, answer in said.items():
        browser.type_in(page, typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(answer)
    expect(page.locator(".lead")).to_contain_text("4 visitors")
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)


def test_the_head_goes_from_a_number_to_its_facts(page: Page, city: City) -> None:
    some_guests(city.point, 7, at=clock.now())
    sign_in_at_the_desk(page, city, "kepala")
    page.goto(f"{city.address}/en/desk/angka/?per=day")
    assert_accessible(page)
    page.get_by_role("link", name="7 Visits").click()
    expect(page.get_by_role("heading", name="Visits: 7")).to_be_visible()
    expect(page.get_by_role("cell", name="guest", exact=True)).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/angka/?per=month")
    assert_accessible(page)
    page.get_by_text("The same as a table").click()
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/angka/tutup/")
    assert_accessible(page)


def test_citizens_read_closed_figures_and_what_they_count(page: Page, city: City) -> None:
    last_month = period_around(PeriodKind.MONTH, clock.now().date()).before()
    some_guests(city.point, 21, at=at_clock(last_month.first, "10:00"))
    insights.close_period(period=last_month, by=SYSTEM, at=clock.now())
    page.goto(f"{city.address}/en/angka/")
    expect(page.get_by_text("21", exact=True).first).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.get_by_role("link", name="What each figure counts").click()
    expect(page.get_by_role("heading", name="Visits")).to_be_visible()
    assert_accessible(page)


def test_the_head_pairs_a_tablet_and_takes_the_file_of_a_gate_over(page: Page, city: City) -> None:
    sign_in_at_the_desk(page, city, "kepala")
    page.goto(f"{city.address}/en/desk/buku-tamu/penghitung/")
    assert_accessible(page)
    yesterday = clock.now().date() - timedelta(days=2)
    page.get_by_label("Or paste its lines").fill(f"{yesterday},55\nrusak,1")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("1 day will be written.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Take 1 day over").click()
    expect(page.get_by_text("1 day was taken over.")).to_be_visible()
    page.goto(f"{city.address}/en/desk/perangkat/")
    page.get_by_label("Name").fill("Tablet pintu")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Type this code at the device")).to_be_visible()
    code = page.locator(".notice code").inner_text()
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/titik-layanan/{city.point.pk}/")
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/angka/tutup/tahun/{clock.now().year - 1}/")
    assert_accessible(page)
    page.context.clear_cookies()
    page.goto(f"{city.address}/en/kios/pasang/")
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.get_by_label("Code from the desk").fill(code.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/kios/")
    assert_accessible(page)

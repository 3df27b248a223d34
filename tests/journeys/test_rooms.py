"""Rooms: found by access notes, asked for by a community group, given to one of two."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.forms import actions as forms
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Booking
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.people import PASSWORD
from tests.factories.spaces import a_room
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def soon(city: City) -> str:
    """Next Tuesday: the point is open then."""
    today = clock.now().astimezone(ZoneInfo(city.point.zone)).date()
    return (today + timedelta(days=(1 - today.weekday()) % 7 or 7)).isoformat()


def signed_in(page: Page, city: City, card: str) -> None:
    page.goto(f"{city.address}/en/masuk/")
    page.locator("[name=username]").fill(card)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/akun/**")


def test_a_wheelchair_user_finds_a_room_by_its_access_notes_and_books_it(page: Page, city: City) -> None:
    a_room(at_point=city.point, name="Loteng", seats=12)
    room = a_room(at_point=city.point, name="Ruang Landai", seats=8, access=("step_free", "wide_door", "toilet"))
    actions.change_resource(resource=room, access_notes="Pintu 95 cm.", by=SYSTEM, at=clock.now())
    city.member("Dian Lestari", card_number="A0007")
    signed_in(page, city, "A0007")
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/ruang/")
    expect(page.locator("main")).to_contain_text("Loteng")
    page.locator("details.find-room summary").press("Enter")
    page.get_by_label("without steps").press("Space")
    page.get_by_label("door at least 90 cm wide").press("Space")
    assert_accessible(page)
    page.locator("[name=orang]").fill("6")
    page.locator("[name=orang]").press("Enter")
    page.wait_for_url(re.compile("akses="))
    expect(page.locator("main")).not_to_contain_text("Loteng")
    page.get_by_role("link", name="Ruang Landai").press("Enter")
    page.wait_for_url(f"**/ruang/{room.pk}/")
    expect(page.locator("main")).to_contain_text("Pintu 95 cm.")
    page.goto(f"{city.address}/en/ruang/{room.pk}/?tanggal={soon(city)}")
    assert_accessible(page)
    page.locator(".strip a").nth(2).press("Enter")
    page.wait_for_url(re.compile("mulai="))
    page.locator("[name=lama]").select_option("90")
    page.locator("[name=tujuan]").fill("Belajar bersama")
    page.locator("[name=tujuan]").press("Enter")
    page.wait_for_url("**/akun/ruang/")
    expect(page.locator("main")).to_contain_text("Ruang Landai")
    assert_accessible(page)
    assert Booking.objects.get().span.length == timedelta(minutes=90)


def test_a_community_group_s_request_is_approved_with_its_rivals_declined(page: Page, city: City) -> None:
    form = forms.begin(title="Pemakaian aula", by=SYSTEM, at=clock.now()).form
    hall = a_room(at_point=city.point, name="Aula", mode=Mode.APPROVAL, form=form, seats=80, most_open=None)
    for card, name in (("A0007", "Paduan Suara"), ("A0008", "Forum TBM")):
        city.member(name, card_number=card)
        signed_in(page, city, card)
        page.goto(f"{city.address}/en/ruang/{hall.pk}/?tanggal={soon(city)}")
        page.locator("[name=orang]").fill("40")
        page.locator("[name=tujuan]").fill(f"Latihan {name}")
        page.get_by_role("button", name="Send the request").press("Enter")
        page.wait_for_load_state()
        assert_accessible(page)
        page.locator("[name=tanya-message]").fill("Terbuka untuk semua warga")
        page.get_by_role("button", name="Send the request").press("Enter")
        page.wait_for_url("**/akun/ruang/")
        expect(page.locator("main")).to_contain_text("requested")
        page.context.clear_cookies()
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/ruang/permintaan/")
    assert_accessible(page)
    page.get_by_role("link", name="Aula").first.press("Enter")
    page.wait_for_url("**/pesanan/**")
    expect(page.locator("main")).to_contain_text("Terbuka untuk semua warga")
    expect(page.locator("main")).to_contain_text("Others who want that time")
    assert_accessible(page)
    page.locator("[name=to_rivals]").fill("Aula dipakai posyandu; minggu depan bebas.")
    page.get_by_role("button", name="Approve").press("Enter")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("confirmed")
    page.context.clear_cookies()
    signed_in(page, city, "A0008")
    page.goto(f"{city.address}/en/akun/ruang/")
    expect(page.locator("main")).to_contain_text("minggu depan bebas")
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["confirmed", "denied"]

"""A maker needs a licence before the printer and prints by the gram; nobody is recorded who did not agree."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Booking, PrintJob, Recorded, Resource
from pustakota.foundation import clock, periods
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.people import PASSWORD
from tests.factories.spaces import a_licence_kind, a_material, a_model, a_room
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def sign_in(page: Page, city: City, patron: Patron) -> None:
    page.goto(f"{city.address}/en/masuk/")
    page.locator("[name=username]").fill(patron.card_number)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/akun/")


def a_free_time(room: Resource) -> queries.Span:
    at = clock.now()
    today = periods.local_day(at, room.service_point.zone)
    return queries.slots(room, today + timedelta(days=2), at=at)[0]


def test_a_maker_without_a_licence_is_told_how_to_get_one_and_with_it_prints_by_the_gram(
    page: Page, city: City, tmp_path: Path
) -> None:
    printer, kind = a_room(at_point=city.point, name="Pencetak 3D"), a_licence_kind()
    actions.want_licence(resource=printer, kind=kind, by=SYSTEM)
    material = a_material(at_point=city.point, name="PLA putih", grams=1000)
    siti = city.member("Siti Aminah")
    wanted = f"{city.address}/en/ruang/{printer.pk}/?tanggal={a_free_time(printer).start:%Y-%m-%d}"
    sign_in(page, city, siti)
    page.goto(wanted)
    expect(page.get_by_text("does not have it yet")).to_be_visible()
    assert_accessible(page)
    book(page)
    expect(page.locator(".notice.tone-no")).to_contain_text("Ikuti pengenalan tiap Rabu.")
    assert not Booking.objects.exists()
    actions.issue_licence(kind=kind, patron=siti, at_point=city.point, by=SYSTEM, at=clock.now())
    page.goto(wanted)
    expect(page.get_by_text("has it", exact=True)).to_be_visible()
    book(page)
    page.wait_for_url("**/en/akun/ruang/")
    assert Booking.objects.get().state == "confirmed"
    send(page, city, tmp_path)
    job = PrintJob.objects.get()
    print_it(page, city, job)
    assert queries.stock(city.point)[0].grams == 1000 - 37
    assert job.material == material
    page.context.clear_cookies()
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/akun/cetak/")
    expect(page.get_by_text("ready to collect")).to_be_visible()
    expect(page.get_by_text("37 g, 80 minutes")).to_be_visible()


def book(page: Page) -> None:
    """The first time that the page offers."""
    page.locator("#pesan [name=mulai]").select_option(index=0)
    page.locator("#pesan button[type=submit]").click()
    page.wait_for_load_state()


def send(page: Page, city: City, folder: Path) -> None:
    model = folder / "gantungan.stl"
    model.write_bytes(a_model())
    page.goto(f"{city.address}/en/ruang/cetak/")
    assert_accessible(page)
    page.locator("[name=model]").set_input_files(model)
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url("**/en/akun/cetak/")
    assert_accessible(page)


def print_it(page: Page, city: City, job: PrintJob) -> None:
    page.context.clear_cookies()
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/cetak/")
    assert_accessible(page)
    page.get_by_role("link", name="gantungan.stl").click()
    page.wait_for_url(f"**/cetak/{job.code}/")
    assert_accessible(page)
    for fields, button, then in (
        ({"Grams": "40", "Minutes": "90"}, "Print it", "The printer runs"),
        ({}, "The printer runs", "It is done"),
        ({"Grams": "37", "Minutes": "80"}, "It is done", "Handed over"),
    ):
        for label, value in fields.items():
            page.locator(f"[name={label.lower()}]").fill(value)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("button", name=then)).to_be_visible()


def test_a_studio_session_begins_once_those_who_are_recorded_agreed(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    studio = a_room(at_point=city.point, name="Studio", records_people=True)
    session = actions.book(resource=studio, patron=siti, span=a_free_time(studio), by=SYSTEM, at=clock.now())
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/akun/ruang/")
    page.get_by_role("link", name="Who is recorded").click()
    page.wait_for_url("**/rekaman/")
    page.locator("[name=name]").fill("Rara")
    page.locator("[name=is_child]").check()
    page.get_by_role("button", name="Name them").click()
    expect(page.get_by_text("has not answered")).to_be_visible()
    assert_accessible(page)
    page.context.clear_cookies()
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/ruang/pesanan/{session.code}/")
    page.get_by_role("button", name="They came").click()
    expect(page.get_by_text("Still missing: Rara.")).to_be_visible()
    assert_accessible(page)
    page.context.clear_cookies()
    page.set_viewport_size(browser.PHONE)  # type: ignore[arg-type]
    page.goto(f"{city.address}/en/rekaman/{Recorded.objects.get().code}/")
    assert_accessible(page)
    page.locator("[name=guardian]").fill("Ibu Sari")
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_text("You agreed.")).to_be_visible()
    actions.check_in(booking=session, by=SYSTEM, at=clock.now())
    session.refresh_from_db()
    assert session.state == "checked_in"

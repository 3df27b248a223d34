"""Staff open a date for residents first; whoever sat in a nameless room says how it was; versions are compared."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.festivals import actions as festivals
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.models import SurveyAnswer
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.contexts.programmes.test_questions import a_form
from tests.factories.festivals import a_festival, a_session, a_stage, on_day
from tests.factories.moments import NOW
from tests.factories.people import PASSWORD
from tests.factories.programmes import a_programme
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_staff_open_a_date_for_residents_first_and_a_guest_reads_when_it_is_their_turn(page: Page, city: City) -> None:
    member = city.member("Siti Aminah")
    at = clock.now()
    programme = a_programme(at_point=city.point, title="Kelas Kompos", opens_before=3, residents_before=2)
    event = actions.plan(programme=programme, starts_at=at + timedelta(days=4), capacity=9, by=SYSTEM, at=at)
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/kegiatan/program/")
    page.get_by_role("link", name="Who is a resident").press("Enter")
    page.get_by_label("Words of an address here").fill("Batu, Junrejo, Bumiaji")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/kegiatan/{event.pk}/ubah/")
    expect(page.get_by_role("heading", name="When one registers")).to_be_visible()
    assert_accessible(page)

    page.context.clear_cookies()
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/masuk/?next=/en/kegiatan/{event.pk}/")
    page.get_by_label("Card number or e-mail").fill(member.card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("for residents first")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Register Siti").press("Enter")
    expect(page.get_by_text("Residents register first. For everybody it opens on")).to_be_visible()
    member.person.address = "Jl. Panglima Sudirman 7, Batu"
    member.person.save()
    page.goto(f"{city.address}/en/kegiatan/{event.pk}/")
    page.get_by_role("button", name="Register Siti").press("Enter")
    expect(page.get_by_text("Registered. See you there!")).to_be_visible()


def test_whoever_sat_in_a_nameless_room_says_how_it_was_by_the_qr_on_its_display(page: Page, city: City) -> None:
    at = clock.now()
    circle = a_programme(
        at_point=city.point, title="Lingkar", is_nameless=True, registration="none", survey=a_form("Pendapat").form
    )
    event = actions.plan(programme=circle, starts_at=at - timedelta(hours=1), by=SYSTEM, at=at)
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/kegiatan/{event.pk}/")
    page.get_by_role("link", name="What those who came said").press("Enter")
    assert_accessible(page)
    page.get_by_role("link", name="QR for the room’s display").press("Enter")
    expect(page.get_by_text("How was it?")).to_be_visible()
    assert_accessible(page)
    page.context.clear_cookies()
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/kegiatan/{event.pk}/pendapat/{queries.survey_key(event)}/")
    assert_accessible(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_text("Your answer is kept without your name.")).to_be_visible()
    assert_accessible(page)
    assert SurveyAnswer.objects.get().values == {"laptop": "tidak"}


def test_staff_see_what_a_new_version_of_the_schedule_changed(page: Page, city: City) -> None:
    festival = a_festival(at_point=city.point)
    hall, garden = a_stage(festival), a_stage(festival, "Taman")
    moves = a_session(festival, "Dongeng", stage=hall, at="11:00")
    festivals.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    festivals.place_session(session=moves, stage=garden, starts_at=on_day("15:00"), by=SYSTEM)
    a_session(festival, "Musik", stage=hall, at="10:00")
    festivals.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/festival/{festival.pk}/jadwal/")
    page.get_by_role("link", name="Compare versions").press("Enter")
    expect(page.get_by_role("heading", name="Moved")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("to version").select_option("1")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_text("Nothing differs between these two.")).to_be_visible()

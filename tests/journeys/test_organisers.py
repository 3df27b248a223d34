"""A member becomes an organiser, runs an event of her own, and sees nobody's name any more once it is reported."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pustakota.contexts.organisers.models import Organiser, OwnEvent
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as planned
from pustakota.contexts.programmes.models import Occurrence, Registration
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.catalogue import a_record
from tests.factories.organisers import some_terms
from tests.factories.people import PASSWORD
from tests.factories.programmes import a_programme
from tests.factories.spaces import a_room
from tests.journeys.conftest import City, assert_accessible_at_both_sizes, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_from_an_application_to_an_event_of_ones_own(page: Page, city: City) -> None:
    member, guest = city.member("Ratna Dewi Kusuma"), city.member("Siti Aminah Mulyani")
    course, watched = _course_and_event(city, member)
    some_terms(at_point=city.point, course=course, rooms=(a_room(at_point=city.point, name="Ruang Cerita", seats=20),))
    a_record("Bumi manusia")
    window = page.context.browser
    assert isinstance(window, Browser)
    staff = window.new_context(viewport=browser.LAPTOP).new_page()  # type: ignore[arg-type]
    sign_in_at_the_desk(staff, city, "pustakawan")

    page.set_viewport_size(browser.PHONE)
    _apply(page, city, member)
    _take_in(staff, city)
    _train(staff, city, watched)
    page.reload()
    expect(page.get_by_text("Your events stand here")).to_be_visible()
    assert_accessible_at_both_sizes(page)
    _plan(page)
    _announce(staff, city)
    page.reload()
    assert_accessible_at_both_sizes(page)

    event = OwnEvent.objects.select_related("occurrence").get()
    assert event.occurrence
    at = clock.now()
    seat = programmes.register(occurrence=event.occurrence, person=guest.person, by=SYSTEM, at=at)
    _move(event.occurrence, at - timedelta(minutes=10))
    _at_the_door(page, seat)
    _move(event.occurrence, at - timedelta(hours=3))
    page.reload()
    page.get_by_label("How did it go?").fill("Ramai dan hangat.")
    page.get_by_role("button", name="Send the report").press("Enter")
    expect(page.get_by_text("Names are not shown any more.")).to_be_visible()
    assert_accessible_at_both_sizes(page)
    answer = page.goto(f"{city.address}/en/akun/penyelenggara/rencana/{event.code}/pintu/")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_text("It was reported.")).to_be_visible()
    expect(page.get_by_text("Siti")).to_have_count(0)
    assert_accessible_at_both_sizes(page)
    staff.context.close()


def _course_and_event(city: City, member: Patron) -> tuple[Any, Occurrence]:
    """She was at the course yesterday; another event is under way this hour."""
    now = clock.now()
    course = a_programme(at_point=city.point, title="Menjadi penyelenggara")
    date = programmes.plan(programme=course, starts_at=now - timedelta(days=1), by=SYSTEM, at=now)
    programmes.walk_in(occurrence=date, person=member.person, by=SYSTEM, at=now, source=programmes.Source.DESK)
    programmes.report(occurrence=date, by=SYSTEM, at=now)
    story = a_programme(at_point=city.point, title="Dongeng Pagi")
    return course, programmes.plan(programme=story, starts_at=now - timedelta(minutes=30), by=SYSTEM, at=now)


def _apply(page: Page, city: City, member: Patron) -> None:
    page.goto(f"{city.address}/en/penyelenggara/")
    assert_accessible_at_both_sizes(page)
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_label("Card number or e-mail").fill(member.card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Why would you like").fill("Di kampung kami belum ada klub baca.")
    page.get_by_role("button", name="Send the application").press("Enter")
    expect(page.get_by_text("This field is required").or_(page.get_by_text("Please fill this in"))).to_be_visible()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("What would you like to do?").fill("Klub baca untuk ibu muda, tiap Sabtu.")
    page.get_by_role("button", name="Send the application").press("Enter")
    expect(page.get_by_text("Watch 1 event beside our staff: 0 so far")).to_be_visible()
    assert_accessible_at_both_sizes(page)


def _take_in(staff: Page, city: City) -> None:
    staff.goto(f"{city.address}/en/desk/penyelenggara/")
    assert_accessible_at_both_sizes(staff)
    staff.set_viewport_size(browser.LAPTOP)  # type: ignore[arg-type]
    staff.get_by_role("link", name="Ratna Dewi Kusuma").press("Enter")
    assert_accessible_at_both_sizes(staff)
    staff.get_by_label("Answer").fill("Terima kasih, mari mulai.")
    staff.get_by_role("button", name="Take into training").press("Enter")
    expect(staff.get_by_role("button", name="Give the credential")).to_be_visible()
    staff.get_by_role("button", name="Give the credential").press("Enter")
    expect(staff.get_by_text("0 of 1 event was watched so far.")).to_be_visible()
    assert_accessible_at_both_sizes(staff)


def _train(staff: Page, city: City, watched: Occurrence) -> None:
    staff.goto(f"{city.address}/en/desk/kegiatan/{watched.pk}/")
    staff.get_by_role("link", name="Organisers in training").press("Enter")
    assert_accessible_at_both_sizes(staff)
    staff.get_by_role("button", name="Ratna Dewi Kusuma watched beside staff").press("Enter")
    expect(staff.get_by_text("was here beside staff")).to_be_visible()
    staff.goto(f"{city.address}/en/desk/penyelenggara/{Organiser.objects.get().pk}/")
    staff.get_by_role("button", name="Give the credential").press("Enter")
    expect(staff.get_by_role("button", name="Renew the credential")).to_be_visible()
    assert_accessible_at_both_sizes(staff)


def _plan(page: Page) -> None:
    """First without enough: all that is missing is said, and the draft is kept."""
    page.get_by_role("link", name="Plan an event").click()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("Title", exact=True).fill("Klub Baca Ibu Muda")
    page.get_by_role("button", name="Keep the draft").press("Enter")
    expect(page.get_by_role("heading", name="Klub Baca Ibu Muda")).to_be_visible()
    page.get_by_role("button", name="Send it to the library").press("Enter")
    expect(page.get_by_text("Choose a room.")).to_be_visible()
    expect(page.get_by_text("Say from when until when.")).to_be_visible()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("Find a title").fill("bumi")
    page.get_by_role("button", name="Find", exact=True).press("Enter")
    page.get_by_role("button", name="Link Bumi manusia").press("Enter")
    page.get_by_label("What happens there?").fill("Membaca bergantian, lalu mengobrol.")
    page.get_by_label("Room").select_option(label="Ruang Cerita")
    day = (clock.now() + timedelta(days=7)).date()
    page.locator("[name=on]").fill(day.isoformat())
    page.locator("[name=begins]").fill("09:00")
    page.locator("[name=ends]").fill("11:00")
    page.get_by_label("Seats").fill("12")
    page.get_by_role("button", name="Send it to the library").press("Enter")
    expect(page.get_by_text("Sent. The library looks at it and answers.")).to_be_visible()
    assert_accessible_at_both_sizes(page)


def _announce(staff: Page, city: City) -> None:
    staff.goto(f"{city.address}/en/desk/penyelenggara/")
    staff.get_by_role("link", name="Klub Baca Ibu Muda").press("Enter")
    assert_accessible_at_both_sizes(staff)
    staff.get_by_label("To the organiser").fill("Bagus sekali!")
    staff.get_by_role("button", name="Announce it with its room").press("Enter")
    expect(staff.get_by_text("Answered.")).to_be_visible()
    assert_accessible_at_both_sizes(staff)


def _move(occurrence: Occurrence, starts_at: datetime) -> None:
    """As if its time had come."""
    span = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    Occurrence.objects.filter(pk=occurrence.pk).update(**span)


def _at_the_door(page: Page, seat: Registration) -> None:
    page.get_by_role("link", name="Guests and door").click()
    expect(page.get_by_text("Siti A. M.", exact=True)).to_be_visible()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("Ticket").fill("PK1.1.1.1.1.1.xyz")
    page.get_by_role("button", name="Here", exact=True).press("Enter")
    expect(page.get_by_text("This is no ticket for this event.")).to_be_visible()
    page.get_by_label("Ticket").fill(planned.admission_of(seat, at=clock.now()))
    page.get_by_role("button", name="Here", exact=True).press("Enter")
    expect(page.get_by_text("Here: Siti A. M.")).to_be_visible()
    page.get_by_label("Adults").fill("3")
    page.get_by_role("button", name="Note the numbers").press("Enter")
    expect(page.get_by_text("Counted.")).to_be_visible()
    assert_accessible_at_both_sizes(page)

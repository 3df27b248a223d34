"""Events on a phone and at the door, in a real browser with its scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.programmes import actions
from pustakota.contexts.programmes.models import Registration
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.people import PASSWORD, a_child
from tests.factories.programmes import a_programme
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_a_mother_registers_two_children_one_waits_and_gets_the_seat(page: Page, city: City) -> None:
    """From the calendar to the offered seat that she takes."""
    mother = city.member("Siti Aminah")
    children = [a_child(guardian=mother, name=name) for name in ("Bima", "Rara")]
    programme = a_programme(at_point=city.point, title="Dongeng Pagi", kind=actions.Kind.STORY_TIME)
    begins = clock.now() + timedelta(days=4)
    actions.plan(programme=programme, starts_at=begins, capacity=1, by=SYSTEM, at=clock.now())
    page.set_viewport_size(browser.PHONE)

    page.goto(f"{city.address}/en/kegiatan/?bulan={begins:%Y-%m}")
    assert_accessible(page)
    page.get_by_role("link", name="Dongeng Pagi").click()
    assert_accessible(page)
    page.get_by_role("link", name="Sign in to register").click()
    page.get_by_label("Card number or e-mail").fill(mother.card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Register Bima").click()
    expect(page.get_by_text("Registered. See you there!")).to_be_visible()
    page.get_by_role("button", name="Put Rara on the waiting list").click()
    expect(page.get_by_text("You are on the waiting list.")).to_be_visible()
    expect(page.get_by_text("place 1")).to_be_visible()
    assert_accessible(page)

    page.goto(f"{city.address}/en/akun/kegiatan/")
    assert_accessible(page)
    page.get_by_role("button", name="Cancel Dongeng Pagi").first.click()
    expect(page.get_by_text("Somebody else can have your seat now.")).to_be_visible()
    page.get_by_role("button", name="Take the seat").click()
    expect(page.get_by_text("Registered. See you there!")).to_be_visible()
    assert_accessible(page)
    found = {row.person_id: row.status for row in Registration.objects.all()}
    assert found == {children[0].person_id: "cancelled", children[1].person_id: "confirmed"}


def test_cards_are_scanned_at_the_door_and_the_date_is_reported(page: Page, city: City) -> None:
    """By keyboard: two scans, a number without names, the report."""
    here, stranger = city.member("Siti Aminah", card_number="A0113"), city.member("Budi Santoso", card_number="A0114")
    programme = a_programme(at_point=city.point, title="Kelas Koding")
    occurrence = actions.plan(
        programme=programme, starts_at=clock.now() - timedelta(minutes=5), capacity=8, by=SYSTEM, at=clock.now()
    )
    actions.register(occurrence=occurrence, person=here.person, by=SYSTEM, at=clock.now())
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/kegiatan/")
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/kegiatan/{occurrence.pk}/")
    assert_accessible(page)
    for member in (here, stranger):
        browser.type_in(page, member.card_number)
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"Here: {member.person.name}")).to_be_visible()
    page.get_by_label("How many came without a name").fill("5")
    page.keyboard.press("Enter")
    expect(page.locator(".definitions")).to_contain_text("7")
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    page.get_by_role("button", name="Report").press("Enter")
    expect(page.get_by_role("button", name="Report")).to_have_count(0)
    assert_accessible(page)

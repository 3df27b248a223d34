"""A member reads what the library has to tell, and somebody at the desk sends what the system cannot."""

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.notices import actions
from pustakota.contexts.notices.models import Letter
from pustakota.contexts.notices.rules import Channel
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import How, Patron, Person
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.notices import queued
from tests.factories.people import PASSWORD
from tests.journeys.conftest import City, assert_accessible, pointers_used, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def sign_in(page: Page, city: City, member: Patron, then: str) -> None:
    page.goto(f"{city.address}/en/masuk/?next={then}")
    browser.type_in(page, member.card_number)
    page.keyboard.press("Tab")
    browser.type_in(page, PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{city.address}{then}")


def test_a_member_reads_a_message_on_a_phone_and_chooses_how_to_be_told(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    queued(siti, "hold_ready", at=clock.now())
    page.set_viewport_size(browser.PHONE)
    sign_in(page, city, siti, "/en/akun/")
    assert_accessible(page)
    page.get_by_role("link", name="Messages 1 new").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("A reserved title is ready for you at Perpustakaan Batu.")).to_be_visible()
    assert_accessible(page)
    page.reload()  # seen once, it is new no more
    expect(page.get_by_text("new", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Choose what and how").focus()
    page.keyboard.press("Enter")
    tick = page.get_by_role("checkbox", name="Due soon: WhatsApp, sent by hand")
    expect(tick).to_be_visible()
    assert_accessible(page)
    tick.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Due soon: WhatsApp, sent by hand")).not_to_be_checked()
    assert pointers_used(page) == 0


def test_somebody_at_the_desk_sends_a_message_with_one_key_and_says_so(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    Person.objects.filter(pk=siti.person_id).update(phone="+628123456789")
    people.give_consent(person=siti.person, purpose="whatsapp", by=SYSTEM, at=clock.now(), how=How.DESK)
    queued(siti, "hold_ready", at=clock.now())
    actions.gather(channel=Channel.WHATSAPP, after=0, at=clock.now())
    sign_in_at_the_desk(page, city)
    page.locator(".counts a", has_text="Messages to send").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/pesan/")
    assert_accessible(page)
    link = page.get_by_role("link", name="Open WhatsApp Siti Aminah")
    assert (link.get_attribute("href") or "").startswith("https://wa.me/628123456789?text=")
    page.get_by_role("button", name="Sent Siti Aminah").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing to send")).to_be_visible()
    page.get_by_role("link", name="What was sent").focus()
    page.keyboard.press("Enter")
    expect(page.locator("td[data-label=Attempts]")).to_contain_text("sent by hand")
    assert_accessible(page)
    assert Letter.objects.get().state == "sent"
    assert pointers_used(page) == 0

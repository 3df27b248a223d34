"""A proposal: written and published, supported by another, changed, accepted in public, and an event's draft."""

import pytest
from playwright.sync_api import Browser, Page, expect

from pustakota.contexts.community import actions
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes.models import Occurrence
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.people import PASSWORD
from tests.journeys.conftest import City, assert_accessible_at_both_sizes, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_a_proposal_from_its_first_words_to_the_librarys_answer(page: Page, city: City) -> None:
    author, supporter = city.member("Ratna Dewi"), city.member("Siti Aminah")
    actions.promise(at_point=city.point, is_open=True, answer_within=14, by=SYSTEM)
    other = _window(page)
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/usulan-warga/")
    assert_accessible_at_both_sizes(page)
    page.get_by_role("link", name="Propose something").click()
    _sign_in(page, author)
    page.get_by_label("In one line").fill("Bangku baca di taman")
    page.get_by_role("button", name="Keep as a draft").press("Enter")
    page.get_by_role("button", name="Publish it").press("Enter")
    expect(page.get_by_text("Say in a few sentences what you propose.")).to_be_visible()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("What do you propose").fill("Dua bangku di bawah pohon.")
    page.get_by_role("button", name="Publish it").press("Enter")
    expect(page.get_by_text("waits for the library")).to_be_visible()
    page.get_by_role("link", name="As everybody sees it").click()
    address = page.url
    assert_accessible_at_both_sizes(page)

    other.goto(f"{city.address}/en/masuk/?next={address.removeprefix(city.address)}")
    _sign_in(other, supporter)
    other.get_by_role("button", name="I support it").press("Enter")
    expect(other.get_by_text("1 person supports it")).to_be_visible()
    assert_accessible_at_both_sizes(other)
    page.get_by_role("link", name="My proposal").click()
    expect(page.get_by_text("People support these words.")).to_be_visible()
    assert_accessible_at_both_sizes(page)
    page.get_by_label("What do you propose").fill("Tiga bangku di bawah pohon.")
    page.get_by_role("button", name="Keep").press("Enter")
    other.reload()
    expect(other.get_by_text("version 2")).to_be_visible()

    staff = _window(page)
    sign_in_at_the_desk(staff, city, "pustakawan")
    staff.goto(f"{city.address}/en/desk/usulan-warga/")
    assert_accessible_at_both_sizes(staff)
    staff.get_by_role("link", name="Bangku baca di taman").press("Enter")
    staff.get_by_label("What becomes of it").select_option(label="accepted")
    staff.get_by_role("button", name="Decide").press("Enter")
    expect(staff.get_by_text("Write the answer: everybody reads it.")).to_be_visible()
    assert_accessible_at_both_sizes(staff)
    staff.get_by_label("Public answer").fill("Kami pasang bulan depan.")
    staff.get_by_role("button", name="Decide").press("Enter")
    expect(staff.get_by_text("(draft)")).to_be_visible()
    assert_accessible_at_both_sizes(staff)
    other.reload()
    expect(other.get_by_text("Kami pasang bulan depan.").first).to_be_visible()
    assert_accessible_at_both_sizes(other)
    assert Occurrence.objects.get().state == "draft"
    for window in (other, staff):
        window.context.close()


def _window(page: Page) -> Page:
    window = page.context.browser
    assert isinstance(window, Browser)
    return window.new_context(viewport=browser.LAPTOP).new_page()  # type: ignore[arg-type]


def _sign_in(page: Page, patron: Patron) -> None:
    page.get_by_label("Card number or e-mail").fill(patron.card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")

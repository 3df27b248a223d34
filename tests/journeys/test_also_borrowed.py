"""What others borrowed too: a reader meets it below a title and takes part, a head of the library asks for more."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.circulation.models import AlsoBorrowed, AlsoBorrowedRule
from pustakota.contexts.people import queries as people
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.people import PASSWORD, a_member_of_staff
from tests.journeys.conftest import City, assert_accessible, assert_accessible_at_both_sizes, pointers_used

pytestmark = pytest.mark.journey


def test_a_reader_finds_the_next_book_below_this_one_and_takes_part(page: Page, city: City) -> None:
    this, other = a_record("Bumi Manusia"), a_record("Anak Semua Bangsa")
    for record in (this, other):
        an_item(record=record, at_point=city.point)
    AlsoBorrowed.objects.create(record=this, other=other, place=1)
    reader = city.member("Siti Aminah", born_on=date(1990, 1, 1))
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/katalog/{this.pk}/")
    page.get_by_role("link", name="Show titles like this one").or_(page.locator("#also-borrowed")).first.focus()
    shelf = page.get_by_role("region", name="Whoever borrowed this also borrowed")
    shelf.scroll_into_view_if_needed()
    expect(shelf.get_by_role("link", name="Anak Semua Bangsa").first).to_be_visible()
    assert_accessible_at_both_sizes(page)

    shelf.get_by_role("link", name="Take part").press("Enter")
    browser.type_in(page, reader.card_number)
    page.keyboard.press("Tab")
    browser.type_in(page, PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akun/data/**")
    for purpose in ("loan_history", "also_borrowed"):
        card = page.locator(f"#{purpose}")
        card.get_by_role("button", name=re.compile("^Agree")).press("Enter")
        expect(card.get_by_role("button", name=re.compile("^No longer agree"))).to_be_visible()
    assert_accessible(page)
    assert people.has_consent(reader.person_id, "also_borrowed")
    assert "first day of next month" in page.locator("main").inner_text()


def test_a_head_asks_for_more_households_and_never_for_fewer_than_five(page: Page, city: City) -> None:
    a_member_of_staff("kepala-uji", role="kepala", station=city.point)
    page.goto(f"{city.address}/en/desk/aturan/juga-dipinjam/")
    browser.type_in(page, "kepala-uji")
    page.keyboard.press("Tab")
    browser.type_in(page, PASSWORD)
    page.keyboard.press("Enter")
    households = page.get_by_label("Households that borrowed both titles")
    expect(households).to_have_value("5")
    assert_accessible_at_both_sizes(page)
    for number in ("3", "8"):
        households.fill(number)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        if number == "3":
            expect(page.locator(".tone-no")).to_contain_text("Choose a number from 5")
            assert_accessible(page)
    page.wait_for_url("**/desk/aturan/")
    assert pointers_used(page) == 0
    assert AlsoBorrowedRule.objects.latest("pk").fewest == 8

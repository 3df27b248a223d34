"""What somebody does at the desk with a scanner and a keyboard, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.circulation.models import Hold, Loan, OverrideLogged
from pustakota.foundation import clock
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan
from tests.journeys.conftest import City, assert_accessible, pointers_used, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def scan(page: Page, code: str) -> None:
    """What a scanner does: it types quickly and presses Enter."""
    browser.type_in(page, code)
    page.keyboard.press("Enter")


def answer(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#answer")).to_contain_text(words)


def test_the_desk_fills_a_hold_without_a_mouse(page: Page, city: City) -> None:
    """From the list to fetch, over the hold shelf, to the member's hands."""
    siti = city.member("Siti Aminah", card_number="A0113")
    item = an_item(record=a_record("Bumi Manusia"), at_point=city.point, barcode="B0412")
    hold = a_hold(record=item.record, pickup=city.point, patron=siti, at=clock.now())
    sign_in_at_the_desk(page, city)
    assert_accessible(page)

    scan(page, "fetch")
    expect(page.locator(".found")).to_contain_text("Fetch from the shelves")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ambil/")
    expect(page.get_by_role("cell", name="Bumi Manusia")).to_be_visible()
    assert_accessible(page)
    scan(page, "B0412")
    answer(page, "Put it on the hold shelf: A0113 · Siti Aminah")
    expect(page.get_by_role("cell", name="Bumi Manusia")).to_have_count(0)
    assert_accessible(page)

    page.goto(f"{city.address}/en/desk/")
    scan(page, "A0113")
    expect(page.locator("#mode")).to_contain_text("Lend to Siti Aminah")
    expect(page.locator("#panel")).to_contain_text("ready until")
    assert_accessible(page)
    scan(page, "B0412")
    answer(page, re.compile("Lent.*Bumi Manusia", re.DOTALL))
    expect(page.locator("#panel")).to_contain_text("1 loan")
    page.keyboard.press("Escape")
    expect(page.locator("#mode")).to_contain_text("Return what is scanned")
    assert pointers_used(page) == 0
    hold.refresh_from_db()
    assert hold.status == "fulfilled"
    assert Loan.objects.still_out().get().patron == siti


def test_three_returns_by_scanner(page: Page, city: City) -> None:
    """As fast as a scanner types, without waiting for an answer; each return is listed."""
    member = city.member("Budi Santoso")
    titles = ["Laskar Pelangi", "Sejarah Jawa", "Cantik Itu Luka"]
    items = [an_item(record=a_record(title), at_point=city.point) for title in titles]
    for item in items:
        a_loan(item=item, patron=member, at=clock.now())
    sign_in_at_the_desk(page, city)
    for item in items:
        scan(page, item.barcode)
    expect(page.locator("#lines > li")).to_have_count(3)
    expect(page.locator("#lines > li .line-words")).to_contain_text([f"Returned {title}" for title in titles[::-1]])
    expect(page.locator("#scan")).to_be_focused()
    assert not Loan.objects.still_out().exists()
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)


def test_a_refusal_is_overruled_with_a_reason(page: Page, city: City) -> None:
    member = city.member("Dewi Lestari", blocked=True)
    item = an_item(record=a_record("Pulang"), at_point=city.point)
    sign_in_at_the_desk(page, city, "pustakawan")
    scan(page, member.card_number)
    scan(page, item.barcode)
    answer(page, "This membership is blocked")
    assert_accessible(page)
    page.keyboard.press("F9")
    scan(page, "Buku untuk ujian besok")
    answer(page, re.compile("Lent.*Pulang", re.DOTALL))
    expect(page.locator("#scan")).to_be_focused()
    assert OverrideLogged.objects.get().reason == "Buku untuk ujian besok"
    assert pointers_used(page) == 0


def test_a_loan_is_undone_by_keyboard(page: Page, city: City) -> None:
    member, item = city.member("Slamet"), an_item(at_point=city.point)
    sign_in_at_the_desk(page, city)
    scan(page, member.card_number)
    scan(page, item.barcode)
    undo = page.get_by_role("button", name=f"Undo: {item.record.title}")
    undo.focus()
    page.keyboard.press("Enter")
    answer(page, "Undone")
    expect(undo).to_have_count(0)
    assert not Loan.objects.still_out().exists()


def test_what_was_scanned_stands_in_the_box_again_when_the_network_fails(page: Page, city: City) -> None:
    item = an_item(at_point=city.point)
    sign_in_at_the_desk(page, city)
    page.context.set_offline(True)
    scan(page, item.barcode)
    expect(page.locator("#live-notice")).to_contain_text("No connection")
    expect(page.locator("#scan")).to_have_value(item.barcode)
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    answer(page, "Was not on loan")


def test_the_desk_works_without_scripts(page: Page, city: City) -> None:
    """Plain forms and whole pages: a card, a loan, and the log beside it."""
    member, item = city.member("Tini"), an_item(record=a_record("Negeri 5 Menara"), at_point=city.point)
    page.route("**/*.js", lambda route: route.abort())
    sign_in_at_the_desk(page, city)
    scan(page, member.card_number)
    expect(page.locator("#mode")).to_contain_text("Lend to Tini")
    expect(page.locator("[name=scan]")).to_be_focused()  # a whole page loads anew after each scan
    scan(page, item.barcode)
    answer(page, re.compile("Lent.*Negeri 5 Menara", re.DOTALL))
    expect(page.locator("#lines > li")).to_have_count(1)
    assert Hold.objects.count() == 0
    assert Loan.objects.still_out().get().patron == member

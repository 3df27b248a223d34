"""What a member does at home with a phone, in a real browser with its scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from pustakota.config import documents
from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan
from tests.factories.people import PASSWORD, a_child
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(browser.PHONE)
    return page


def sign_in(page: Page, card_number: str) -> None:
    page.get_by_label("Card number or e-mail").fill(card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_mother_reserves_for_her_child(phone: Page, city: City) -> None:
    """From the search on the first page to the child's place in the queue."""
    mother = city.member("Siti Aminah")
    child = a_child(guardian=mother, name="Bima")
    item = an_item(record=a_record("Bumi Manusia"), at_point=city.point)
    search.rebuild(documents.record_documents([item.record.pk]))

    phone.goto(f"{city.address}/en/")
    assert_accessible(phone)
    phone.locator("input[type=search]").first.fill("bumi manusia")
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="Bumi Manusia").first.click()
    assert_accessible(phone)
    phone.get_by_role("link", name="Reserve").first.click()
    sign_in(phone, mother.card_number)
    phone.get_by_label("Bima").check()
    assert_accessible(phone)
    phone.locator("main button.button-main").click()
    expect(phone.locator(".notice.tone-yes")).to_be_visible()
    assert_accessible(phone)
    hold = Hold.objects.get()
    assert (hold.patron, hold.record) == (child, item.record)


def test_a_renewal_is_refused_because_somebody_waits_and_says_so(phone: Page, city: City) -> None:
    """The page still offered it when the other member's reservation came in."""
    reader, other = city.member("Budi Santoso"), city.member("Siti Aminah")
    item = an_item(record=a_record("Laskar Pelangi"), at_point=city.point)
    loan = a_loan(item=item, patron=reader, at=clock.now())
    phone.goto(f"{city.address}/en/akun/")
    sign_in(phone, reader.card_number)
    renew = phone.get_by_role("button", name=re.compile("Renew.*Laskar Pelangi"))
    expect(renew).to_be_visible()
    a_hold(record=item.record, pickup=city.point, patron=other, at=clock.now())

    renew.press("Enter")
    refusal = phone.locator(".notice.tone-no")
    expect(refusal).to_contain_text("This could not be renewed")
    expect(refusal).to_contain_text("1 member is waiting for this title. Please return it in time.")
    expect(renew).to_have_count(0)
    assert_accessible(phone)
    phone.get_by_role("link", name="Bahasa Indonesia").click()
    phone.wait_for_url(f"{city.address}/akun/**")
    assert Loan.objects.get(pk=loan.pk).due_on == loan.due_on

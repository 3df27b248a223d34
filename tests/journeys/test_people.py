"""Errands about people: two entries of one person, a class with a slip in its list, a phone as second factor."""

from datetime import date

import pyotp
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Merge, Organisation, Patron
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.people import PASSWORD, a_patron_type
from tests.journeys.conftest import City, assert_accessible, pointers_used, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_one_person_with_two_entries_becomes_one_and_two_again_without_a_mouse(page: Page, city: City) -> None:
    keep = city.member("Siti Aminah", born_on=date(1988, 4, 2), card_number="A0001")
    gone = city.member("SITI AMINAH", born_on=date(1988, 4, 2), card_number="A0002")
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}{reverse('desk:pairs')}")
    assert_accessible(page)
    page.locator("a.row-title").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gabung/**")
    assert_accessible(page)
    page.locator("[name=because]").focus()
    browser.type_in(page, "kartu lupa dibawa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/anggota/A0001/")
    expect(page.locator("main")).to_contain_text("kartu lupa dibawa")
    assert_accessible(page)
    assert Patron.objects.get(pk=gone.pk).status == "closed"
    page.locator(f"form[action*='gabung/{Merge.objects.get().pk}'] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).not_to_contain_text("kartu lupa dibawa")
    assert (Patron.objects.get(pk=gone.pk).status, Patron.objects.get(pk=keep.pk).status) == ("active", "active")
    assert pointers_used(page) == 0


def test_a_class_list_with_a_slip_is_mended_and_brought_in(page: Page, city: City) -> None:
    a_patron_type("pelajar")
    school = actions.keep_organisation(organisation=Organisation(name="SDN Sumberjati 1"), by=SYSTEM)
    sign_in_at_the_desk(page, city, "sirkulasi")
    page.goto(f"{city.address}{reverse('desk:bring_in_class', args=[school.pk])}")
    page.set_viewport_size(browser.PHONE)
    page.locator("[name=name]").fill("5A")
    page.locator("[name=school_year]").fill("2026/2027")
    page.locator("[name=text]").fill("Dimas;;21/03/2020;Sri;;ya\nBayu;;;Sri;;ya")
    page.locator("[value=look]").press("Enter")
    expect(page.locator("main table")).to_contain_text("Bayu")
    expect(page.locator("[name=text]")).to_have_value("Dimas;;21/03/2020;Sri;;ya\nBayu;;;Sri;;ya")
    expect(page.locator("[value=bring_in]")).to_have_count(0)
    assert_accessible(page)
    page.locator("[name=text]").fill("Dimas;;21/03/2020;Sri;;ya\nBayu;;1/2/2020;Sri;;ya")
    page.locator("[value=look]").press("Enter")
    page.locator("[value=bring_in]").press("Enter")
    page.wait_for_url("**/kelas/**")
    expect(page.locator("main")).to_contain_text("Bayu")
    assert_accessible(page)
    assert Patron.objects.count() == 2


def test_a_member_signs_in_with_a_phone_in_the_hand(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    account = siti.person.account
    assert account
    page.set_viewport_size(browser.PHONE)

    def give_password() -> None:
        page.goto(f"{city.address}{reverse('public:sign_in')}")
        page.locator("[name=username]").fill(siti.card_number)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").first.press("Enter")

    give_password()
    page.wait_for_url("**/akun/")
    for name in ("my_data", "history", "all_my_data", "security", "set_up_second_factor"):
        page.goto(f"{city.address}{reverse(f'public:{name}')}")
        assert_accessible(page)
    secret = page.locator("code.password").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(pyotp.TOTP(secret).at(clock.now()))
    page.locator("[name=code]").press("Enter")
    expect(page.locator("main li code")).to_have_count(10)
    assert_accessible(page)
    recovery = page.locator("main li code").first.inner_text()
    page.context.clear_cookies()
    give_password()
    page.wait_for_url("**/masuk/kode/")
    assert_accessible(page)
    page.locator("[name=code]").fill(recovery)
    page.locator("[name=code]").press("Enter")
    page.wait_for_url("**/akun/")
    assert queries.recovery_codes_left(account) == 9

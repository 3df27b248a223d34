"""Becoming a member: from the sofa to the card on the phone, and the desk that completes it."""

from datetime import date

import oidc_provider_mock
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Registration, SignInIdentity, SignInLink, SignInProvider
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.joining import a_joining_rule, a_registration_from_home
from tests.factories.people import PASSWORD
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_a_mother_registers_her_child_on_a_phone_and_has_its_card_at_once(page: Page, city: City) -> None:
    a_joining_rule(city.point)
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/daftar/")
    assert_accessible(page)
    page.get_by_role("link", name="For my child under 18").press("Enter")
    page.wait_for_url("**/daftar/anak/")
    assert_accessible(page)
    page.locator("[name=name]").fill("Bima Putra")
    page.locator("[name=born_on]").fill("2017-05-20")
    page.locator("[name=guardian_name]").fill("Sri Wulandari")
    page.locator("[name=phone]").fill("0812 3456 7890")
    page.locator("[name=phone]").press("Enter")
    page.wait_for_url("**/kirim/")
    expect(page.locator("main")).to_contain_text("Sri Wulandari")
    assert_accessible(page)
    page.get_by_role("link", name="Change").press("Enter")
    expect(page.locator("[name=name]")).to_have_value("Bima Putra")
    page.locator("[name=name]").press("Enter")
    page.wait_for_url("**/kirim/")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator("main")).to_contain_text("Without your agreement")
    assert_accessible(page)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=agrees]").press("Space")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/akun/?untuk=1")
    expect(page.locator("main")).to_contain_text("Provisional until")
    expect(page.locator("#card")).to_contain_text("Bima Putra")
    assert_accessible(page)
    assert Registration.objects.get().is_proved, "the browser did the work while she read"


def test_the_desk_compares_somebody_and_completes_the_membership_without_a_mouse(page: Page, city: City) -> None:
    city.member("Rini Wulandari", born_on=date(1990, 4, 21), card_number="A0001")
    found = a_registration_from_home(city.point, at=clock.now())
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}{reverse('desk:registrations')}")
    assert_accessible(page)
    page.locator("a.row-title").press("Enter")
    page.wait_for_url(f"**/pendaftaran/{found.pk}/")
    expect(page.locator("main")).to_contain_text("A0001")
    assert_accessible(page)
    page.locator("[name=is_seen]").press("Space")
    page.locator("[name=card_number]").fill("A0002")
    page.locator("[name=card_number]").press("Enter")
    page.wait_for_url("**/anggota/A0002/")
    expect(page.locator("main")).to_contain_text("Keanggotaan lengkap.")
    page.goto(f"{city.address}{reverse('desk:joining_rule')}")
    assert_accessible(page)


def test_a_member_without_a_password_at_hand_signs_in_by_a_link_on_the_phone(
    page: Page, city: City, settings: Settings
) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    siti = city.member("Siti Aminah", email="siti@contoh.example")
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/masuk/")
    assert_accessible(page)
    page.get_by_role("link", name="Send me a link by e-mail").press("Enter")
    page.wait_for_url("**/masuk/surel/")
    assert_accessible(page)
    page.locator("[name=email]").fill("siti@contoh.example")
    page.locator("[name=email]").press("Enter")
    expect(page.locator("h1")).to_have_text("Look into your mailbox")
    assert_accessible(page)
    link = SignInLink.objects.get()
    page.goto(f"{city.address}{reverse('public:sign_in_by_link', args=[queries.sign_in_code(link)])}")
    assert_accessible(page)
    page.locator("main button[type=submit]").press("Enter")
    page.wait_for_url("**/akun/")
    expect(page.locator("main")).to_contain_text(siti.card_number)


def test_a_member_links_an_account_of_the_city_and_signs_in_with_it(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    with oidc_provider_mock.run_server_in_thread() as server:
        issuer = f"http://localhost:{server.server_port}"
        row = SignInProvider(code="kota", name="Akun Kota", issuer=issuer, client_id="pustakota")
        actions.keep_provider(provider=row, secret="rahasia", by=SYSTEM)
        page.goto(f"{city.address}/en/masuk/")
        page.locator("[name=username]").fill(siti.card_number)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").first.press("Enter")
        page.wait_for_url("**/akun/")
        page.goto(f"{city.address}/en/akun/keamanan/")
        assert_accessible(page)
        page.get_by_role("link", name="Link Akun Kota").press("Enter")
        page.wait_for_url(f"{issuer}/**")
        page.locator("input[name=sub]").fill("siti")
        page.locator("input[name=sub]").press("Enter")
        page.wait_for_url("**/akun/keamanan/")
        assert SignInIdentity.objects.get().account == siti.person.account
        page.context.clear_cookies()
        page.goto(f"{city.address}/en/masuk/")
        page.get_by_role("link", name="Sign in with Akun Kota").press("Enter")
        page.wait_for_url(f"{issuer}/**")
        page.locator("button[name=sub][value=siti]").press("Enter")  # it remembers who was there
        page.wait_for_url("**/akun/")
        expect(page.locator("main")).to_contain_text(siti.card_number)

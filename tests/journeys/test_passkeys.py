"""Errands with a passkey, on a virtual authenticator of the browser: added, used, renamed, removed."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from pustakota.contexts.people.models import Passkey
from tests import browser
from tests.factories.people import PASSWORD, a_member_of_staff
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey


@pytest.fixture
def device(page: Page) -> Iterator[Page]:
    """A window whose device keeps passkeys and whose owner always holds a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    yield page
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made["authenticatorId"]})


def give_password(page: Page, city: City, name: str) -> None:
    page.goto(f"{city.address}{reverse('public:sign_in')}")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def add_passkey(page: Page, city: City, name: str) -> None:
    page.goto(f"{city.address}{reverse('public:security')}")
    page.locator("#passkey-name").fill(name)
    page.locator("#passkey-name").press("Enter")
    expect(page.locator("main .rows").first).to_contain_text(name)


def test_a_member_signs_in_with_a_passkey_and_without_a_password(device: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    device.set_viewport_size(browser.PHONE)
    give_password(device, city, siti.card_number)
    device.wait_for_url("**/akun/")
    add_passkey(device, city, "Telepon Siti")
    assert_accessible(device)
    device.context.clear_cookies()
    device.goto(f"{city.address}{reverse('public:sign_in')}")
    assert_accessible(device)
    device.locator("form.passkey button").focus()
    device.keyboard.press("Enter")
    device.wait_for_url("**/akun/")
    kept = Passkey.objects.get()
    assert (kept.account, kept.name, kept.used_at is not None) == (siti.person.account, "Telepon Siti", True)
    device.goto(f"{city.address}{reverse('public:security')}")
    device.locator("summary", has_text="Telepon Siti").press("Enter")
    device.locator(f"#name-{kept.pk}").fill("Telepon lama")
    device.locator(f"#name-{kept.pk}").press("Enter")
    expect(device.locator("main .rows").first).to_contain_text("Telepon lama")
    device.locator("summary", has_text="Telepon lama").press("Enter")
    assert_accessible(device)
    device.locator(f"form[action*='kunci/{kept.pk}/lepas'] button").press("Enter")
    expect(device.locator("main")).not_to_contain_text("Telepon lama")
    device.context.clear_cookies()
    device.goto(f"{city.address}{reverse('public:sign_in')}")
    device.locator("form.passkey button").press("Enter")
    expect(device.locator("form.passkey [role=status]")).not_to_be_empty()
    expect(device).to_have_url(f"{city.address}{reverse('public:sign_in')}")


def test_staff_with_a_passkey_need_it_after_the_password(device: Page, city: City) -> None:
    a_member_of_staff("budi", at_point=city.point)
    give_password(device, city, "budi")
    device.wait_for_url("**/desk/")
    add_passkey(device, city, "Laptop meja")
    device.context.clear_cookies()
    give_password(device, city, "budi")
    device.wait_for_url("**/masuk/kode/")
    assert_accessible(device)
    expect(device.locator("[name=code]")).to_have_count(0)
    device.goto(f"{city.address}{reverse('desk:start')}")
    device.wait_for_url("**/desk/masuk/**")
    assert_accessible(device)
    device.locator("form.passkey button").press("Enter")
    device.wait_for_url(f"{city.address}{reverse('desk:start')}")

"""A member's phone with the network taken away: the card, the loans, and a page of our own for everything else."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes.actions import Kind, Mode
from pustakota.foundation import clock
from pustakota.sites.public import offline
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan
from tests.factories.people import PASSWORD, a_child
from tests.factories.programmes import a_programme, a_registration, an_occurrence
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey


@pytest.fixture
def phone(chromium: BrowserContext) -> Iterator[Page]:
    """A phone that was never here; scripts that fail fail the journey."""
    window = chromium.new_page()
    window.set_viewport_size(browser.PHONE)
    failures: list[str] = []
    window.on("pageerror", lambda error: failures.append(str(error)))
    yield window
    assert failures == []


@pytest.fixture
def reader(city: City) -> Patron:
    """A mother with a loan and a child."""
    mother = city.member("Siti Aminah")
    a_child(guardian=mother, name="Bima")
    a_loan(item=an_item(record=a_record("Laskar Pelangi"), at_point=city.point), patron=mother, at=clock.now())
    return mother


def sign_in(phone: Page, city: City, card_number: str) -> None:
    phone.goto(f"{city.address}/en/akun/")
    phone.get_by_label("Card number or e-mail").fill(card_number)
    phone.get_by_label("Password", exact=True).fill(PASSWORD)
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[data-keep-switch]:not([hidden])")


def keep_here(phone: Page) -> None:
    phone.get_by_role("button", name="Keep on this device").press("Enter")
    phone.wait_for_selector("[data-keep-done]", state="attached")
    expect(phone.get_by_role("button", name="Do not keep them here")).to_be_focused()


def own_stores(phone: Page) -> list[str]:
    names: list[str] = phone.evaluate("caches.keys()")
    return [name for name in names if name.startswith("mine-")]


def take_the_network(phone: Page, city: City) -> None:
    """Away, truly: a page that nobody keeps does not come any more."""
    phone.context.set_offline(True)
    phone.goto(f"{city.address}/en/titik-layanan/")
    expect(phone.get_by_role("heading", name="No connection", level=1)).to_be_visible()


def test_card_and_loans_are_read_without_a_network_and_say_when(phone: Page, city: City, reader: Patron) -> None:
    sign_in(phone, city, reader.card_number)
    assert own_stores(phone) == []
    assert_accessible(phone)
    keep_here(phone)
    assert_accessible(phone)
    take_the_network(phone, city)
    assert_accessible(phone)
    expect(phone.get_by_role("link", name="My account").first).to_be_visible()

    phone.get_by_role("link", name="My card").press("Enter")
    expect(phone.locator(".code-plate svg").first).to_be_visible()
    expect(phone.locator(".member-card")).to_have_count(2)
    expect(phone.get_by_text(reader.card_number).first).to_be_visible()
    read_on = phone.locator("[data-kept]")
    expect(read_on).to_contain_text(
        re.compile(r"This page was read on \w+, \d+ \w+, at \d\d:\d\d\..*\(this minute\)", re.DOTALL)
    )
    assert_accessible(phone)

    phone.goto(f"{city.address}/en/akun/?untuk=1")
    expect(phone.get_by_role("link", name="Laskar Pelangi")).to_be_visible()
    expect(phone.get_by_role("button", name="Renew Laskar Pelangi")).to_be_disabled()
    covers = "[...document.querySelectorAll('.thing-cover img')].every(one => one.complete && one.naturalWidth > 0)"
    assert phone.evaluate(covers)
    assert_accessible(phone)
    phone.goto(f"{city.address}/akun/kartu/")
    expect(phone.get_by_text(reader.card_number).first).to_be_visible()

    phone.context.set_offline(False)
    phone.get_by_role("link", name="Try again").press("Enter")
    expect(phone.locator("[data-kept]")).to_be_hidden()


def test_signing_out_takes_everything_from_the_phone(phone: Page, city: City, reader: Patron) -> None:
    sign_in(phone, city, reader.card_number)
    keep_here(phone)
    assert len(own_stores(phone)) == 1
    phone.goto(f"{city.address}/en/akun/")
    phone.get_by_role("button", name="Sign out").press("Enter")
    phone.wait_for_url(f"{city.address}/en/")
    assert own_stores(phone) == []
    take_the_network(phone, city)
    phone.goto(f"{city.address}/en/akun/kartu/")
    expect(phone.get_by_role("heading", name="No connection", level=1)).to_be_visible()
    assert reader.card_number not in phone.content()
    expect(phone.locator("[data-kept-list] a")).to_have_text(["What is on in the next weeks"])


def test_nothing_is_left_of_whoever_was_signed_in_before(phone: Page, city: City, reader: Patron) -> None:
    """The session ended without signing out, and somebody else comes."""
    sign_in(phone, city, reader.card_number)
    keep_here(phone)
    before = own_stores(phone)
    phone.context.clear_cookies()
    other = city.member("Budi Santoso")
    phone.goto(f"{city.address}/en/")
    phone.wait_for_function("async () => (await caches.keys()).every(name => !name.startsWith('mine-'))")
    sign_in(phone, city, other.card_number)
    assert own_stores(phone) == []
    keep_here(phone)
    assert own_stores(phone) not in ([], before)
    take_the_network(phone, city)
    phone.goto(f"{city.address}/en/akun/kartu/")
    expect(phone.get_by_text(other.card_number).first).to_be_visible()
    assert reader.card_number not in phone.content()


def test_keeping_ends_when_the_member_says_so(phone: Page, city: City, reader: Patron) -> None:
    sign_in(phone, city, reader.card_number)
    keep_here(phone)
    phone.get_by_role("button", name="Do not keep them here").press("Enter")
    expect(phone.get_by_role("button", name="Keep on this device")).to_be_focused()
    assert own_stores(phone) == []


def test_a_form_without_a_network_is_answered_by_a_page_of_our_own(phone: Page, city: City, reader: Patron) -> None:
    sign_in(phone, city, reader.card_number)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Renew Laskar Pelangi").press("Enter")
    expect(phone.get_by_text("nothing was sent")).to_be_visible()
    expect(phone.get_by_role("link", name="Try again")).to_be_visible()


def test_a_newer_version_waits_and_offers_itself(
    phone: Page, city: City, reader: Patron, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(phone, city, reader.card_number)
    phone.goto(f"{city.address}/en/cari?q=")
    phone.locator("input[type=search]").first.fill("masih mengetik")
    now = offline.worker
    monkeypatch.setattr("pustakota.sites.public.views.offline.worker", lambda request: now(request) + "// newer\n")
    phone.evaluate("window.same = true")
    in_an_hour = "await fetch('/service-worker.js', {cache: 'reload'})"
    phone.evaluate(f"async () => {{ {in_an_hour}; await (await navigator.serviceWorker.ready).update(); }}")
    expect(phone.get_by_role("complementary", name="New version")).to_be_visible()
    assert_accessible(phone)
    assert phone.evaluate("window.same")
    expect(phone.locator("input[type=search]").first).to_have_value("masih mengetik")
    phone.get_by_role("button", name="Load it now").press("Enter")
    phone.wait_for_function("window.same === undefined")
    expect(phone.get_by_role("complementary", name="New version")).to_be_hidden()


def test_the_installed_program_keeps_them_by_itself(chromium: BrowserContext, city: City, reader: Patron) -> None:
    chromium.add_init_script("""
        const real = window.matchMedia.bind(window);
        window.matchMedia = (asked) => asked === "(display-mode: standalone)" ? { matches: true } : real(asked);
    """)
    phone = chromium.new_page()
    sign_in(phone, city, reader.card_number)
    phone.wait_for_selector("[data-keep-done]", state="attached")
    phone.goto(f"{city.address}/en/")
    chromium.set_offline(True)
    phone.goto(f"{city.address}/en/")
    phone.get_by_role("link", name="My card").press("Enter")
    expect(phone.get_by_text(reader.card_number).first).to_be_visible()


def test_events_are_read_without_a_network_with_the_ticket_to_show(phone: Page, city: City, reader: Patron) -> None:
    next_week = clock.now() + timedelta(days=7)
    story = a_programme(title="Dongeng Sabtu", kind=Kind.STORY_TIME, at_point=city.point)
    seat = a_registration(an_occurrence(story, starts_at=next_week), patron=reader, at=clock.now())
    open_to_all = a_programme(title="Bedah Buku", at_point=city.point, registration=Mode.NONE)
    an_occurrence(open_to_all, starts_at=next_week)
    sign_in(phone, city, reader.card_number)
    keep_here(phone)
    take_the_network(phone, city)

    phone.get_by_role("link", name="My events").first.press("Enter")
    expect(phone.get_by_role("heading", name="My events", level=1)).to_be_visible()
    expect(phone.locator("[data-kept]")).to_contain_text("This page was read on")
    expect(phone.get_by_role("button", name="Cancel")).to_be_disabled()
    assert_accessible(phone)
    phone.get_by_role("link", name="Ticket").press("Enter")
    phone.wait_for_url(f"**/kegiatan/pendaftaran/{seat.code}/")
    expect(phone.locator(".ticket svg")).to_be_visible()
    expect(phone.locator("[data-kept]")).to_contain_text("This page was read on")
    assert_accessible(phone)

    phone.goto(f"{city.address}/en/kegiatan/?tampilan=bulan")
    expect(phone.get_by_role("heading", name="What is on in the next weeks", level=1)).to_be_visible()
    expect(phone.get_by_role("link", name="Bedah Buku")).to_be_visible()
    expect(phone.locator("[data-kept]")).to_contain_text("This page was read on")
    assert_accessible(phone)
    phone.clock.set_fixed_time(next_week + timedelta(days=1))
    phone.goto(f"{city.address}/en/kegiatan/")
    expect(phone.get_by_role("link", name="Bedah Buku")).to_be_hidden()


def test_who_looked_at_the_calendar_can_read_it_without_a_network_and_without_an_account(
    phone: Page, city: City
) -> None:
    an_occurrence(a_programme(title="Bedah Buku", at_point=city.point), starts_at=clock.now() + timedelta(days=7))
    phone.goto(f"{city.address}/en/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for_function("navigator.serviceWorker.controller !== null")
    phone.goto(f"{city.address}/en/kegiatan/")
    phone.wait_for_function("caches.match('/en/luring/kegiatan/').then(Boolean)")
    take_the_network(phone, city)
    phone.get_by_role("link", name="What is on in the next weeks").press("Enter")
    expect(phone.get_by_role("link", name="Bedah Buku")).to_be_visible()
    assert own_stores(phone) == []

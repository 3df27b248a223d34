"""A phone at the door with the network taken away: scanning, counting, undoing, and everything sent afterwards."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pustakota.contexts.people import actions as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.models import Kind, Mode, Occurrence, Registration
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.programmes import a_programme
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey


@pytest.fixture
def phone(chromium: BrowserContext) -> Iterator[Page]:
    """A phone; scripts that fail fail the journey."""
    window = chromium.new_page()
    window.set_viewport_size(browser.PHONE)
    failures: list[str] = []
    window.on("pageerror", lambda error: failures.append(str(error)))
    yield window
    assert failures == []


def an_event_now(city: City, title: str, **given: object) -> Occurrence:
    programme = a_programme(at_point=city.point, title=title, **given)  # type: ignore[arg-type]
    return actions.plan(
        programme=programme, starts_at=clock.now() - timedelta(minutes=5), capacity=8, by=SYSTEM, at=clock.now()
    )


def pair(phone: Page, city: City) -> None:
    added = people.add_device(
        name="Ponsel pintu", kind=DeviceKind.PHONE, at_point=city.point, by=SYSTEM, at=clock.now()
    )
    phone.goto(f"{city.address}/en/lapangan/")
    expect(phone.get_by_role("heading", name="Pair this phone")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_label("Code from the desk").fill(added.code)
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[data-field][data-kept]", state="attached")


def scan(phone: Page, text: str) -> None:
    """As the camera does it: the text comes into the field, and the form is sent."""
    phone.get_by_label("Ticket or card number").fill(text)
    phone.keyboard.press("Enter")


def test_a_class_is_let_in_without_a_network_and_sent_afterwards(phone: Page, city: City) -> None:
    """Green, amber and red; undone; a walk-in; children counted; nothing lost, nothing twice."""
    first, second = city.member("Siti Aminah", card_number="A0113"), city.member("Budi Santoso", card_number="A0114")
    stranger = city.member("Wayan Sudra", card_number="A0115")
    event = an_event_now(city, "Kelas Koding")
    one, two = (
        actions.register(occurrence=event, person=each.person, by=SYSTEM, at=clock.now()) for each in (first, second)
    )
    ticket = queries.admission_of(one, at=clock.now())
    pair(phone, city)
    assert_accessible(phone)
    phone.get_by_role("button", name=re.compile("Kelas Koding")).press("Enter")
    expect(phone.get_by_role("heading", name="Kelas Koding")).to_be_focused()

    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="Kelas Koding")).to_be_visible()
    word = phone.locator("[data-word]")
    scan(phone, ticket)
    expect(word).to_have_text("Here: Siti A.")
    scan(phone, ticket)
    expect(word).to_contain_text("Noted before as here: Siti A.")
    scan(phone, ticket[:-6] + "AAAAAA")
    expect(word).to_have_text("This is not a ticket of this library.")
    assert_accessible(phone)
    scan(phone, "A0114")
    expect(word).to_have_text("Here: Budi S.")
    phone.get_by_role("button", name="Undo Budi S.").first.press("Enter")
    expect(word).to_have_text("Undone: Budi S.")
    scan(phone, "a0115")
    expect(word).to_have_text("This card is not registered for this event.")
    phone.get_by_role("button", name="Let in all the same").press("Enter")
    expect(word).to_have_text("Here: Card A0115")
    for _ in range(3):
        phone.get_by_role("button", name="One more: Children").press("Enter")
    expect(phone.locator("[data-line]")).to_contain_text("here 5 of 8")
    expect(phone.get_by_text("Not sent yet: 5")).to_be_visible()
    assert_accessible(phone)
    phone.reload()
    expect(phone.locator("[data-line]")).to_contain_text("here 5 of 8")
    assert queries.heads(event) == 0

    phone.context.set_offline(False)
    phone.get_by_role("button", name="Send now").press("Enter")
    expect(phone.get_by_text("Everything is sent.")).to_be_visible()
    expect(phone.locator("[data-line]")).to_contain_text("here 5 of 8")
    found = {row.person_id: row.status for row in Registration.objects.all()}
    assert found == {first.person_id: "attended", second.person_id: "confirmed", stranger.person_id: "attended"}
    assert two.pk in [row.pk for row in queries.registrations_of(event)]
    assert queries.heads(event) == 5
    kept = phone.evaluate(
        """() => new Promise(resolve => {
            const asked = indexedDB.open("pustakota-field");
            asked.onsuccess = () => {
                const rows = asked.result.transaction("entries").objectStore("entries").getAll();
                rows.onsuccess = () => resolve(JSON.stringify(rows.result));
            };
        })"""
    )
    assert "A0115" not in kept
    assert "Siti" not in kept


def test_what_the_library_refuses_stays_on_the_phone_with_its_reason(phone: Page, city: City) -> None:
    city.member("Siti Aminah", card_number="A0113")
    event = an_event_now(city, "Bedah Buku")
    pair(phone, city)
    phone.get_by_role("button", name=re.compile("Bedah Buku")).press("Enter")
    phone.context.set_offline(True)
    scan(phone, "Z9999")
    phone.get_by_role("button", name="Let in all the same").press("Enter")
    expect(phone.get_by_text("Not sent yet: 1")).to_be_visible()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Send now").press("Enter")
    expect(phone.get_by_role("heading", name="Refused")).to_be_visible()
    expect(phone.get_by_text("No card has the number Z9999.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("No card has the number Z9999.")).to_be_visible()
    assert_accessible(phone)
    assert queries.heads(event) == 0


def test_a_circle_without_names_is_only_counted(phone: Page, city: City) -> None:
    event = an_event_now(city, "Lingkar Sehat Jiwa", is_nameless=True, registration=Mode.NONE, kind=Kind.WELLBEING)
    pair(phone, city)
    phone.get_by_role("button", name=re.compile("Lingkar Sehat Jiwa")).press("Enter")
    expect(phone.get_by_label("Ticket or card number")).to_be_hidden()
    for _ in range(2):
        phone.get_by_role("button", name="One more: Adults").press("Enter")
    assert_accessible(phone)
    expect(phone.get_by_text("Everything is sent.")).to_be_visible()
    expect(phone.locator("[data-tally] output[name=adult]")).to_have_text("2")
    phone.wait_for_timeout(3500)
    assert queries.heads(event) == 2
    assert not Registration.objects.exists()

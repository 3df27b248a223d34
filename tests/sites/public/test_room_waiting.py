"""Waiting for a room that is taken, coming to one's own, and bookings in one's own calendar."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.models import CalendarAddress, Resource, Waiting
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW, at_clock
from tests.factories.people import a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span

pytestmark = pytest.mark.django_db
DAY = "?tanggal=2026-03-03"


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def siti() -> Patron:
    return a_patron(name="Siti Aminah")


@pytest.fixture
def member(siti: Patron) -> Client:
    client = Client()
    assert siti.person.account
    client.force_login(siti.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def room() -> Resource:
    return a_room(name="Ruang Diskusi")


def waiting_words() -> dict[str, str]:
    return {"mulai": a_span().start.isoformat(), "selesai": a_span().end.isoformat()}


def test_a_member_waits_for_a_taken_time_is_offered_it_and_takes_it(
    member: Client, room: Resource, siti: Patron
) -> None:
    taken = a_booking(room)
    page = member.get(reverse("public:room", args=[room.pk]) + DAY).text
    assert "Wait for 09:00–10:00" in page
    answer = member.post(reverse("public:wait_for_room", args=[room.pk]), waiting_words(), follow=True)
    assert "You are asked when that time becomes free." in answer.text
    actions.cancel(booking=taken, by=SYSTEM, at=NOW)
    actions.settle_waiting(at=NOW)
    row = Waiting.objects.get()
    page = member.get(reverse("public:my_bookings")).text
    assert "It is free: take it by" in page
    answer = member.post(reverse("public:take_offer", args=[row.code]), follow=True)
    assert "Booked. See you then!" in answer.text
    assert siti.person_id == room.bookings.get(state="confirmed").person_id


def test_what_is_free_cannot_be_waited_for_and_words_that_are_no_time_are_nothing(
    member: Client, room: Resource
) -> None:
    address = reverse("public:wait_for_room", args=[room.pk])
    assert "That time is free: book it." in member.post(address, waiting_words(), follow=True).text
    assert member.post(address, {"mulai": "besok", "selesai": "lusa"}).status_code == 404
    assert member.post(address, {"mulai": "2026-03-03T09:00", "selesai": "2026-03-03T10:00"}).status_code == 404


def test_nobody_takes_or_ends_another_s_waiting(member: Client, room: Resource) -> None:
    a_booking(room)
    row = actions.wait_for(resource=room, patron=a_patron(), span=a_span(), by=SYSTEM, at=NOW)
    for name in ("take_offer", "stop_waiting"):
        assert member.post(reverse(f"public:{name}", args=[row.code])).status_code == 404


def test_who_is_here_says_so_at_the_door_but_not_hours_before(
    member: Client, room: Resource, siti: Patron, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("public:arrive", args=[room.pk])
    assert "You have no booking here today" in member.get(address).text
    made = a_booking(room, patron=siti)
    monkeypatch.setattr(clock, "now", lambda: at_clock(TUESDAY, "08:29"))
    early = member.post(address)
    assert early.status_code == 409
    assert "30 minutes before" in early.text
    monkeypatch.setattr(clock, "now", lambda: at_clock(TUESDAY, "08:31"))
    assert "It is yours until 10:00" in member.post(address).text
    made.refresh_from_db()
    assert made.state == "checked_in"


def test_the_calendar_of_a_room_says_when_it_is_taken_and_never_by_whom(
    room: Resource, siti: Patron, client: Client
) -> None:
    half = a_room(part_of=room)
    a_booking(half, patron=siti)
    answer = client.get(reverse("public:room_calendar", args=[room.pk]))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "booked"
    assert event.decoded("DTSTART") == a_span().start
    assert "Siti" not in answer.text
    assert siti.card_number not in answer.text


def test_a_secret_address_shows_my_bookings_until_i_end_it(member: Client, siti: Patron, client: Client) -> None:
    made = a_booking(patron=siti)
    a_booking(patron=a_patron())
    member.post(reverse("public:calendar_address"), {"wish": "new"})
    first = reverse("public:my_calendar_file", args=[CalendarAddress.objects.get().secret])
    assert "webcal://" in member.get(reverse("public:my_bookings")).text
    (event,) = Calendar.from_ical(client.get(first).content).walk("VEVENT")
    assert str(event["UID"]).startswith(f"booking-{made.code}@")
    actions.cancel(booking=made, by=SYSTEM, at=NOW)
    (gone,) = Calendar.from_ical(client.get(first).content).walk("VEVENT")
    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", 1)
    member.post(reverse("public:calendar_address"), {"wish": "new"})
    assert client.get(first).status_code == 404
    second = reverse("public:my_calendar_file", args=[CalendarAddress.objects.get().secret])
    member.post(reverse("public:calendar_address"), {"wish": "end"})
    assert client.get(second).status_code == 404


def test_a_door_shows_now_and_next_without_a_name(
    room: Resource, siti: Patron, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("public:door", args=[room.pk])
    a_booking(room, patron=siti)
    monkeypatch.setattr(clock, "now", lambda: at_clock(TUESDAY, "08:30"))
    free = client.get(address).text
    assert "Free" in free
    assert "until 09:00" in free
    monkeypatch.setattr(clock, "now", lambda: at_clock(TUESDAY, "09:05"))
    taken = client.get(address).text
    assert "Booked" in taken
    assert "09:00–10:00" in taken
    assert "Siti" not in taken
    monkeypatch.setattr(clock, "now", lambda: at_clock(TUESDAY, "22:00"))
    assert "Closed now" in client.get(address).text

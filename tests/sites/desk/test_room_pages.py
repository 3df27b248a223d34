"""The day sheet: booking for others, answering, closing for a time."""

import re

from django.test import Client

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Booking, Claim
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import a_booking, a_room, a_span

SHEET = "/en/desk/ruang/"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_day_sheet_says_who_has_what(librarian: Client, point: ServicePoint) -> None:
    a_booking(a_room(at_point=point, name="Ruang Diskusi"), patron=a_patron(name="Sari Dewi"))
    said = words(librarian, f"{SHEET}?tanggal=2026-03-03")
    assert "Ruang Diskusi" in said
    assert "09:00–10:00 Sari Dewi" in said
    assert "Nothing booked." in words(librarian, SHEET)


def test_staff_book_for_a_member_and_for_the_library(librarian: Client, point: ServicePoint) -> None:
    room, patron = a_room(at_point=point), a_patron()
    given = {"start": "2026-03-03T09:00", "end": "2026-03-03T10:00", "purpose": "Rapat"}
    assert librarian.post(f"{SHEET}{room.pk}/", given | {"card": patron.card_number}).status_code == 302
    assert Booking.objects.get().span == a_span()
    refused = librarian.post(f"{SHEET}{room.pk}/", given | {"card": ""})
    assert (refused.status_code, "Somebody else has that time." in refused.content.decode()) == (422, True)
    unknown = librarian.post(f"{SHEET}{room.pk}/", given | {"card": "X-1"})
    assert "No card has the number X-1." in unknown.content.decode()


def test_a_request_is_answered_and_somebody_who_came_is_noted(librarian: Client, point: ServicePoint) -> None:
    room = a_room(at_point=point, mode=Mode.APPROVAL)
    first, second = (
        actions.book(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
        for patron in (a_patron(), a_patron())
    )
    page = f"{SHEET}pesanan/{first.code}/"
    assert "They are declined when this one is approved." in words(librarian, page)
    assert librarian.post(f"{SHEET}pesanan/{second.code}/", {"wish": "deny", "because": ""}).status_code == 422
    assert librarian.post(page, {"wish": "approve"}).status_code == 302
    assert librarian.post(page, {"wish": "came"}).status_code == 302
    assert set(Booking.objects.values_list("state", flat=True)) == {"checked_in", "denied"}


def test_the_library_takes_a_time_for_itself_and_gives_it_back(librarian: Client, point: ServicePoint) -> None:
    room = a_room(at_point=point)
    given = {"start": "2026-03-03T06:00", "end": "2026-03-03T12:00", "purpose": "Pengecatan", "card": ""}
    without = librarian.post(f"{SHEET}{room.pk}/", given | {"purpose": ""})
    assert (without.status_code, "write what for" in without.content.decode()) == (422, True)
    assert librarian.post(f"{SHEET}{room.pk}/", given).status_code == 302
    assert "06:00–12:00 the library's own use Pengecatan" in words(librarian, f"{SHEET}?tanggal=2026-03-03")
    page = f"{SHEET}pesanan/{Booking.objects.get().code}/"
    assert librarian.post(page, {"wish": "cancel"}).status_code == 302
    assert not Claim.objects.exists()

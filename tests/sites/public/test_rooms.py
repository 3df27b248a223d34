"""Rooms on the site and for machines: what is free, booking, and giving back."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from pustakota.contexts.forms import actions as forms
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Booking, Resource
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_picture_of, a_room, a_span

pytestmark = pytest.mark.django_db


def signed_in(patron: Patron) -> Client:
    client = Client()
    assert patron.person.account
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def times(room: Resource) -> dict[str, str]:
    return {"mulai": a_span().start.isoformat(), "lama": "60", "untuk": "1"}


def test_while_nothing_can_be_booked_the_page_says_where_to_ask(visitor: Client) -> None:
    assert "Rooms cannot be booked here yet" in words(visitor.get("/en/ruang/"))


def test_a_visitor_sees_what_is_free_and_signs_in_to_book(visitor: Client) -> None:
    room = a_room(name="Ruang Diskusi")
    a_booking(room)
    assert "Ruang Diskusi" in words(visitor.get("/en/ruang/"))
    page = words(visitor.get(f"/en/ruang/{room.pk}/?tanggal={TUESDAY}"))
    assert "08:00 free until 09:00 08:30 too short 09:00 not free 09:30 not free 10:00 free until 13:00" in page
    assert "Sign in to book" in page
    assert visitor.post(f"/en/ruang/{room.pk}/pesan/", times(room)).status_code == 302
    assert Booking.objects.count() == 1


def test_a_day_without_opening_is_closed_and_not_full(visitor: Client) -> None:
    room = a_room(at_point=a_point(open_on=[0]))
    page = words(visitor.get(f"/en/ruang/{room.pk}/?tanggal={TUESDAY}"))
    assert "Tuesday, 3 March closed" in page
    assert "The service point is closed that day" in page
    assert "none free" not in page


def test_a_member_books_sees_it_and_gives_it_back(visitor: Client) -> None:
    del visitor
    room, member = a_room(name="Ruang Diskusi"), signed_in(a_patron())
    page = member.post(f"/en/ruang/{room.pk}/pesan/", times(room), follow=True)
    assert "Booked. See you then!" in words(page)
    assert "Ruang Diskusi" in words(page)
    again = signed_in(a_patron()).post(f"/en/ruang/{room.pk}/pesan/", times(room))
    assert (again.status_code, "Somebody else has that time." in words(again)) == (409, True)
    code = Booking.objects.get().code
    assert signed_in(a_patron()).post(f"/en/akun/ruang/{code}/batal/").status_code == 404
    gone = words(member.post(f"/en/akun/ruang/{code}/batal/", follow=True))
    assert "Somebody else can have that time now." in gone
    assert "Lately Ruang Diskusi · Tuesday, 3 March, 09:00–10:00 cancelled" in gone


@pytest.mark.parametrize("wrong", [{"mulai": "besok"}, {"mulai": "2026-03-03T09:00"}, {"lama": "61"}, {"untuk": "9"}])
def test_what_no_button_sends_leads_nowhere(visitor: Client, wrong: dict[str, str]) -> None:
    del visitor
    room = a_room()
    assert signed_in(a_patron()).post(f"/en/ruang/{room.pk}/pesan/", times(room) | wrong).status_code == 404


def test_a_request_is_sent_with_all_that_the_library_asks_and_the_layout_that_fits(visitor: Client) -> None:
    del visitor
    version = forms.begin(title="Pemakaian aula", by=SYSTEM, at=NOW)
    room = a_room(name="Aula", mode=Mode.APPROVAL, form=version.form)
    rows = actions.keep_layout(resource=room, name="Bioskop", shape="rows", seats=60, before=30, by=SYSTEM, at=NOW)
    member, given = signed_in(a_patron()), times(room) | {"orang": "40", "tujuan": "Rapat warga"}
    page = words(member.get(f"/en/ruang/{room.pk}/?tanggal={TUESDAY}&orang=40"))
    assert "Free times with “Bioskop”" in page
    assert member.post(f"/en/ruang/{room.pk}/pesan/", given).status_code == 422
    asked = given | {"tanya-message": "Terbuka untuk semua warga"}
    assert "Asked." in words(member.post(f"/en/ruang/{room.pk}/pesan/", asked, follow=True))
    made = Booking.objects.get()
    assert (made.people, made.layout, made.purpose, made.form_version) == (40, rows, "Rapat warga", version)
    assert made.answers == [["message", "Your message", "Terbuka untuk semua warga"]]
    wrong = asked | {"orang": "banyak"}
    assert member.post(f"/en/ruang/{room.pk}/pesan/", wrong).status_code == 422


def test_a_booking_is_given_another_time_or_all_that_stands_in_the_way(visitor: Client) -> None:
    room, patron = a_room(name="Ruang Diskusi"), a_patron()
    booking, member = a_booking(room, patron=patron), signed_in(patron)
    a_booking(room, span=a_span("13:00", "14:00"))
    address = f"/en/akun/ruang/{booking.code}/ubah/"
    assert "09:00 free until 12:00" in words(member.get(address))
    refused = member.post(address, {"mulai": a_span("12:00", "13:00").start.isoformat(), "lama": "120"})
    assert (refused.status_code, "Somebody else has that time." in words(refused)) == (409, True)
    page = words(member.post(address, {"mulai": a_span("10:00").start.isoformat(), "lama": "120"}, follow=True))
    assert "Moved. See you then!" in page
    booking.refresh_from_db()
    assert booking.span == a_span("10:00", "12:00")
    assert signed_in(a_patron()).get(address).status_code == 404


def test_rooms_are_found_by_place_kind_people_and_access(visitor: Client) -> None:
    point = a_point(name="Batu")
    step_free = a_room(at_point=point, name="Ruang Landai", access=("step_free", "toilet"), seats=6)
    a_room(at_point=point, name="Loteng", seats=40)
    page = words(visitor.get("/en/ruang/?akses=step_free&akses=toilet&orang=5"))
    assert "Ruang Landai" in page
    assert "without steps" in page
    assert "Loteng" not in page
    assert "Nothing fits all of that" in words(visitor.get("/en/ruang/?akses=lift"))
    assert "Loteng" in words(visitor.get(f"/en/ruang/?titik={point.pk}&jenis=room&orang=30"))
    shown = words(visitor.get(f"/en/ruang/{step_free.pk}/"))
    assert "accessible toilet nearby" in shown
    assert "A booking lasts from 1 hour to 3 hours." in shown


def test_a_photo_is_shown_to_everybody(visitor: Client) -> None:
    picture = a_picture_of(a_room())
    answer = visitor.get(f"/ruang/foto/{picture.code}.jpg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert visitor.get("/ruang/foto/tidak-ada.jpg").status_code == 404


def ask(client: Client, path: str, body: object = None, *, patron: Patron | None = None) -> tuple[int, Any]:
    headers = {}
    if patron is not None:
        assert patron.person.account
        headers = {"Authorization": f"Bearer {people.issue_token(account=patron.person.account, at=NOW)}"}
    if body is None:
        answer = client.get(f"/api/v1{path}", headers=headers)
    else:
        answer = client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def test_machines_read_what_is_free_and_book_it_once(visitor: Client) -> None:
    point = a_point()
    room, member = a_room(at_point=point, name="Ruang Diskusi"), a_patron()
    a_room(at_point=point, name="Zamrud", mode=Mode.APPROVAL)
    status, found = ask(visitor, "/resources")
    assert (status, [each["mode"] for each in found]) == (200, ["instant", "approval"])
    assert found[0] == {
        "id": room.pk, "name": "Ruang Diskusi", "kind": "room", "mode": "instant", "service_point_id": point.pk
    }  # fmt: skip
    status, slots = ask(visitor, f"/resources/{room.pk}/slots?on={TUESDAY}")
    assert (status, len(slots)) == (200, 8)
    status, made = ask(visitor, f"/resources/{room.pk}/bookings", slots[0], patron=member)
    assert (status, made["status"]) == (201, "confirmed")
    status, refused = ask(visitor, f"/resources/{room.pk}/bookings", slots[0], patron=a_patron())
    assert (status, [reason["code"] for reason in refused["reasons"]]) == (409, ["taken"])
    assert ask(visitor, f"/resources/{room.pk}/slots?on={TUESDAY}")[1] == slots[1:]
    assert ask(visitor, f"/resources/{room.pk}/bookings", slots[1])[0] == 401
    assert ask(visitor, f"/resources/{room.pk + 99}/slots")[0] == 404
    assert ask(visitor, f"/resources/{room.pk}/bookings", {"start": "2026-03-03T09:00"}, patron=member)[0] == 422


def test_every_slot_that_is_offered_can_be_booked(visitor: Client) -> None:
    room = a_room(most_open=None)
    _status, slots = ask(visitor, f"/resources/{room.pk}/slots?on={TUESDAY}")
    for slot in slots:
        assert ask(visitor, f"/resources/{room.pk}/bookings", slot, patron=a_patron())[0] == 201
    assert ask(visitor, f"/resources/{room.pk}/slots?on={TUESDAY}")[1] == []

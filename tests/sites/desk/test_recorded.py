"""Whoever booked a studio names people; they answer by a link, and the desk ticks papers."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces.models import Booking, Recorded
from tests.factories.people import a_patron
from tests.factories.spaces import a_booking, a_room, a_span
from tests.sites.desk.conftest import signed_in as staff_signed_in
from tests.sites.public.test_prints import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(point: ServicePoint) -> Booking:
    """A studio that a member has tomorrow at nine."""
    return a_booking(a_room(at_point=point, name="Studio", records_people=True), patron=a_patron())


def test_a_member_names_people_and_each_answers_without_signing_in(session: Booking) -> None:
    visitor = Client()
    assert session.person is not None
    mine = signed_in(session.person.patron)
    page = reverse("public:recorded_people", args=[session.code])
    assert mine.post(page, {"name": ""}).status_code == 422
    mine.post(page, {"name": "Rara", "is_child": "on"})
    row = Recorded.objects.get()
    assert f"/rekaman/{row.code}/" in mine.get(page).content.decode()
    link = reverse("public:recording_consent", args=[row.code])
    assert "Rara" in visitor.get(link).content.decode()
    row.refresh_from_db()
    assert row.answer == "open"
    assert visitor.post(link, {"wish": "agree"}).status_code == 422
    assert visitor.post(link, {"wish": "agree", "guardian": "Ibu Sari"}).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.guardian, row.how) == ("agreed", "Ibu Sari", "link")
    assert visitor.get(reverse("public:recording_consent", args=["tidak-ada"])).status_code == 404
    assert signed_in(a_patron()).get(page).status_code == 404


def test_the_desk_begins_nothing_before_all_agreed_and_ticks_papers(session: Booking, librarian: Client) -> None:
    booking = reverse("desk:booking", args=[session.code])
    refused = librarian.post(booking, {"wish": "came"})
    assert (refused.status_code, "Name first who is recorded" in refused.content.decode()) == (422, True)
    page = reverse("desk:recorded", args=[session.code])
    librarian.post(page, {"name": "Bayu"})
    librarian.post(page, {"name": "Rara"})
    bayu, rara = Recorded.objects.order_by("pk")
    librarian.post(page, {"drop": rara.code})
    said = librarian.post(booking, {"wish": "came"}).content.decode()
    assert re.search(r"Still missing: Bayu", said)
    assert librarian.post(page, {"paper": bayu.code}).status_code == 302
    assert librarian.post(booking, {"wish": "came"}).status_code == 302
    session.refresh_from_db()
    assert session.state == "checked_in"


def test_the_words_are_versions_that_all_points_share(librarian: Client, point: ServicePoint) -> None:
    page = reverse("desk:recording_text")
    assert librarian.post(page, {"words": "Saya setuju."}).status_code == 403
    librarian = staff_signed_in("pustakawan", None, station=point)
    assert librarian.post(page, {"words": " "}).status_code == 422
    assert librarian.post(page, {"words": "Saya setuju."}).status_code == 302
    assert "Saya setuju." in librarian.get(page).content.decode()


def test_staff_book_a_studio_with_its_technician_all_or_nothing(librarian: Client, point: ServicePoint) -> None:
    studio, technician = a_room(at_point=point), a_room(at_point=point)
    technician.kind = "staff"
    technician.save(update_fields=["kind"])
    given = {"start": "2026-03-03T09:00", "end": "2026-03-03T10:00", "along": [technician.pk], "purpose": "Podkas"}
    assert librarian.post(f"/en/desk/ruang/{studio.pk}/", given).status_code == 302
    assert Booking.objects.get().claims.count() == 2
    a_booking(technician, span=a_span("11:00", "12:00"))
    later = given | {"start": "2026-03-03T11:00", "end": "2026-03-03T12:00"}
    assert librarian.post(f"/en/desk/ruang/{studio.pk}/", later).status_code == 422
    assert Booking.objects.count() == 2


def test_the_desk_says_where_people_are_recorded(librarian: Client, point: ServicePoint) -> None:
    studio = a_room(at_point=point, name="Studio")
    given = {
        "name": "Studio",
        "kind": "studio",
        "policy": studio.policy_id,
        "mode": "instant",
        "is_active": "on",
        "seats": 4,
    }
    page = reverse("desk:keep_resource", args=[studio.pk])
    assert "People are recorded here" in librarian.get(page).content.decode()
    assert librarian.post(page, given | {"records_people": "on"}).status_code == 302
    studio.refresh_from_db()
    assert (studio.records_people, studio.is_pool) == (True, False)

"""What can be booked, and on which terms: kept at the desk, with every change."""

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces import queries
from pustakota.contexts.spaces.models import Blackout, Layout, Policy, Resource
from tests.factories.spaces import TUESDAY, a_booking, a_picture_of, a_room, terms

pytestmark = pytest.mark.django_db
TERMS = {
    "name": "Ruang kecil", "step": 30, "shortest": 60, "longest": 180, "lead": 0, "window_days": 30, "before": 0,
    "after": 15, "cancel_until": 60, "release_after": 15, "remind_before": 1440, "most_open": 2, "gap": 0, "steps": 1,
    "answer_within": 3, "kuota-TOTAL_FORMS": 1, "kuota-INITIAL_FORMS": 0, "kuota-0-per": "week",
    "kuota-0-scope": "kind", "kuota-0-most_bookings": 2,
}  # fmt: skip


def test_a_room_is_added_changed_and_taken_out_of_service(librarian: Client, point: ServicePoint) -> None:
    policy = terms()
    given = {"name": "Ruang Diskusi", "kind": "room", "policy": policy.pk, "mode": "instant", "seats": 8}
    assert librarian.post(reverse("desk:new_resource"), given | {"access": ["step_free"]}).status_code == 302
    room = Resource.objects.get()
    assert (room.service_point, room.access) == (point, ["step_free"])
    assert b"Ruang Diskusi" in librarian.get(reverse("desk:keep_resources")).content
    refused = librarian.post(reverse("desk:new_resource"), given)
    assert refused.status_code == 422
    address = reverse("desk:keep_resource", args=[room.pk])
    assert librarian.post(address, given | {"seats": 10}).status_code == 302
    room.refresh_from_db()
    assert (room.seats, room.is_active) == (10, False)
    page = librarian.get(address).content.decode()
    assert "<del>8</del>" in page
    assert "<ins>10</ins>" in page


def test_terms_are_read_back_in_sentences_and_every_change_is_kept(librarian: Client) -> None:
    assert librarian.post(reverse("desk:new_terms"), TERMS).status_code == 302
    policy = Policy.objects.get(name="Ruang kecil")
    assert policy.quotas.get().most_bookings == 2
    address = reverse("desk:keep_terms", args=[policy.pk])
    assert queries.said_of(policy)[0] in librarian.get(address).content.decode()
    assert librarian.post(address, TERMS | {"longest": 240, "kuota-0-most_bookings": ""}).status_code == 302
    policy.refresh_from_db()
    assert (policy.longest, policy.quotas.count()) == (240, 0)
    assert "<ins>240</ins>" in librarian.get(address).content.decode()
    assert librarian.post(address, TERMS | {"longest": 30}).status_code == 422
    assert librarian.get(reverse("desk:every_terms")).status_code == 200


def test_a_layout_is_added_and_put_aside(librarian: Client, point: ServicePoint) -> None:
    room = a_room(at_point=point)
    new = reverse("desk:new_layout", args=[room.pk])
    given = {"name": "Bioskop", "shape": "rows", "seats": 60, "before": 30, "after": 30}
    assert librarian.post(new, given).status_code == 302
    assert librarian.post(new, given).status_code == 422
    layout = Layout.objects.get()
    assert librarian.post(reverse("desk:keep_layout", args=[room.pk, layout.pk]), given).status_code == 302
    assert queries.layouts(room) == []
    other = a_room(at_point=point)
    assert librarian.get(reverse("desk:keep_layout", args=[other.pk, layout.pk])).status_code == 404


def test_what_is_given_to_nobody_shows_the_bookings_that_stand_in_it(librarian: Client, point: ServicePoint) -> None:
    booking = a_booking(a_room(at_point=point))
    given = {
        "words": "Salat Jumat",
        "first_on": TUESDAY.isoformat(),
        "weekday": "1",
        "begins": "09:30",
        "ends": "11:00",
    }
    address = reverse("desk:blackouts")
    assert librarian.post(address, given).status_code == 302
    assert booking.code in librarian.get(address).content.decode()
    assert librarian.post(address, given | {"ends": ""}).status_code == 422
    row = Blackout.objects.get()
    assert row.weekday == 1
    assert librarian.post(reverse("desk:end_blackout", args=[row.pk])).status_code == 302
    assert queries.blackouts_ahead(point, TUESDAY) == []


def test_a_photo_is_removed(librarian: Client, point: ServicePoint) -> None:
    room = a_room(at_point=point)
    picture = a_picture_of(room)
    assert picture.code in librarian.get(reverse("desk:keep_resource", args=[room.pk])).content.decode()
    assert librarian.post(reverse("desk:drop_room_picture", args=[picture.code])).status_code == 302
    assert librarian.post(reverse("desk:add_room_picture", args=[room.pk]), {"words": "Meja"}).status_code == 422
    assert queries.pictures(room) == []

"""The pages on which equipment goes and comes back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pustakota.contexts.charges.models import Charge
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.models import Booking, HandOut, Resource
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.factories.spaces import a_photo, some_equipment

pytestmark = pytest.mark.django_db
DAY_SHEET = "desk:hand_outs"


def booked_now(camera: Resource, patron: Patron) -> Booking:
    """From now on for two hours."""
    span = Span(NOW, NOW + timedelta(hours=2))
    return actions.book(resource=camera, patron=patron, span=span, by=SYSTEM, at=NOW, purpose="Acara")


def test_a_card_leads_to_the_page_where_it_goes_and_comes_back(librarian: Client, point: ServicePoint) -> None:
    patron = a_patron()
    camera = some_equipment(at_point=point, equipment="Lensa\nTas")
    booking = booked_now(camera, patron)
    page = reverse("desk:hand_over", args=[booking.code])
    assert camera.name in librarian.get(reverse(DAY_SHEET)).text
    assert librarian.post(reverse(DAY_SHEET), {"code": patron.card_number}).headers["Location"] == page
    photo = SimpleUploadedFile("kamera.jpg", a_photo().read(), "image/jpeg")
    given = {"condition": "good", "words": "Gores kecil", "parts": ["Lensa", "Tas"], "photo": photo}
    assert librarian.post(page, given).status_code == 302
    row = HandOut.objects.get()
    assert (row.parts, row.out_words) == (["Lensa", "Tas"], "Gores kecil")
    assert "Gores kecil" in librarian.get(page).text
    assert librarian.get(reverse("desk:hand_out_photo", args=[row.out_photo])).headers["Content-Type"] == "image/jpeg"
    assert librarian.post(page, {"condition": "damaged", "parts": ["Lensa"]}).status_code == 302
    row.refresh_from_db()
    assert row.missing == ["Tas"]
    assert librarian.post(page, {"what": "Tas"}).status_code == 302
    assert Charge.objects.get().what == "Tas"
    assert librarian.get(page).text.count('<form method="post" novalidate') == 0


def test_a_refusal_stands_on_the_page_with_what_was_typed(librarian: Client, point: ServicePoint) -> None:
    patron = a_patron()
    booking = booked_now(some_equipment(at_point=point), patron)
    page = reverse("desk:hand_over", args=[booking.code])
    given = {"condition": "good", "words": "Tutup longgar", "photo": SimpleUploadedFile("a.jpg", b"bukan gambar")}
    answer = librarian.post(page, given)
    assert (answer.status_code, "Tutup longgar" in answer.text) == (422, True)
    assert not HandOut.objects.exists()
    assert librarian.post(page, {"condition": "baik"}).status_code == 422
    assert librarian.post(reverse(DAY_SHEET), {"code": "tidak-ada"}).status_code == 422


def test_another_unit_is_chosen_by_a_link_and_handed_out(librarian: Client, point: ServicePoint) -> None:
    patron = a_patron()
    pool = some_equipment(at_point=point, is_pool=True)
    some_equipment(part_of=pool, name="Kamera A")
    two = some_equipment(part_of=pool, name="Kamera B", equipment="Tutup lensa")
    booking = booked_now(pool, patron)
    page = reverse("desk:hand_over", args=[booking.code])
    assert "Tutup lensa" in librarian.get(f"{page}?unit={two.pk}").text
    librarian.post(page, {"condition": "good", "unit": two.pk, "parts": ["Tutup lensa"]})
    assert HandOut.objects.get().unit == two

"""The workshop at the desk: licences, prints and their material."""

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces import queries
from pustakota.contexts.spaces.models import LicenceKind
from pustakota.foundation import clock
from tests.factories.people import a_child, a_patron
from tests.factories.spaces import a_licence_kind, a_material, a_model, a_print_job, a_room

pytestmark = pytest.mark.django_db


def test_staff_word_a_licence_and_say_which_machines_want_it(librarian: Client, point: ServicePoint) -> None:
    printer, other = a_room(at_point=point), a_room(at_point=point)
    given = {"name": "Izin cetak 3D", "how": "Tiap Rabu pukul 10.", "valid_days": "365", "machines": [printer.pk]}
    assert librarian.post(reverse("desk:new_licence_kind"), given).status_code == 302
    printer.refresh_from_db()
    kind = LicenceKind.objects.get()
    assert (printer.licence, kind.needs_guardian) == (kind, False)
    assert librarian.post(reverse("desk:new_licence_kind"), given | {"link": "javascript:1"}).status_code == 422
    librarian.post(reverse("desk:edit_licence_kind", args=[kind.pk]), given | {"machines": [other.pk]})
    printer.refresh_from_db()
    other.refresh_from_db()
    assert (printer.licence, other.licence) == (None, kind)


def test_a_licence_is_given_by_card_and_to_a_child_once_a_guardian_agreed(
    librarian: Client, point: ServicePoint
) -> None:
    kind, patron = a_licence_kind(), a_patron(name="Siti Aminah")
    child = a_child(guardian=patron)
    address = reverse("desk:licence_kind", args=[kind.pk])
    assert librarian.post(address, {"card": "TIDAK-ADA"}).status_code == 422
    assert librarian.post(address, {"card": patron.card_number}).status_code == 302
    assert librarian.post(address, {"card": child.card_number}).status_code == 422
    assert librarian.post(address, {"card": child.card_number, "guardian_agrees": "on"}).status_code == 302
    assert "Siti Aminah" in librarian.get(address).content.decode()
    assert [row.holds for row in queries.holders_now(kind, at=clock.now())] == [True, True]


def test_a_print_is_answered_printed_and_handed_over(librarian: Client, point: ServicePoint) -> None:
    material = a_material(at_point=point, grams=520)
    job = a_print_job(material)
    page = reverse("desk:print_job", args=[job.code])
    model = librarian.get(reverse("desk:print_model", args=[job.code]))
    assert b"".join(model.streaming_content) == a_model()  # type: ignore[arg-type]
    assert librarian.post(page, {"wish": "approve"}).status_code == 422
    for given in (
        {"wish": "approve", "grams": "30", "minutes": "60"},
        {"wish": "start"},
        {"wish": "fail", "grams": "5", "because": "Lepas"},
        {"wish": "start"},
        {"wish": "finish", "grams": "31", "minutes": "66"},
    ):
        assert librarian.post(page, given).status_code == 302
    queue = librarian.get(reverse("desk:print_queue")).content.decode()
    assert ("484 g left" in queue, "ready to collect" in queue) == (True, True)
    assert librarian.post(page, {"wish": "hand_over"}).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.grams) == ("collected", 31)


def test_a_spool_is_noted_and_a_material_is_worded(librarian: Client, point: ServicePoint) -> None:
    new = {"name": "PETG", "low_grams": "300", "rupiah_per_gram": "400", "is_offered": "on"}
    assert librarian.post(reverse("desk:new_material"), new).status_code == 422
    assert librarian.post(reverse("desk:new_material"), new | {"rupiah_per_gram": ""}).status_code == 302
    row = queries.stock(point)[0]
    given = {"material": row.material.pk, "grams": "1000", "why": "received", "note": "Kiriman"}
    assert librarian.post(reverse("desk:materials"), given).status_code == 302
    assert queries.stock(point)[0].grams == 1000
    assert "Kiriman" in librarian.get(reverse("desk:material", args=[row.material.pk])).content.decode()

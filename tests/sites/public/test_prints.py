"""A member sends a model on the site, follows it and takes it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces.models import PrintJob
from tests.factories.people import a_child, a_patron
from tests.factories.spaces import a_material, a_model, a_print_job

pytestmark = pytest.mark.django_db


def signed_in(patron: Patron) -> Client:
    client = Client()
    assert patron.person.account
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def test_a_visitor_reads_what_can_be_printed_with_and_signs_in(visitor: Client) -> None:
    a_material(name="PLA merah")
    said = visitor.get("/en/ruang/cetak/").content.decode()
    assert ("PLA merah" in said, "Sign in to send a model" in said) == (True, True)


def test_a_member_sends_a_model_for_a_child_and_takes_it_back() -> None:
    mother, material = a_patron(), a_material()
    child = a_child(guardian=mother)
    client = signed_in(mother)
    given = {"material": material.pk, "whose": child.pk, "wish": "Merah"}
    bad = client.post(reverse("public:send_print"), given | {"model": SimpleUploadedFile("a.stl", b"bukan")})
    assert (bad.status_code, PrintJob.objects.count()) == (422, 0)
    sent = client.post(reverse("public:send_print"), given | {"model": SimpleUploadedFile("a.stl", a_model())})
    assert sent.status_code == 302
    job = PrintJob.objects.get()
    assert job.person_id == child.person_id
    assert "a.stl" in client.get(reverse("public:my_prints")).content.decode()
    assert client.post(reverse("public:withdraw_print", args=[job.code])).status_code == 302
    job.refresh_from_db()
    assert job.state == "withdrawn"


def test_the_print_of_somebody_else_is_not_there_and_cannot_be_chosen_for() -> None:
    client, stranger = signed_in(a_patron()), a_patron()
    job = a_print_job(patron=stranger)
    assert client.post(reverse("public:withdraw_print", args=[job.code])).status_code == 404
    given = {"material": job.material_id, "whose": stranger.pk, "model": SimpleUploadedFile("a.stl", a_model())}
    assert client.post(reverse("public:send_print"), given).status_code == 422
    assert PrintJob.objects.count() == 1

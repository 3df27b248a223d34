"""The privacy desk: an incident from noticing to closing, by whoever guards personal data."""

import re

import pytest
from django.test import Client

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.privacy import tasks
from pustakota.contexts.privacy.models import Affected, Incident
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.sites.desk.conftest import signed_in

LIST = "/en/desk/insiden/"
GIVEN = {
    "what": "Laptop titik layanan hilang",
    "which": "nama, alamat, dan nomor telepon",
    "found_at": "2026-03-02T08:30",
    "began_at": "",
    "ended_at": "",
    "how": "",
    "handling": "",
}


@pytest.fixture
def guardian(point: ServicePoint) -> Client:
    """Someone who guards personal data."""
    return signed_in("pelindung_data", None, station=point)


def kept(guardian: Client) -> Incident:
    answer = guardian.post(f"{LIST}baru/", GIVEN)
    assert answer.status_code == 302, answer.content.decode()
    return Incident.objects.get()


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_moment_is_on_the_clock_of_the_point_and_the_term_is_said(guardian: Client) -> None:
    incident = kept(guardian)
    assert incident.found_at.isoformat() == "2026-03-02T01:30:00+00:00"
    page = words(guardian, f"{LIST}{incident.pk}/")
    assert "Everybody must be told by 5 March 2026, 08:30" in page
    assert "Laptop titik layanan hilang" in words(guardian, LIST)


def test_a_slip_in_the_form_keeps_what_was_typed(guardian: Client) -> None:
    answer = guardian.post(f"{LIST}baru/", GIVEN | {"found_at": "2027-01-01T00:00"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "It cannot have been noticed later than now." in said
    assert "Laptop titik layanan hilang" in said


def test_an_incident_goes_from_the_list_to_the_letters_to_its_end(guardian: Client, point: ServicePoint) -> None:
    patron = a_patron(name="Sari Dewi", home=point)
    incident = kept(guardian)
    page = f"{LIST}{incident.pk}/"
    assert guardian.post(page, {"wish": "cards", "cards": f"{patron.card_number} X-9"}).status_code == 302
    said = words(guardian, page)
    assert "1 person more on the list." in said
    assert "These card numbers lead to nobody: X-9" in said
    refused = guardian.post(page, {"wish": "tell"})
    assert refused.status_code == 422
    assert "the law wants it in the letter" in refused.content.decode()
    told = GIVEN | {"how": "Tertinggal di angkot pada 1 Maret.", "handling": "Sandi diganti; diska tersandi."}
    assert guardian.post(f"{page}ubah/", told).status_code == 302
    assert guardian.post(page, {"wish": "tell"}).status_code == 302
    tasks.tell_affected(NOW)
    assert "Sari Dewi" in words(guardian, f"{page}terdampak/")
    letter = words(guardian, f"{page}surat/")
    assert all(part in letter for part in ("Hello Sari Dewi,", "Tertinggal di angkot", "diska tersandi"))
    assert "1 of 1" in words(guardian, f"{page}lembaga/")
    assert guardian.post(page, {"wish": "close", "learnt": ""}).status_code == 422
    assert guardian.post(page, {"wish": "agency", "letter": "045/1/2026"}).status_code == 302
    assert guardian.post(page, {"wish": "close", "learnt": "Diska selalu tersandi."}).status_code == 302
    assert "closed" in words(guardian, LIST)


def test_the_list_of_those_concerned_is_a_file_too_and_somebody_is_taken_off(
    guardian: Client, point: ServicePoint
) -> None:
    patron = a_patron(name="=HYPERLINK(1)", home=point)
    incident = kept(guardian)
    page = f"{LIST}{incident.pk}/"
    guardian.post(page, {"wish": "members", "points": [point.pk]})
    file = guardian.get(f"{page}terdampak/?bentuk=csv").content.decode()
    assert patron.card_number in file
    assert "\n=HYPERLINK" not in file
    assert guardian.post(f"{page}terdampak/", {"who": Affected.objects.get().pk}).status_code == 302
    assert not Affected.objects.exists()


@pytest.mark.parametrize("role", ["sirkulasi", "pustakawan", "relawan"])
@pytest.mark.parametrize("tail", ["", "baru/", "1/", "1/terdampak/", "1/surat/", "1/lembaga/", "1/ubah/"])
def test_others_see_nothing_of_it(guardian: Client, point: ServicePoint, role: str, tail: str) -> None:
    kept(guardian)
    assert signed_in(role, point).get(f"{LIST}{tail}").status_code == 403

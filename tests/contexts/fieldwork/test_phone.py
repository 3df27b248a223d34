"""The pages of a phone: only a paired one, and as little about people as the door needs."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.test import Client
from pytest_django.fixtures import Settings

from pustakota.contexts.fieldwork import queries
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.fieldwork import a_paired_token, here
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: BEGINS)


def phone_with(token: str) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies["ponsel"] = token
    return client


@pytest.mark.usefixtures("at_the_beginning")
def test_only_a_paired_phone_gets_the_list_and_may_send() -> None:
    point = a_point()
    for client in (Client(), phone_with("made up")):
        assert client.get("/lapangan/").headers["Location"] == "/lapangan/pasang/"
        assert client.get("/lapangan/hari-ini.json").status_code == 401
        assert client.post("/lapangan/kirim/", "{}", content_type="application/json").status_code == 401
    phone = phone_with(a_paired_token(point, at=BEGINS))
    assert phone.get("/lapangan/").status_code == 200
    assert phone.get("/lapangan/hari-ini.json").json()["extract"]["point"] == point.name
    for content in ("{}", "", "[", "[]", "\x00", "9" * 5000, "[" * 20_000):
        answer = phone.post("/lapangan/kirim/", content, content_type="application/json")
        assert answer.status_code == 422, content[:20]


@pytest.mark.usefixtures("at_the_beginning")
def test_a_code_for_another_kind_of_device_pairs_no_phone() -> None:
    point = a_point()
    added = people_actions.add_device(name="Tablet", kind=DeviceKind.GUEST_BOOK, at_point=point, by=SYSTEM, at=BEGINS)
    answer = Client().post("/lapangan/pasang/", {"code": added.code})
    assert answer.status_code == 422
    phone = people_actions.add_device(name="Ponsel", kind=DeviceKind.PHONE, at_point=point, by=SYSTEM, at=BEGINS)
    paired = Client().post("/lapangan/pasang/", {"code": phone.code})
    assert paired.headers["Location"] == "/lapangan/"
    assert paired.cookies["ponsel"]["httponly"]


@pytest.mark.usefixtures("at_the_beginning")
def test_the_list_has_shortened_names_and_no_card_and_ends_with_the_day() -> None:
    occurrence = an_occurrence(a_programme(most_in_party=4))
    patron = a_patron(name="Siti Aminah Mulyani", card_number="A0113")
    registration = a_registration(occurrence, patron=patron, party=2)
    another_day = an_occurrence(occurrence.programme, starts_at=BEGINS + timedelta(days=1))
    text = (
        phone_with(a_paired_token(occurrence.service_point, at=BEGINS)).get("/lapangan/hari-ini.json").content.decode()
    )
    extract = json.loads(text)["extract"]
    [event] = extract["events"]
    assert (event["id"], another_day.pk in [each["id"] for each in extract["events"]]) == (occurrence.pk, False)
    [person] = event["people"]
    assert (person["name"], person["party"], person["status"]) == ("Siti A. M.", 2, "confirmed")
    assert person["card"] == queries.mark_of_card("a0113", extract["salt"])
    for secret in ("Aminah", "A0113", registration.code):
        assert secret not in text
    assert extract["until"] == "2026-03-11T03:00:00+07:00" or extract["until"].startswith("2026-03-10T20:00:00")


@pytest.mark.usefixtures("at_the_beginning")
def test_what_is_sent_is_answered_by_name() -> None:
    registration = a_registration(an_occurrence())
    phone = phone_with(a_paired_token(registration.occurrence.service_point, at=BEGINS))
    entry = here(registration)
    sending = {"sent_at": BEGINS.isoformat(), "entries": [entry]}
    answer = phone.post("/lapangan/kirim/", sending, content_type="application/json").json()
    assert answer == {
        "answers": [{"uuid": entry["uuid"], "outcome": "taken", "words": [], "registration": registration.pk}]
    }


@pytest.mark.usefixtures("at_the_beginning")
def test_a_revoked_phone_is_a_stranger() -> None:
    point = a_point()
    token = a_paired_token(point, at=BEGINS)
    device = people.device_of_token(token)
    assert device
    people_actions.revoke_device(device=device, by=SYSTEM, at=BEGINS)
    assert phone_with(token).get("/lapangan/hari-ini.json").status_code == 401


def is_signed(ticket: str, key: str) -> bool:
    payload, _, signature = ticket.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.urlsafe_b64decode(key + "=="))
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    try:
        public.verify(der, payload.encode(), ec.ECDSA(hashes.SHA256()))
    except Exception:  # noqa: BLE001 -- any failure means: not signed so
        return False
    return len(raw) == 64


def test_a_ticket_is_signed_bears_no_secret_and_outlives_a_change_of_the_secret(settings: Settings) -> None:
    registration = a_registration(an_occurrence(a_programme(most_in_party=3)), party=3)
    ticket = programmes.admission_of(registration, at=BEGINS)
    head = ["PK1", str(registration.pk), str(registration.occurrence_id), "20260310", "3", str(int(BEGINS.timestamp()))]
    assert ticket.split(".")[:6] == head
    assert registration.code not in ticket
    [key] = programmes.admission_keys()
    assert is_signed(ticket, key)
    assert not is_signed(ticket.replace(".3.", ".9.", 1), key)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret of the same installation"
    settings.SECRET_KEY_FALLBACKS = [old]
    new, before = programmes.admission_keys()
    assert (is_signed(ticket, new), is_signed(ticket, before)) == (False, True)


def test_the_worker_keeps_the_page_and_the_camera_reader() -> None:
    answer = Client().get("/lapangan/pekerja.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    text = answer.content.decode()
    assert '"page": "/lapangan/"' in text
    assert "design/offline/log.js" in text

"""A school's own system asks for a class; a festival's schedule is read; an event's questions are answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from pustakota.contexts.festivals import actions as festivals
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes.models import Registration
from pustakota.contexts.school_visits.models import ClassVisit
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.contexts.programmes.test_questions import a_form
from tests.factories.festivals import a_festival, a_session, a_stage, on_day
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.factories.programmes import a_programme, an_occurrence
from tests.factories.school_visits import a_date, an_offer

pytestmark = pytest.mark.django_db
CLASS = {"groups": [{"grade": "4", "girls": 12, "boys": 11}], "adults": 3, "school": "SDN Sisir 1", "class_name": "4B"}


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def signed(patron: Patron) -> dict[str, Any]:
    assert patron.person.account
    token = people.issue_token(account=patron.person.account, at=NOW)
    return {"headers": {"Authorization": f"Bearer {token}"}, "content_type": "application/json"}


def test_offers_are_read_and_a_class_asks_for_a_date(client: Client) -> None:
    offer, teacher = an_offer(title="Tur perpustakaan"), a_patron()
    date = a_date(offer)
    [shown] = client.get("/api/v1/school-offers").json()
    assert (shown["title"], [each["occurrence_id"] for each in shown["dates"]]) == ("Tur perpustakaan", [date.pk])
    address = f"/api/v1/school-offers/{offer.pk}/visits"
    assert client.post(address, CLASS, content_type="application/json").status_code == 401
    made = client.post(address, CLASS | {"occurrence_id": date.pk}, **signed(teacher))
    assert made.status_code == 201
    said = made.json()
    assert (said["status"], said["pupils"], said["school"], said["occurrence_id"]) == (
        "requested",
        23,
        "SDN Sisir 1",
        date.pk,
    )
    assert ClassVisit.objects.get().person == teacher.person
    assert [each["id"] for each in client.get("/api/v1/me/class-visits", **signed(teacher)).json()] == [said["id"]]
    assert client.get("/api/v1/me/class-visits", **signed(a_patron())).json() == []
    own = f"/api/v1/me/class-visits/{said['id']}"
    assert client.delete(own, **signed(a_patron())).status_code == 404
    assert client.delete(own, **signed(teacher)).status_code == 204
    assert client.delete(own, **signed(teacher)).json()["reasons"][0]["code"] == "over"


def test_a_class_names_days_or_waits_and_hears_everything_that_is_wrong_at_once(client: Client) -> None:
    offer, teacher = an_offer(), a_patron()
    address = f"/api/v1/school-offers/{offer.pk}/visits"
    day = (NOW + timedelta(days=30)).date().isoformat()
    wished = client.post(address, CLASS | {"days": [{"day": day, "part": "morning"}]}, **signed(teacher)).json()
    queued = client.post(address, CLASS, **signed(teacher)).json()
    assert [(each["status"], each["position"]) for each in (wished, queued)] == [("wished", None), ("queued", 1)]
    wrong = {"groups": [{"grade": "12", "girls": 100, "boys": 0}], "adults": 0, "days": []}
    refused = client.post(address, wrong, **signed(teacher))
    codes = [reason["code"] for reason in refused.json()["reasons"]]
    assert refused.status_code == 409
    assert {"school_missing", "group_too_large", "adults_missing", "days_missing"} <= set(codes)
    assert client.post(address, CLASS | {"occurrence_id": 10**6}, **signed(teacher)).status_code == 422
    assert client.post(address, CLASS | {"adults": "x"}, **signed(teacher)).status_code == 422
    assert client.post("/api/v1/school-offers/0/visits", CLASS, **signed(teacher)).status_code == 404


def test_a_published_schedule_is_read_in_a_few_questions(client: Client, queries_are: QueriesAre) -> None:
    festival = a_festival()
    stage = a_stage(festival)
    first = a_session(festival, "Pembukaan", stage=stage, at="09:00", capacity=20)
    address = f"/api/v1/festivals/{festival.pk}/schedule"
    assert client.get(address).json() == {"festival_id": festival.pk, "version": 0, "sessions": []}
    festivals.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    a_session(festival, "Rancangan", stage=stage, at="15:00")
    said = client.get(address).json()
    assert [(each["title"], each["stage"], each["places_left"]) for each in said["sessions"]] == [
        ("Pembukaan", "Panggung Utama", 20)
    ]
    with queries_are(5):
        client.get(address)
    a_session(festival, "Musik", stage=stage, at="11:00", capacity=9)
    festivals.place_session(session=first, stage=stage, starts_at=on_day("08:00"), by=SYSTEM)
    festivals.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    with queries_are(5):
        assert client.get(address).json()["version"] == 2
    [shown] = client.get("/api/v1/festivals").json()
    assert (shown["id"], shown["version"], shown["call_open"]) == (festival.pk, 2, True)
    assert client.get("/api/v1/festivals/0/schedule").status_code == 404


def test_who_registers_by_the_api_answers_the_questions(client: Client) -> None:
    occurrence = an_occurrence(a_programme(form=a_form().form))
    member = a_patron()
    asked = client.get(f"/api/v1/occurrences/{occurrence.pk}/questions").json()
    assert [(each["name"], each["required"], each["only_if"]) for each in asked] == [
        ("laptop", True, None),
        ("sistem", True, {"laptop": "ya"}),
    ]
    assert [each["value"] for each in asked[0]["choices"]] == ["ya", "tidak"]
    address = f"/api/v1/occurrences/{occurrence.pk}/registrations"
    codes = lambda given: [  # noqa: E731
        reason["code"] for reason in client.post(address, given, **signed(member)).json()["reasons"]
    ]
    assert codes({}) == ["answers_needed"]
    assert codes({"party": 3, "answers": {"laptop": "ya", "warna": "biru"}}) == [
        "party_too_large",
        "answer_wrong",
        "answer_wrong",
    ]
    assert not Registration.objects.exists()
    assert client.post(address, {"answers": {"laptop": 3}}, **signed(member)).status_code == 422
    given = {"answers": {"laptop": "ya", "sistem": "Linux"}}
    assert client.post(address, given, **signed(member)).json()["status"] == "confirmed"
    assert [answer for _name, _question, answer in Registration.objects.get().answers] == ["Ya", "Linux"]
    plain = an_occurrence()
    assert client.get(f"/api/v1/occurrences/{plain.pk}/questions").json() == []
    assert client.post(f"/api/v1/occurrences/{plain.pk}/registrations", given, **signed(member)).status_code == 201

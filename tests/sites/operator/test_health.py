"""The page *System health*, /ready and /metrics: what they show, and to whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pustakota.config import health
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import clock, schedule
from pustakota.foundation.models import Delivery, DeliveryState, Message
from tests.factories.organisation import a_point
from tests.sites.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def point() -> ServicePoint:
    return a_point(name="Perpustakaan Batu")


@pytest.fixture
def operator(point: ServicePoint) -> Client:
    return signed_in("admin", None, station=point)


def a_parked_delivery(item: int) -> Delivery:
    message = Message.objects.create(
        name="circulation.ItemLent", subject=f"item:{item}", fields={}, at=clock.now(), fanned_out=True
    )
    return Delivery.objects.create(
        message=message,
        subscriber="circulation.reactions.push_availability",
        subject=message.subject,
        state=DeliveryState.PARKED,
        attempts=7,
        error="OSError: no space left",
    )


def test_the_page_says_how_everything_stands(operator: Client) -> None:
    schedule.beat("worker", at=clock.now() - timedelta(minutes=5))
    shown = operator.get(reverse("desk:health"))
    assert shown.status_code == 200
    assert "The worker was last seen 5 minutes ago" in shown.text
    assert "There is no backup." in shown.text


def test_a_parked_delivery_is_tried_again(operator: Client) -> None:
    first, second = a_parked_delivery(41), a_parked_delivery(42)
    assert "OSError: no space left" in operator.get(reverse("desk:health")).text
    answer = operator.post(reverse("desk:retry_deliveries"), {"delivery": first.pk}, follow=True)
    assert "1 delivery is tried again" in answer.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.attempts, second.state) == (DeliveryState.PENDING, 0, DeliveryState.PARKED)
    operator.post(reverse("desk:retry_deliveries"), {"delivery": "all"})
    assert not Delivery.objects.filter(state=DeliveryState.PARKED).exists()


def test_who_does_not_look_after_the_system_sees_neither_the_page_nor_the_button(point: ServicePoint) -> None:
    lender, parked = signed_in("sirkulasi", point), a_parked_delivery(7)
    assert lender.get(reverse("desk:health")).status_code == 403
    assert lender.post(reverse("desk:retry_deliveries"), {"delivery": "all"}).status_code == 403
    assert "System health" not in lender.get(reverse("desk:start")).text
    parked.refresh_from_db()
    assert parked.state == DeliveryState.PARKED


def test_ready_says_when_the_worker_was_seen(client: Client) -> None:
    at = clock.now()
    schedule.beat("worker", at=at)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["worker_seen_at"].startswith(at.strftime("%Y-%m-%dT%H:%M"))


def test_nothing_is_ready_while_tables_are_behind(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health._state, "is_migrated", False)
    monkeypatch.setattr(health, "migrations_behind", lambda: ("people.0002_consent",))
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "tables behind"})


def test_metrics_are_for_this_machine_or_whoever_has_the_token(client: Client, settings: Settings) -> None:
    assert "pustakota_outbox_parked 0" in client.get("/metrics").text
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"Authorization": "Bearer "}).status_code == 403
    settings.METRICS_TOKEN = "long and secret"
    given = {"Authorization": "Bearer long and secret"}
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers=given).status_code == 200

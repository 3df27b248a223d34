"""Public forms are counted for all web processes together, and nobody's address is kept for it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from pustakota.foundation import clock, throttle
from pustakota.foundation.errors import TooMany
from pustakota.foundation.models import Sending
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def a_request(address: str = "203.0.113.7") -> HttpRequest:
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """Time that has passed, in a list of one; a test may let more pass."""
    passed = [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: NOW + passed[0])
    return passed


def test_the_eleventh_within_the_hour_is_refused_and_the_next_hour_begins_anew(now: list[timedelta]) -> None:
    for _ in range(throttle.A_PLACE):
        throttle.count(a_request(), "suggestion")
    with pytest.raises(TooMany):
        throttle.count(a_request(), "suggestion")
    throttle.count(a_request("203.0.113.8"), "suggestion")
    throttle.count(a_request(), "joining")
    now[0] = timedelta(hours=1)
    throttle.count(a_request(), "suggestion")


def test_it_is_counted_in_one_statement(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(1):
        throttle.count(a_request(), "suggestion")


def test_no_address_is_kept_and_ended_hours_are_forgotten() -> None:
    throttle.count(a_request(), "suggestion")
    row = Sending.objects.get()
    assert "203.0.113.7" not in f"{row.key}"
    assert throttle.prune(at=NOW) == 0
    assert throttle.prune(at=NOW + timedelta(hours=1)) == 1

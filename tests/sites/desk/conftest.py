"""A desk with somebody behind it, on a Monday morning."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from pustakota.contexts.organisation.models import Library, ServicePoint
from pustakota.foundation import clock
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of the faces stands still, and they speak English: its sentences are the sources."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point(name="Perpustakaan Batu")


def signed_in(role: str, place: ServicePoint | Library | None, *, station: ServicePoint | None = None) -> Client:
    """A browser in which somebody has signed in who has this role at a place (none: everywhere), and sits there."""
    staff = a_member_of_staff(role=role, at_point=place, station=station)
    client = Client()
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def desk(point: ServicePoint) -> Client:
    """Someone who lends, without the right to overrule."""
    return signed_in("sirkulasi", point)


@pytest.fixture
def librarian(point: ServicePoint) -> Client:
    """Someone who may overrule."""
    return signed_in("pustakawan", point)


@pytest.fixture
def volunteer(point: ServicePoint) -> Client:
    """Someone who may use the desk and nothing more."""
    return signed_in("relawan", point)

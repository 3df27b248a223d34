"""A library with its first pages, on a Monday morning."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import actions, furniture
from tests.factories.catalogue import a_record, an_item
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff


@dataclass(frozen=True)
class Library:
    point: ServicePoint
    record: Record


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()  # the editor keeps addresses and sizes of pictures by keys that come again in the next test
    furniture.keep(furniture.Furniture())
    with translation.override("en"):
        yield
    cache.clear()


@pytest.fixture
def library(db: None) -> Library:
    point = a_point(name="Perpustakaan Batu")
    record = a_record("Bumi manusia")
    an_item(record=record, at_point=point, barcode="00012345")
    actions.make_first_pages(library="Perpustakaan Batu", by=SYSTEM, at=NOW)
    return Library(point, record)


@pytest.fixture
def visitor() -> Client:
    return Client()


def signed_in_as(role: str) -> Client:
    """A browser in which somebody with a role has signed in."""
    account = a_member_of_staff(role=role).account
    assert account is not None
    client = Client()
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def editor(library: Library) -> Client:
    return signed_in_as("penyunting")

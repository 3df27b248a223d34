"""A town on a Monday morning: one point, one title with a copy, a mother and her child."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from playwright.sync_api import BrowserContext, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from tests.browser import PHONE
from tests.factories.catalogue import a_record, an_item
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_patron


@dataclass(frozen=True)
class Town:
    point: ServicePoint
    other: ServicePoint
    record: Record
    item: Item
    mother: Patron
    child: Patron


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def rows(request: pytest.FixtureRequest) -> None:
    """A database; for journeys one whose rows the server's threads can see."""
    request.getfixturevalue("transactional_db" if request.node.get_closest_marker("journey") else "db")


@pytest.fixture
def town(rows: None, tmp_path: Path, settings: Settings) -> Town:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"  # none is made: the database answers
    point = a_point(name="Perpustakaan Kota")
    record = a_record("Bumi manusia")
    Record.objects.filter(pk=record.pk).update(
        authors=["Toer, Pramoedya Ananta, 1925-2006"], year=1980, language="ind", details={"subjects": ["Fiksi"]}
    )
    record.refresh_from_db()
    mother = a_patron(name="Siti Aminah", home=point)
    return Town(
        point=point,
        other=a_point(name="Pusling Junrejo"),
        record=record,
        item=an_item(record=record, at_point=point, barcode="00012345"),
        mother=mother,
        child=a_child(guardian=mother, name="Bima"),
    )


@pytest.fixture
def indexed(town: Town) -> Town:
    search.rebuild(documents.record_documents([town.record.pk]))
    return town


def signed_in(patron: Patron) -> Client:
    """A browser in which a member has signed in."""
    client = Client()
    assert patron.person.account is not None
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def member(town: Town) -> Client:
    """The mother."""
    return signed_in(town.mother)


@pytest.fixture
def address(town: Town, live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def phone(chromium: BrowserContext) -> Page:
    page = chromium.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return page

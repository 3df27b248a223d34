"""Sets by service point: who is in them follows the copies, and whoever harvests by them learns of every change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from oaipmh_scythe import Scythe
from pytest_django.live_server_helper import LiveServer
from sickle import Sickle

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.pacing import Pace
from pustakota.protocols.oai_pmh import conversation
from tests.conftest import QueriesAre
from tests.factories.catalogue import an_item
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.protocols.oai_pmh.conversing import OAI, asked, error, identifiers, token
from tests.protocols.oai_pmh.test_harvesters import Harvest, by_scythe, by_sickle
from tests.protocols.oai_pmh.test_oai_conversation import a_title, named

LATER = NOW + timedelta(hours=1)
AFTERWARDS = LATER + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "PAGE", 3)
    monkeypatch.setattr(conversation, "AT_ONCE", 2)
    monkeypatch.setattr(conversation, "PACE", Pace(from_one=10_000, from_all=10_000))


@pytest.fixture
def centre(db: None) -> ServicePoint:
    return a_point(name="Perpustakaan Kota", code="kota")


@pytest.fixture
def van(db: None) -> ServicePoint:
    return a_point(name="Pusling Junrejo", code="pusling")


def sets(client: Client) -> dict[str, str]:
    root = asked(client, verb="ListSets")
    return {str(one.findtext(f"{OAI}setSpec")): str(one.findtext(f"{OAI}setName")) for one in root.iter(f"{OAI}set")}


def headers(client: Client, spec: str, **more: str) -> dict[str, tuple[bool, list[str]]]:
    """Identifier to (whether deleted, its points' sets), page after page, each at most once."""
    found: dict[str, tuple[bool, list[str]]] = {}
    root = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec, **more)
    while True:
        for one in root.iter(f"{OAI}header"):
            own = [str(each.text) for each in one.iter(f"{OAI}setSpec") if str(each.text).startswith("point-")]
            identifier = str(one.findtext(f"{OAI}identifier"))
            assert identifier not in found
            found[identifier] = (one.get("status") == "deleted", own)
        if not (following := token(root)):
            return found
        root = asked(client, verb="ListIdentifiers", resumptionToken=following)


def changed(record: Record) -> datetime:
    return Record.objects.values_list("changed_at", flat=True).get(pk=record.pk)


def test_each_point_that_has_copies_is_a_set(client: Client, centre: ServicePoint, van: ServicePoint) -> None:
    an_item(record=a_title("Satu"), at_point=centre)
    listed = sets(client)
    assert listed["point-kota"].endswith("Perpustakaan Kota")
    assert "point-pusling" not in listed


def test_a_set_holds_the_titles_with_copies_there_on_every_page(
    client: Client, centre: ServicePoint, van: ServicePoint
) -> None:
    records = [a_title(f"Judul {number}") for number in range(8)]
    for number, record in enumerate(records):
        an_item(record=record, at_point=centre)
        if number % 2:
            an_item(record=record, at_point=van)
            an_item(record=record, at_point=van)
    assert headers(client, "point-pusling") == {
        named(one): (False, ["point-kota", "point-pusling"]) for one in records[1::2]
    }
    assert list(headers(client, "point-kota")) == [named(one) for one in records]
    first = asked(client, verb="ListRecords", metadataPrefix="oai_dc", set="point-pusling")
    rest = asked(client, verb="ListRecords", resumptionToken=str(token(first)))
    assert identifiers(first) + identifiers(rest) == [named(one) for one in records[1::2]]
    shown = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=named(records[1]))
    assert "point-pusling" in [one.text for one in shown.iter(f"{OAI}setSpec")]
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc", set="point-nowhere") == "noRecordsMatch"


def test_a_copy_that_goes_elsewhere_takes_its_title_along_and_moves_the_datestamp(
    client: Client, centre: ServicePoint, van: ServicePoint
) -> None:
    record, other = a_title("Satu"), a_title("Dua")
    item, _stays = an_item(record=record, at_point=centre), an_item(record=other, at_point=centre)
    actions.move_item(item=item, to=van, at=LATER)
    assert changed(record) == LATER
    assert changed(other) == NOW
    since = f"{LATER:%Y-%m-%dT%H:%M:%SZ}"
    assert headers(client, "point-pusling", from_=since) == {named(record): (False, ["point-pusling"])}
    assert list(headers(client, "point-kota")) == [named(other)]


def test_a_datestamp_moves_only_when_the_points_of_the_title_change(
    client: Client, centre: ServicePoint, van: ServicePoint
) -> None:
    record = a_title("Satu")
    type_ = an_item(record=a_title("Dua"), at_point=centre).type
    first = actions.add_item(record=record, barcode="P1", type=type_, service_point=centre, by=SYSTEM, at=LATER)
    assert changed(record) == LATER
    second = actions.add_item(record=record, barcode="P2", type=type_, service_point=centre, by=SYSTEM, at=AFTERWARDS)
    actions.change_item(item=second, changes={"shelf": "A"}, by=SYSTEM, at=AFTERWARDS)
    actions.change_item(item=second, changes={"status": "withdrawn"}, by=SYSTEM, at=AFTERWARDS)
    actions.move_item(item=first, to=centre, at=AFTERWARDS)
    assert changed(record) == LATER
    actions.change_item(item=first, changes={"status": "withdrawn"}, by=SYSTEM, at=AFTERWARDS)
    assert changed(record) == AFTERWARDS
    actions.change_item(item=first, changes={"status": "available"}, by=SYSTEM, at=NOW)
    assert changed(record) == AFTERWARDS, "a datestamp never goes back"


def test_what_is_gone_is_told_as_deleted_in_the_sets_where_it_was(
    client: Client, centre: ServicePoint, van: ServicePoint
) -> None:
    hidden, removed, doubled, survivor = (a_title(name) for name in ("Hidden", "Removed", "Doubled", "Survivor"))
    items: dict[int, Item] = {}
    for record in (hidden, removed, doubled):
        items[record.pk] = an_item(record=record, at_point=van)
    actions.set_suppressed(record=hidden, is_suppressed=True, by=SYSTEM, at=LATER)
    actions.change_item(item=items[removed.pk], changes={"status": "withdrawn"}, by=SYSTEM, at=LATER)
    actions.remove_record(record=removed, by=SYSTEM, at=LATER)
    actions.merge_records(record=doubled, into=survivor, by=SYSTEM, at=LATER)
    told = headers(client, "point-pusling", from_=f"{LATER:%Y-%m-%dT%H:%M:%SZ}")
    assert told == {
        named(hidden): (True, ["point-pusling"]),
        named(removed): (True, ["point-pusling"]),
        named(doubled): (True, ["point-pusling"]),
        named(survivor): (False, ["point-pusling"]),
    }
    assert headers(client, "language-ind")[named(removed)] == (True, ["point-pusling"])


def test_points_cost_the_same_number_of_queries_however_many_records_a_page_has(
    client: Client, centre: ServicePoint, queries_are: QueriesAre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "PAGE", 50)
    for number in range(9):
        an_item(record=a_title(f"Judul {number}"), at_point=centre)
    with queries_are(5):  # the newest key, how many there are, which, where they have copies, what points are called
        asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc")


@pytest.mark.parametrize("harvest", [by_sickle, by_scythe])
def test_a_set_is_harvested_exactly_once_while_copies_move_and_the_next_harvest_brings_the_rest(
    harvest: Harvest, transactional_db: None, live_server: LiveServer
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=30)
    here, there = a_point(code="sini"), a_point(code="sana")
    records = [a_title(f"Judul {number}", at=long_ago) for number in range(30)]
    items = [an_item(record=record, at_point=here) for record in records]
    address, moving = f"{live_server.url}/oai", moves(items, there)
    wanted = {"metadataPrefix": "oai_dc", "set": "point-sini"}
    since = str(Sickle(address).Identify().xml.getparent().findtext("{*}responseDate"))
    first = []
    for number, (identifier, _datestamp, _gone) in enumerate(harvest(address, wanted)):
        first.append(identifier)
        if number % 4 == 0:
            next(moving)
    assert len(set(first)) == len(first)
    stayed = {named(item.record) for item in Item.objects.filter(service_point=here).select_related("record")}
    assert stayed <= set(first)
    moved = list(harvest(address, {"metadataPrefix": "oai_dc", "set": "point-sana", "from": since}))
    assert {identifier for identifier, _datestamp, _gone in moved} == {named(one) for one in records} - stayed
    assert len(stayed) < len(records)


def moves(items: list[Item], to: ServicePoint) -> Iterator[None]:
    """Each step moves a copy from the end and one from the beginning."""
    for number in range(len(items)):
        for item in (items[number], items[-1 - number]):
            actions.move_item(item=item, to=to, at=datetime.now(UTC))
        yield


def test_sets_are_listed_to_both_harvesters(transactional_db: None, live_server: LiveServer) -> None:
    an_item(record=a_title("Satu"), at_point=a_point(code="kota"))
    address = f"{live_server.url}/oai"
    assert "point-kota" in [one.setSpec for one in Sickle(address).ListSets()]
    with Scythe(address) as scythe:
        assert "point-kota" in [one.setSpec for one in scythe.list_sets()]

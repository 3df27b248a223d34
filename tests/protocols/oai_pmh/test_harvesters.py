"""Two harvesters that libraries use, each over the network, while records are edited, hidden and added."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from oaipmh_scythe import Scythe
from pytest_django.live_server_helper import LiveServer
from sickle import Sickle

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Record
from pustakota.foundation.actors import SYSTEM
from pustakota.protocols.oai_pmh import conversation

Harvest = Callable[[str, dict[str, str]], Iterator[tuple[str, str, bool]]]
RECORDS, PAGE = 60, 7


def by_sickle(address: str, wanted: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    for record in Sickle(address).ListRecords(ignore_deleted=False, **wanted):
        yield record.header.identifier, record.header.datestamp, record.deleted


def by_scythe(address: str, wanted: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    named = {"metadataPrefix": "metadata_prefix", "from": "from_", "set": "set_"}
    with Scythe(address) as scythe:
        for record in scythe.list_records(**{named[name]: value for name, value in wanted.items()}):
            yield record.header.identifier, record.header.datestamp, record.deleted


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "PAGE", PAGE)
    monkeypatch.setattr(conversation, "AT_ONCE", 4)


def marc(title: str) -> MarcRecord:
    return MarcRecord("00000nam a2200000 a 4500", [data_field("245", "00", [("a", title)])])


def edits() -> Iterator[datetime]:
    """Each step changes a record near the beginning and one near the end, hides one, and adds another."""
    records = list(Record.objects.order_by("pk"))
    for number in range(1_000):
        at = datetime.now(UTC)
        for record in (records[number % 20], records[-1 - number % 20]):
            actions.change_record(record=record, marc=marc(f"Suntingan {number} {record.pk}"), by=SYSTEM, at=at)
        hidden = records[20 + number % 20]
        actions.set_suppressed(record=hidden, is_suppressed=not hidden.is_suppressed, by=SYSTEM, at=at)
        actions.add_record(marc=marc(f"Baru {number}"), by=SYSTEM, at=at)
        yield at


@pytest.mark.parametrize("harvest", [by_sickle, by_scythe])
@pytest.mark.parametrize("prefix", ["oai_dc", "marcxml", "mods"])
def test_everything_is_harvested_exactly_once_while_edits_run(
    harvest: Harvest, prefix: str, transactional_db: None, live_server: LiveServer
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=30)
    records = [actions.add_record(marc=marc(f"Judul {n}"), by=SYSTEM, at=long_ago) for n in range(RECORDS)]
    address, editing = f"{live_server.url}/oai", edits()
    began = Sickle(address).Identify()
    first: list[str] = []
    for number, (identifier, _datestamp, _gone) in enumerate(harvest(address, {"metadataPrefix": prefix})):
        first.append(identifier)
        if number % 5 == 0:
            next(editing)
    assert first == [conversation.identifier_of(record.pk) for record in records]

    since = str(began.xml.getparent().findtext("{*}responseDate"))
    changes = list(harvest(address, {"metadataPrefix": prefix, "from": since}))
    held = {identifier: gone for identifier, _datestamp, gone in changes}
    assert len(held) == len(changes)
    for record in Record.objects.filter(changed_at__gt=long_ago + timedelta(days=1)):
        assert held[conversation.identifier_of(record.pk)] is record.is_suppressed

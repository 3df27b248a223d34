"""A worker that starts while its cluster is gone, and what it does when the cluster is back."""

import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from pustakota.config import documents
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.config.working import FirstIndex
from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.contexts.search.queries import SearchRequest
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.models import Delivery, DeliveryState
from tests.cluster import running
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_first_index_is_made_by_itself_when_the_cluster_is_back(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with running(1, tmp_path) as nodes:
        settings.SEARCH_CLUSTER, settings.SEARCH_CLUSTER_INDEX = nodes.addresses, "first"
        settings.SEARCH_CLUSTER_SHARDS = 1
        nodes.nodes[0].stop()
        record = a_record("Bumi manusia")
        outbox = Outbox(SUBSCRIPTIONS)
        first = FirstIndex(outbox)
        for _ in range(2):
            first.make(NOW)
        assert first.is_missing
        assert [each.levelno for each in caplog.records if each.name == "pustakota.config.working"] == [logging.ERROR]
        with pytest.raises(IndexMissingError):
            search.search(SearchRequest("bumi"))
        nodes.nodes[0].start()
        nodes.await_all()
        first.make(NOW)
        assert not first.is_missing
        assert search.search(SearchRequest("bumi")).ids == [record.pk]


def test_what_was_parked_before_the_first_index_is_in_it_and_waits_no_longer(
    tmp_path: Path, settings: Settings
) -> None:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    marc = MarcRecord("00000nam a2200000 a 4500", [data_field("245", "00", [("a", "Bumi manusia")])])
    record = catalogue.add_record(marc=marc, by=SYSTEM, at=NOW)
    outbox = Outbox(SUBSCRIPTIONS)
    waiting = [number for reaction in documents.FOLLOWED for number in outbox.waiting(reaction)]
    assert waiting
    Delivery.objects.filter(pk__in=waiting).update(state=DeliveryState.PARKED)
    first = FirstIndex(outbox)
    first.make(NOW)
    assert search.search(SearchRequest("bumi")).ids == [record.pk]
    assert not Delivery.objects.filter(pk__in=waiting).exclude(state=DeliveryState.DELIVERED).exists()
    first.make(NOW)
    assert not first.is_missing

"""Many records that change at once are described by several processes, a few by the worker itself."""

from unittest.mock import patch

import pytest

from pustakota.config import documents
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions, queries
from pustakota.foundation import several
from tests.factories.catalogue import a_record


@pytest.fixture
def records(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Six records that an empty index does not know yet."""
    monkeypatch.setattr(documents, "BATCH", 2)
    monkeypatch.setattr(several, "cores", lambda: 2)
    actions.rebuild(())
    return [a_record(f"Rempah nomor {number}") for number in range(6)]


def found() -> set[int]:
    return set(queries.search(queries.SearchRequest("rempah")).ids)


@pytest.mark.parametrize(("described_by_one", "has_help"), [(4, True), (7, False)])
def test_whatever_changed_is_found_and_what_was_hidden_is_not(
    records: list[Record], monkeypatch: pytest.MonkeyPatch, described_by_one: int, has_help: bool
) -> None:
    monkeypatch.setattr(documents, "DESCRIBED_BY_ONE", described_by_one)
    Record.objects.filter(pk=records[3].pk).update(is_suppressed=True)
    told = [RecordsChanged(record_ids=[record.pk]) for record in records]
    with patch.object(several, "in_order", wraps=several.in_order) as help_of_others:
        documents.index_records(told)
    assert help_of_others.called == has_help
    assert found() == {record.pk for record in records} - {records[3].pk}
    Record.objects.filter(pk=records[0].pk).update(is_suppressed=True)
    documents.index_records(told)
    assert found() == {record.pk for record in records} - {records[0].pk, records[3].pk}

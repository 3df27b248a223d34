"""Editions of one work: found by the rule, parted and joined by staff, and the way back."""

import pytest

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.errors import WorkRefused
from pustakota.contexts.catalogue.marc.record import MarcRecord, control_field, data_field
from pustakota.contexts.catalogue.models import Record, WorkDecision
from pustakota.contexts.catalogue.queries import works
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def marc(title: str, *, year: int = 2000, author: str = "Toer, Pramoedya Ananta") -> MarcRecord:
    fields = [control_field("001", f"{title}{year}"), data_field("100", "1 ", [("a", author)])]
    fields += [data_field("245", "10", [("a", title)]), data_field("264", " 1", [("c", str(year))])]
    return MarcRecord("00000nam a2200000 a 4500", fields)


def an_edition(title: str = "Bumi manusia", *, year: int = 2000) -> Record:
    return Record.objects.get(pk=actions.add_record(marc=marc(title, year=year), by=SYSTEM, at=NOW).pk)


def part(record: Record, reason: str = "Bukan karya yang sama") -> WorkDecision:
    return actions.part_from_work(record=record, reason=reason, by=SYSTEM, at=NOW)


def join(record: Record, other: Record, reason: str = "Terjemahan") -> WorkDecision:
    return actions.join_works(record=record, other=other, reason=reason, by=SYSTEM, at=NOW)


def take_back(decision: WorkDecision) -> WorkDecision:
    return actions.take_back(decision=decision, reason="Keliru", by=SYSTEM, at=later(days=1))


def editions(record: Record) -> set[int]:
    return {row.pk for row in works.editions_of(Record.objects.get(pk=record.pk))}


def codes(refused: pytest.ExceptionInfo[WorkRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def told() -> set[int]:
    """The records whose documents in the index follow."""
    return {key for message in Message.objects.all() for key in message.fields["record_ids"]}


def test_editions_find_each_other_the_newest_first(queries_are: QueriesAre) -> None:
    old, new, third = an_edition(year=1980), an_edition(year=2005), an_edition(year=1990)
    an_edition("Anak semua bangsa")
    with queries_are(1):
        found = works.editions_of(new)
    assert found == [third, old]
    with queries_are(1):
        assert works.other_editions([old, new]) == {old.pk: 2, new.pk: 2}


def test_hidden_editions_are_not_shown() -> None:
    one, other = an_edition(year=1980), an_edition(year=2005)
    actions.set_suppressed(record=other, is_suppressed=True, by=SYSTEM, at=NOW)
    assert editions(one) == set()


def test_the_document_of_a_record_names_its_work() -> None:
    one, other = an_edition(year=1980), an_edition(year=2005)
    documents = {document.id: document for document in queries.search_documents([one.pk, other.pk])}
    assert documents[one.pk].work == documents[other.pk].work == one.work


def test_a_record_is_parted_and_comes_back() -> None:
    one, other, third = an_edition(year=1980), an_edition(year=2005), an_edition(year=2010)
    Message.objects.all().delete()
    decision = part(other)
    assert told() == {one.pk, other.pk, third.pk}
    assert (editions(one), editions(other)) == ({third.pk}, set())
    take_back(decision)
    assert editions(one) == {other.pk, third.pk}
    decision.refresh_from_db()
    assert (decision.reason, decision.ended_because) == ("Bukan karya yang sama", "Keliru")


def test_a_parted_record_stays_so_when_it_is_changed_or_brought_in_again() -> None:
    one, other = an_edition(year=1980), an_edition(year=2005)
    part(other)
    actions.change_record(record=other, marc=marc("Bumi manusia", year=2006), by=SYSTEM, at=NOW)
    assert editions(one) == set()


def test_two_works_are_joined_with_all_their_editions_and_what_comes_later() -> None:
    one, other = an_edition("Bumi manusia", year=1980), an_edition("Bumi manusia", year=2005)
    english, american = an_edition("This earth of mankind", year=1991), an_edition("This earth of mankind", year=1996)
    decision = join(english, one)
    assert editions(one) == {other.pk, english.pk, american.pk}
    later_one = an_edition("This earth of mankind", year=2020)
    assert editions(one) == {other.pk, english.pk, american.pk, later_one.pk}
    take_back(decision)
    assert editions(one) == {other.pk}
    assert editions(english) == {american.pk, later_one.pk}


def test_joinings_follow_each_other_and_one_in_the_middle_can_be_taken_back() -> None:
    first, second, third = an_edition("Satu"), an_edition("Dua"), an_edition("Tiga")
    join(first, second)
    middle = join(second, third)
    assert editions(first) == {second.pk, third.pk}
    take_back(middle)
    assert editions(first) == {second.pk}
    assert editions(third) == set()


def test_titles_that_stand_alone_by_the_rule_are_joined_too() -> None:
    one, other = an_edition("Puisi", year=1970), an_edition("Sajak", year=1980)
    assert one.work is other.work is None
    decision = join(one, other)
    assert (editions(one), editions(other)) == ({other.pk}, {one.pk})
    actions.change_record(record=other, marc=marc("Sajak", year=1981), by=SYSTEM, at=NOW)
    assert (editions(one), editions(other)) == ({other.pk}, {one.pk})
    take_back(decision)
    assert (editions(one), editions(other)) == (set(), set())
    assert set(Record.objects.values_list("work", flat=True)) == {None}


def test_what_was_parted_may_be_joined_with_another_work() -> None:
    one, wrong, third = an_edition(year=1980), an_edition(year=2005), an_edition("Jejak langkah")
    part(wrong)
    join(wrong, third)
    assert editions(wrong) == {third.pk}
    assert editions(one) == set()


def test_what_makes_no_sense_is_refused_with_every_reason(nothing_changes: NothingChanges) -> None:
    alone = an_edition("Rumah kaca")
    with nothing_changes(), pytest.raises(WorkRefused) as refused:
        part(alone, reason=" ")
    assert codes(refused) == ["no_reason", "stands_alone"]
    one, other = an_edition(year=1980), an_edition(year=2005)
    with nothing_changes(), pytest.raises(WorkRefused) as refused:
        join(one, other)
    assert codes(refused) == ["one_work_already"]
    decision = part(one)
    take_back(decision)
    with nothing_changes(), pytest.raises(WorkRefused) as refused:
        take_back(decision)
    assert codes(refused) == ["taken_back_already"]


def test_only_cataloguers_may_part_join_and_take_back(nothing_changes: NothingChanges) -> None:
    one, other = an_edition(year=1980), an_edition(year=2005)
    decision = part(one)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.part_from_work(record=other, reason="x", by=VISITOR, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.join_works(record=one, other=other, reason="x", by=VISITOR, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.take_back(decision=decision, reason="x", by=VISITOR, at=NOW)


def test_everything_that_was_decided_is_told_from_each_of_the_titles() -> None:
    one, other, third = an_edition(year=1980), an_edition(year=2005), an_edition("This earth of mankind")
    joined, parted = join(third, one), part(other)
    assert works.decisions_about(Record.objects.get(pk=one.pk)) == [parted, joined]
    assert works.decisions_about(Record.objects.get(pk=third.pk)) == [parted, joined]

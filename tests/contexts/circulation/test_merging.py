import pytest

from pustakota.contexts.circulation import actions, reactions
from pustakota.contexts.circulation.models import Hold, Loan, MergeMove
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people.events import MergeUndone, PersonsMerged
from pustakota.contexts.people.models import Merge, Patron
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role

pytestmark = pytest.mark.django_db


def merged(keep: Patron, gone: Patron) -> tuple[Merge, PersonsMerged]:
    merge = people_actions.merge_persons(keep=keep.person, gone=gone.person, because="satu", by=SYSTEM, at=NOW)
    event = PersonsMerged(
        merge_id=merge.pk,
        kept_id=keep.person_id,
        gone_id=gone.person_id,
        kept_patron_id=keep.pk,
        gone_patron_id=gone.pk,
    )
    return merge, event


def test_loans_and_holds_follow_a_merge_and_go_back_when_it_is_undone() -> None:
    keep, gone, point = a_patron(), a_patron(), a_point()
    loan = a_loan(patron=gone)
    record = an_item(at_point=point).record
    hold = a_hold(record=record, pickup=point, patron=gone)
    merge, event = merged(keep, gone)
    reactions.move_to_kept(event)
    reactions.move_to_kept(event)
    assert (Loan.objects.get(pk=loan.pk).patron, Hold.objects.get(pk=hold.pk).patron) == (keep, keep)
    assert MergeMove.objects.count() == 2
    people_actions.undo_merge(merge=merge, by=SYSTEM, at=later(days=1))
    undone = MergeUndone(merge_id=merge.pk, kept_id=keep.person_id, gone_id=gone.person_id)
    reactions.move_back(undone)
    reactions.move_back(undone)
    assert (Loan.objects.get(pk=loan.pk).patron, Hold.objects.get(pk=hold.pk).patron) == (gone, gone)


def test_of_two_holds_for_one_title_the_earlier_keeps_its_place() -> None:
    keep, gone, point, record = a_patron(), a_patron(), a_point(), a_record()
    an_item(record=record, at_point=point)
    earlier = a_hold(record=record, pickup=point, patron=gone)
    later_hold = a_hold(record=record, pickup=point, patron=keep)
    _, event = merged(keep, gone)
    reactions.move_to_kept(event)
    assert [(hold.pk, hold.patron) for hold in Hold.objects.live()] == [(earlier.pk, keep)]
    assert Hold.objects.get(pk=later_hold.pk).status == "cancelled"


@pytest.mark.parametrize("is_kept_the_later", [True, False])
def test_a_hold_that_a_merge_gave_back_has_its_old_place_again_when_the_merge_is_undone(
    is_kept_the_later: bool,
) -> None:
    first, last, point, record = a_patron(), a_patron(), a_point(), a_record()
    an_item(record=record, at_point=point)
    earlier, ended, behind = (a_hold(record=record, pickup=point, patron=each) for each in (first, last, a_patron()))
    keep, gone = (last, first) if is_kept_the_later else (first, last)
    merge, event = merged(keep, gone)
    reactions.move_to_kept(event)
    assert [hold.pk for hold in Hold.objects.waiting()] == [earlier.pk, behind.pk]
    people_actions.undo_merge(merge=merge, by=SYSTEM, at=later(days=1))
    undone = MergeUndone(merge_id=merge.pk, kept_id=keep.person_id, gone_id=gone.person_id)
    reactions.move_back(undone)
    reactions.move_back(undone)
    assert [(hold.pk, hold.patron) for hold in Hold.objects.waiting()] == [
        (earlier.pk, first),
        (ended.pk, last),
        (behind.pk, behind.patron),
    ]
    assert Hold.objects.get(pk=ended.pk).ended_at is None


def test_a_hold_that_was_placed_anew_since_does_not_come_twice() -> None:
    keep, gone, point, record = a_patron(), a_patron(), a_point(), a_record()
    an_item(record=record, at_point=point)
    a_hold(record=record, pickup=point, patron=keep)
    ended = a_hold(record=record, pickup=point, patron=gone)
    merge, event = merged(keep, gone)
    reactions.move_to_kept(event)
    people_actions.undo_merge(merge=merge, by=SYSTEM, at=later(days=1))
    Hold.objects.filter(pk=ended.pk).update(patron=gone)
    again = a_hold(record=record, pickup=point, patron=gone, at=later(days=1))
    reactions.move_back(MergeUndone(merge_id=merge.pk, kept_id=keep.person_id, gone_id=gone.person_id))
    assert Hold.objects.get(pk=ended.pk).status == "cancelled"
    assert Hold.objects.live().filter(patron=gone).get() == again


def test_a_merge_that_was_undone_before_the_message_came_moves_nothing() -> None:
    keep, gone = a_patron(), a_patron()
    loan = a_loan(patron=gone)
    merge, event = merged(keep, gone)
    people_actions.undo_merge(merge=merge, by=SYSTEM, at=NOW)
    reactions.move_to_kept(event)
    assert Loan.objects.get(pk=loan.pk).patron == gone


def test_only_the_system_moves(nothing_changes: NothingChanges) -> None:
    keep, gone, librarian = a_patron(), a_patron(), somebody_with_role("kepala")
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.move_to(merge_id=1, gone=gone, kept=keep, by=librarian, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.move_back(merge_id=1, by=librarian, at=NOW)

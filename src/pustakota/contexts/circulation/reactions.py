"""What circulation does when facts become known."""

from collections.abc import Sequence
from typing import Any

from pustakota.contexts.catalogue import events as catalogue_events
from pustakota.contexts.circulation import actions, events, queries
from pustakota.contexts.people import events as people_events
from pustakota.contexts.people import queries as people
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.outbox import batched


def tell_hold_ready(event: events.HoldReady) -> None:
    """Call a member whose reserved title can be collected."""
    actions.tell_hold_ready(hold_id=event.hold_id, at=clock.now())


def tell_renewed(event: events.LoanRenewed) -> None:
    """Tell a member the new due day."""
    actions.tell_renewed(loan_id=event.loan_id, at=clock.now())


@batched
def stop_telling_of_loans(returned: Sequence[events.ItemReturned | events.ItemLost]) -> None:
    """What came back, or is lost, is neither due nor late."""
    loan_ids = {event.loan_id for event in returned if event.loan_id is not None}
    actions.stop_telling_of_loans(loan_ids=loan_ids, at=clock.now())


@batched
def stop_telling_of_holds(changed: Sequence[events.HoldEnded | events.HoldSent]) -> None:
    """A hold that ended or travels again is not to be collected."""
    actions.stop_telling_of_holds(hold_ids={event.hold_id for event in changed}, at=clock.now())


@batched
def settle_calls(lent: Sequence[events.ItemLent | events.ReturnUndone]) -> None:
    """A copy that was kept for one member may have gone to another."""
    actions.settle_calls(record_ids={event.record_id for event in lent}, at=clock.now())


@batched
def push_availability(events: Sequence[Any]) -> None:
    """Tell the index how many copies of the titles concerned are free, and where."""
    records = {event.record_id for event in events}
    free = queries.availability(records)
    search.set_availability(
        {("record", key): {str(point): n for point, n in points.items()} for key, points in free.items()}
    )


def end_holds(event: people_events.RegistrationLapsed) -> None:
    """Nobody comes for what was reserved with a provisional card."""
    if patron := people.patron(event.patron_id):
        for hold in queries.live_holds(patron):
            actions.cancel_hold(hold=hold, by=SYSTEM, at=clock.now())


def forget_history(event: people_events.ConsentWithdrawn) -> None:
    """A member who no longer wishes to keep a history has none any more."""
    patron = people.patron_of_person(event.person_id)
    if event.purpose == people.LOAN_HISTORY and patron and not people.has_consent(event.person_id, event.purpose):
        actions.forget_history(patron=patron, by=SYSTEM, at=clock.now())


def move_to_kept(event: people_events.PersonsMerged) -> None:
    """What two memberships of one person have is put together, unless that was undone meanwhile."""
    if event.gone_patron_id is None or event.kept_patron_id is None or not people.merge_stands(event.merge_id):
        return
    gone, kept = people.patron(event.gone_patron_id), people.patron(event.kept_patron_id)
    if gone and kept:
        actions.move_to(merge_id=event.merge_id, gone=gone, kept=kept, by=SYSTEM, at=clock.now())


def move_back(event: people_events.MergeUndone) -> None:
    """What a merge moved goes back."""
    actions.move_back(merge_id=event.merge_id, by=SYSTEM, at=clock.now())


def follow_records(event: catalogue_events.RecordsMerged) -> None:
    """Whoever waits for a title that was merged waits for the one that stays."""
    actions.follow_records(record_id=event.record_id, survivor_id=event.survivor_id, by=SYSTEM, at=clock.now())

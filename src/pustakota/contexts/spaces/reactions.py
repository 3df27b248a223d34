"""What spaces do when facts become known."""

from pustakota.contexts.people import events as people
from pustakota.contexts.people import queries as persons
from pustakota.contexts.spaces import actions, events
from pustakota.foundation import clock


def move_to_kept(event: people.PersonsMerged) -> None:
    """What the entry that is gone booked is the kept one's, unless the merge was undone meanwhile."""
    if persons.merge_stands(event.merge_id):
        actions.follow_merge(merge_id=event.merge_id, gone_id=event.gone_id, kept_id=event.kept_id)


def move_back(event: people.MergeUndone) -> None:
    """What a merge moved goes back."""
    actions.undo_merge(merge_id=event.merge_id, gone_id=event.gone_id)


def tell_of_new(event: events.BookingMade) -> None:
    """Tell whoever booked that it stands, or that it was asked for."""
    actions.tell_of_booking(booking_id=event.booking_id, news=event.state, at=clock.now())


def tell_of_change(event: events.BookingChanged) -> None:
    """Tell whoever booked what became of it, and take back what is no longer true."""
    actions.tell_of_booking(booking_id=event.booking_id, news=event.news, at=clock.now())


def offer_on(_event: events.BookingChanged) -> None:
    """What became free is offered to those who wait."""
    actions.settle_waiting(at=clock.now())


def tell_of_offer(event: events.TimeOffered) -> None:
    """Tell whoever waited, or take it back."""
    actions.tell_of_offer(waiting_id=event.waiting_id, at=clock.now())


def tell_of_print(event: events.PrintJobChanged) -> None:
    """Tell a member that a print is ready or declined, and take it back once it is collected."""
    actions.tell_of_print(job_id=event.job_id, at=clock.now())

"""What programmes do when facts become known."""

from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.people import events as people
from pustakota.contexts.people import queries as persons
from pustakota.contexts.programmes import actions, events
from pustakota.contexts.spaces import events as spaces
from pustakota.foundation import clock


def tell_of_registration(event: events.RegistrationChanged) -> None:
    """Tell somebody what became of their registration."""
    actions.tell_of_registration(
        registration_id=event.registration_id, status=event.status, was=event.was, at=clock.now()
    )


def tell_of_change(event: events.OccurrenceChanged) -> None:
    """Tell everybody of a date that it moved or does not take place."""
    actions.tell_of_change(occurrence_id=event.occurrence_id, sequence=event.sequence, at=clock.now())


def follow_booking(event: spaces.BookingChanged) -> None:
    """A date goes where its group's booking goes."""
    actions.follow_booking(booking_id=event.booking_id, at=clock.now())


def follow_records(event: catalogue.RecordsMerged) -> None:
    """What was about a title that was merged is about the one that stays."""
    actions.follow_records(record_id=event.record_id, survivor_id=event.survivor_id)


def move_to_kept(event: people.PersonsMerged) -> None:
    """Registrations of the entry that is gone are the kept one's, unless the merge was undone meanwhile."""
    if persons.merge_stands(event.merge_id):
        actions.follow_merge(merge_id=event.merge_id, gone_id=event.gone_id, kept_id=event.kept_id)


def move_back(event: people.MergeUndone) -> None:
    """What a merge moved goes back."""
    actions.undo_merge(merge_id=event.merge_id, gone_id=event.gone_id)


def tell_of_certificate(event: events.CertificateGiven) -> None:
    """Tell somebody that their certificate is there."""
    actions.tell_of_certificate(certificate_id=event.certificate_id, occurrence_id=event.occurrence_id, at=clock.now())


def invite_to_survey(event: events.OccurrenceChanged) -> None:
    """Once a date is reported, ask those who came."""
    if event.state == "reported":
        actions.invite_to_survey(occurrence_id=event.occurrence_id, at=clock.now())


def settle_report(event: events.OccurrenceChanged) -> None:
    """Once a date is reported, nobody is asked for it."""
    actions.settle_report(occurrence_id=event.occurrence_id, at=clock.now())

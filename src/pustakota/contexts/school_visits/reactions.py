"""What school visits do when facts become known."""

from pustakota.contexts.programmes import events as programmes
from pustakota.contexts.school_visits import actions, events
from pustakota.foundation import clock


def tell_of_visit(event: events.VisitChanged) -> None:
    """Tell the school what became of its visit."""
    actions.tell_of_visit(visit_id=event.visit_id, status=event.status, news=event.news, at=clock.now())


def follow_date(event: programmes.OccurrenceChanged) -> None:
    """Classes follow the date that they have."""
    actions.follow_occurrence(occurrence_id=event.occurrence_id, sequence=event.sequence, at=clock.now())

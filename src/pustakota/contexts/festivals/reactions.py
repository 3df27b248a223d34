"""What festivals do when facts become known."""

from pustakota.contexts.festivals import actions, events
from pustakota.foundation import clock


def tell_of_proposal(event: events.ProposalChanged) -> None:
    """Tell who proposed it what the library decided."""
    actions.tell_of_proposal(proposal_id=event.proposal_id, state=event.state, at=clock.now())


def tell_of_version(event: events.SchedulePublished) -> None:
    """Tell those speakers for whom something differs."""
    actions.tell_of_version(
        festival_id=event.festival_id, number=event.number, session_ids=event.session_ids, at=clock.now()
    )

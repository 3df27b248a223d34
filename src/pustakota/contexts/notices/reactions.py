"""What notices do when facts become known."""

from pustakota.contexts.notices import actions
from pustakota.contexts.people import events as people
from pustakota.foundation import clock


def welcome(event: people.MemberRegistered) -> None:
    """Greet a new member."""
    actions.welcome(patron_id=event.patron_id, at=clock.now())

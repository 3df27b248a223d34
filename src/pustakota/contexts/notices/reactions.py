"""What notices do when facts become known."""

from pustakota.contexts.notices import actions
from pustakota.contexts.people import events as people
from pustakota.foundation import clock


def welcome(event: people.MemberRegistered) -> None:
    """Greet a new member."""
    actions.welcome(patron_id=event.patron_id, at=clock.now())


def follow_merge(event: people.PersonsMerged) -> None:
    """What concerned the entry that is gone concerns the one that stays."""
    actions.follow_merge(gone_id=event.gone_id, kept_id=event.kept_id)

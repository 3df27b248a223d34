"""What notices do when facts become known."""

from pustakota.contexts.notices import actions
from pustakota.contexts.people import events as people
from pustakota.foundation import clock


def welcome(event: people.MemberRegistered) -> None:
    """Greet a new member."""
    actions.welcome(patron_id=event.patron_id, at=clock.now())


def ask_to_confirm(event: people.RegistrationAsked) -> None:
    """Send the link that confirms an e-mail address."""
    actions.ask_to_confirm(registration_id=event.registration_id, at=clock.now())


def send_sign_in_link(event: people.SignInLinkAsked) -> None:
    """Send the link that signs in."""
    actions.send_sign_in_link(link_id=event.link_id, at=clock.now())


def follow_merge(event: people.PersonsMerged) -> None:
    """What concerned the entry that is gone concerns the one that stays."""
    actions.follow_merge(gone_id=event.gone_id, kept_id=event.kept_id)

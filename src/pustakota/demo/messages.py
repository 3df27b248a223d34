"""Who agreed to messages, and what the members of the city are told this morning."""

from datetime import datetime, timedelta
from random import Random

from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices.actions import Channel
from pustakota.contexts.people import actions, queries
from pustakota.demo import people
from pustakota.foundation.actors import SYSTEM

AGREED = timedelta(days=20)
BY_HAND = 0.6
"""The share of adults who agreed to be written to by WhatsApp."""
IN_ENGLISH = 2
"""The card whose holder reads messages in English and with titles."""


def agree(at: datetime) -> None:
    """Many adults agreed to messages by WhatsApp; one member reads them in English, with titles."""
    chance = Random("arunika messages")
    before = at - AGREED
    for number in (*people.GOOD, *people.OTHERS):
        patron = queries.patron_of_card(people.card(number))
        if patron and chance.random() < BY_HAND:
            actions.give_consent(person=patron.person, purpose="whatsapp", by=SYSTEM, at=before, how=actions.How.DEMO)
    if patron := queries.patron_of_card(people.card(IN_ENGLISH)):
        notices.choose(person_id=patron.person_id, language="en", names_titles=True, by=SYSTEM, at=before)


def tell(at: datetime) -> None:
    """What is due soon or late today is told, and what people send by hand lies ready."""
    after: int | None = 0
    while after is not None:
        after = circulation.tell_of_loans(after=after, at=at)
    for channel in (Channel.WHATSAPP, Channel.PRINT):
        after = 0
        while after is not None:
            after = notices.gather(channel=channel, after=after, at=at)

"""Links that somebody waits for this minute: to confirm an address, to sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.models import DirectLetter
from pustakota.contexts.notices.queries import CONFIRM, SIGN_IN
from pustakota.contexts.notices.rules import Answer, Channel
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.notices.rules import Carried

CONFIRM_FOR = timedelta(days=3)
"""How long it is tried to send a link that confirms an address."""


@transaction.atomic
def ask_to_confirm(*, registration_id: int, at: datetime) -> DirectLetter | None:
    """Ask whoever registered from home to confirm their e-mail address; once for a registration."""
    found = people.registration(registration_id)
    if found is None or not found.email or Channel.EMAIL not in queries.offered():
        return None
    letter, _is_new = DirectLetter.objects.get_or_create(
        kind=CONFIRM,
        number=found.pk,
        defaults={
            "person": people.who_answers(found.patron),
            "point": found.patron.home_point,
            "email": found.email,
            "language": found.language,
            "queued_at": at,
            "useful_until": at + CONFIRM_FOR,
        },
    )
    return letter


@transaction.atomic
def send_sign_in_link(*, link_id: int, at: datetime) -> DirectLetter | None:
    """Send a link to sign in to whoever has the address; where nobody has it, nothing is sent."""
    link = people.sign_in_link(link_id)
    account = link.account if link else None
    if link is None or account is None or not account.email or Channel.EMAIL not in queries.offered():
        return None
    patron = getattr(account.person, "patron", None)
    letter, _is_new = DirectLetter.objects.get_or_create(
        kind=SIGN_IN,
        number=link.pk,
        defaults={
            "person": account.person,
            "point": patron.home_point if patron else None,
            "email": account.email,
            "language": link.language,
            "queued_at": at,
            "useful_until": link.expires_at,
        },
    )
    return letter


@transaction.atomic
def end_direct(*, letter: DirectLetter, carried: Carried, at: datetime) -> None:
    """Note what the mail server answered; what failed for now is tried again while it is of use."""
    if carried.answer in {Answer.TAKEN, Answer.REFUSED}:
        letter.ended_at = at
    else:
        letter.failures += 1
    letter.save(update_fields=["ended_at", "failures"])


@transaction.atomic
def prune_direct(*, before: datetime) -> int:
    """Delete what was sent, or was of use, before a moment; the number deleted."""
    return DirectLetter.objects.filter(useful_until__lt=before).delete()[0]

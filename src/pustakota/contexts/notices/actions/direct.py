"""E-mails to one address: links that somebody waits for this minute, and what strangers are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.models import DirectLetter
from pustakota.contexts.notices.queries import CONFIRM, SIGN_IN, TOLD
from pustakota.contexts.notices.rules import Answer, Channel
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.contexts.notices.rules import Carried
    from pustakota.contexts.organisation.models import ServicePoint

CONFIRM_FOR = timedelta(days=3)
"""How long it is tried to send a link that confirms an address, or to tell a stranger something."""


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
def write_to(
    *,
    email: str,
    name: str,
    template: str,
    key: str,
    point: ServicePoint,
    facts: Mapping[str, Any],
    at: datetime,
    language: str = "id",
) -> int:
    """Tell somebody without an account something, by e-mail and once for a key; 0 where no address is known.

    ``facts`` as of any notice, with ``page``: the secret address at which they go on.
    """
    if not email or Channel.EMAIL not in queries.offered():
        return 0
    given = {
        "kind": TOLD,
        "point": point,
        "email": email,
        "name": name,
        "template": template,
        "facts": dict(facts),
        "language": language,
        "queued_at": at,
        "useful_until": at + CONFIRM_FOR,
    }
    _letter, is_new = DirectLetter.objects.get_or_create(key=key, defaults=given)
    return int(is_new)


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

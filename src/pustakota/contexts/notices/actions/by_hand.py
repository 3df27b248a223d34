"""What people behind the desk send, print and note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import permissions
from pustakota.contexts.notices.actions.reading import stop_channel
from pustakota.contexts.notices.errors import SendingRefused
from pustakota.contexts.notices.models import Attempt, Letter, LetterState, Outcome, Telling, TellingState
from pustakota.contexts.notices.rules import BY_HAND, Channel
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@transaction.atomic
def note_sent(*, letter: Letter, by: Actor, at: datetime) -> None:
    """Note that somebody sent or handed over a letter that the system does not carry itself."""
    permissions.may_send(by, letter.point)
    if letter.channel not in BY_HAND:
        raise SendingRefused(Reason("not_by_hand", overridable=False))
    ended = {"state": LetterState.SENT, "ended_at": at}
    if not Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(**ended):
        raise SendingRefused(Reason("not_waiting", overridable=False))
    Attempt.objects.create(letter=letter, begun_at=at, ended_at=at, outcome=Outcome.BY_HAND, by_account=by.account_id)
    Telling.objects.filter(letter=letter, state=TellingState.WAITING).update(state=TellingState.TOLD)


@transaction.atomic
def note_wrong_number(*, letter: Letter, by: Actor, at: datetime) -> None:
    """The number does not lead to the member: what matters goes onto paper."""
    permissions.may_send(by, letter.point)
    ended = {"state": LetterState.GIVEN_UP, "ended_at": at}
    if not Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING, channel=Channel.WHATSAPP).update(**ended):
        raise SendingRefused(Reason("not_waiting", overridable=False))
    Attempt.objects.create(letter=letter, begun_at=at, ended_at=at, outcome=Outcome.FAILED, by_account=by.account_id)
    tellings = list(Telling.objects.filter(letter=letter, state=TellingState.WAITING))
    Telling.objects.filter(pk__in=[each.pk for each in tellings]).update(state=TellingState.FAILED)
    known = set(
        Telling.objects.filter(
            notice__in=[each.notice_id for each in tellings], person=letter.person_id, channel=Channel.PRINT
        ).values_list("notice", flat=True)
    )
    Telling.objects.bulk_create(
        Telling(notice_id=each.notice_id, person_id=each.person_id, channel=Channel.PRINT)
        for each in tellings
        if each.notice_id not in known
    )


@transaction.atomic
def stop_by_word(*, letter: Letter, by: Actor, at: datetime) -> None:
    """The member answered STOP: nothing more by this channel, and this letter does not wait any more."""
    permissions.may_send(by, letter.point)
    stop_channel(person_id=letter.person_id, channel=Channel(letter.channel), by=by, at=at)
    Telling.objects.filter(person=letter.person_id, channel=letter.channel, state=TellingState.WAITING).update(
        state=TellingState.WITHDRAWN
    )
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(state=LetterState.DROPPED, ended_at=at)


@transaction.atomic
def try_again(*, letter: Letter, by: Actor) -> None:
    """Carry a letter now that still waits for its next attempt."""
    permissions.may_send(by, letter.point)
    if not Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(not_before=None):
        raise SendingRefused(Reason("not_waiting", overridable=False))

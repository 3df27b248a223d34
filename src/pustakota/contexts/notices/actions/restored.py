"""After a restore: what waited when the backup was taken may have been sent since, so people decide about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import permissions, queries
from pustakota.contexts.notices.actions.carrying import drop_empty
from pustakota.contexts.notices.models import Attempt, Letter, LetterState, Outcome, Telling, TellingState
from pustakota.contexts.notices.rules import AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def hold_back(*, by: Actor, at: datetime) -> int:
    """Hold back everything that the system would send by itself; how many messages.

    A letter that was tried and whose end is not known counts as cut off; the others are unpacked again.
    """
    permissions.may_operate(by)
    open_letters = Letter.objects.filter(channel__in=AUTOMATIC, state__in=queries.OPEN)
    letters = list(open_letters.values_list("pk", flat=True))
    Attempt.objects.filter(letter__in=letters, outcome=Outcome.OPEN).update(outcome=Outcome.IN_DOUBT, ended_at=at)
    Letter.objects.filter(pk__in=letters).update(state=LetterState.WAITING)
    waiting = Telling.objects.filter(channel__in=AUTOMATIC, state=TellingState.WAITING)
    held = waiting.update(state=TellingState.HELD, letter=None)
    drop_empty(letters, at=at)
    return held


@transaction.atomic
def send_held(*, at_point: ServicePoint, tellings: Collection[int], by: Actor) -> int:
    """These are to be sent after all; how many. They go with the next round, in today's letter or tomorrow's."""
    return _decide(at_point, tellings, by, TellingState.WAITING)


@transaction.atomic
def leave_held(*, at_point: ServicePoint, tellings: Collection[int], by: Actor) -> int:
    """These need not be sent: their readers had them, or it is too late; how many."""
    return _decide(at_point, tellings, by, TellingState.WITHDRAWN)


def _decide(at_point: ServicePoint, tellings: Collection[int], by: Actor, state: TellingState) -> int:
    permissions.may_send(by, at_point)
    held = Telling.objects.filter(pk__in=tellings, state=TellingState.HELD, notice__point=at_point)
    return held.update(state=state)

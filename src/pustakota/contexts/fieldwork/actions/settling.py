"""What was refused: try it again after something was put right, or say what was done about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.fieldwork import permissions, queries, rules
from pustakota.contexts.fieldwork.actions.taking import act
from pustakota.contexts.fieldwork.errors import EntryRefused
from pustakota.contexts.fieldwork.models import Entry, Outcome
from pustakota.contexts.people.permissions import may_forget
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@transaction.atomic
def try_again(*, entry: Entry, by: Actor, at: datetime) -> Entry:
    """Do now what an entry says, in the name of whoever presses the button; refused again, it stands as before."""
    held = _held(entry, by)
    raw = held.said | {"uuid": str(held.uuid)}
    if rules.reasons_against(raw) or held.happened_at is None:
        raise EntryRefused(Reason("unreadable", overridable=False))
    noted = replace(rules.noted(raw, sent_at=at, received_at=at), at=held.happened_at)
    tried = act(held, noted, by=by, at=at)
    if tried.outcome != Outcome.REFUSED:
        tried.settled_at, tried.settled_by = at, by.account_id
        tried.save(update_fields=["settled_at", "settled_by"])
    return tried


@transaction.atomic
def settle(*, entry: Entry, settlement: str, by: Actor, at: datetime) -> Entry:
    """Close what cannot be kept so, with what was done about it; its card number goes."""
    held = _held(entry, by)
    if not settlement.strip():
        raise EntryRefused(Reason("reason_missing", overridable=False))
    held.outcome, held.settlement = Outcome.SETTLED, settlement.strip()
    held.settled_at, held.settled_by, held.said = at, by.account_id, {}
    held.save()
    return held


def _held(entry: Entry, by: Actor) -> Entry:
    permissions.may_settle(by, entry.device.service_point_id)
    held = Entry.objects.select_for_update(of=("self",)).select_related("device").get(pk=entry.pk)
    if held.outcome != Outcome.REFUSED:
        raise EntryRefused(Reason("settled_already", overridable=False))
    return held


@transaction.atomic
def forget_said(*, at: datetime) -> int:
    """Three months on, what an entry said leads to nobody; that it came, and what became of it, stays."""
    old = Entry.objects.filter(received_at__lt=at - rules.KEPT)
    return old.exclude(said={}, subject="").update(said={}, subject="", reasons=[])


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor) -> int:
    """Take what phones noted from somebody who is to be forgotten; that something was noted stays."""
    may_forget(by)
    return queries.of_persons(person_ids).update(said={}, subject="", reasons=[])

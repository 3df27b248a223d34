"""Part a record from a work, join two works, take either back: what staff decide wins over the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.errors import WorkRefused
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.models import Record, WorkDecision
from pustakota.contexts.catalogue.queries import works
from pustakota.contexts.catalogue.rules.works import work_of
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

LONGEST_REASON = 300
_ANNOUNCED_AT_ONCE = 1_000


@transaction.atomic
def part_from_work(*, record: Record, reason: str, by: Actor, at: datetime) -> WorkDecision:
    """Let a record stand for itself that the rule, or a joining, takes for an edition of a work."""
    permissions.may_edit(by)
    record = locks.hold(record)
    why, number = reason.strip(), works.number_of_work(record)
    if reasons := (*_unexplained(why), *_reasons_not_to_part(record)):
        raise WorkRefused(*reasons)
    others = list(works.members_of(number).values_list("pk", flat=True))
    made = WorkDecision.objects.create(
        kind=WorkDecision.Kind.PART, record=record, old=number, new=-record.pk, reason=why, made_at=at,
        made_by=by.account_id,
    )  # fmt: skip
    Record.objects.filter(pk=record.pk).update(work=made.new)
    _announce(others, at)
    return made


@transaction.atomic
def join_works(*, record: Record, other: Record, reason: str, by: Actor, at: datetime) -> WorkDecision:
    """Take two records, with all editions of each, for one work; what comes in later follows."""
    permissions.may_edit(by)
    held = {row.pk: row for row in (locks.hold(row) for row in sorted((record, other), key=lambda row: row.pk))}
    record, other = held[record.pk], held[other.pk]
    old, new, why = works.number_of_work(record), works.number_of_work(other), reason.strip()
    if reasons := (*_unexplained(why), *_reasons_not_to_join(record, other, old=old, new=new)):
        raise WorkRefused(*reasons)
    made = WorkDecision.objects.create(
        kind=WorkDecision.Kind.JOIN, record=record, other=other, old=old, new=new, reason=why, made_at=at,
        made_by=by.account_id,
    )  # fmt: skip
    moved = list(works.members_of(old).values_list("pk", flat=True))
    Record.objects.filter(pk__in=[*moved, other.pk]).update(work=new)
    _announce(list(works.members_of(new).values_list("pk", flat=True)), at)
    return made


@transaction.atomic
def take_back(*, decision: WorkDecision, reason: str, by: Actor, at: datetime) -> WorkDecision:
    """End a decision: its records are again where the rule and the other decisions put them. The row stays."""
    permissions.may_edit(by)
    locks.hold(decision.record)
    decision.refresh_from_db()
    why = reason.strip()
    if reasons := (*_unexplained(why), *_reasons_not_to_take_back(decision)):
        raise WorkRefused(*reasons)
    touched = _touched_by(decision)
    decision.ended_at, decision.ended_by, decision.ended_because = at, by.account_id, why
    decision.save(update_fields=["ended_at", "ended_by", "ended_because"])
    _by_rule(touched)
    follow_decisions(touched)
    _announce(touched, at)
    return decision


def follow_decisions(record_ids: Collection[int]) -> None:
    """Put records whose work was just told from their MARC where staff decided; two queries, more where they did."""
    if not record_ids:
        return
    rows = dict(Record.objects.filter(pk__in=record_ids).values_list("pk", "work"))
    own = works.parted(record_ids)
    now = {key: own.get(key, work) for key, work in rows.items()}
    led = works.roots({-key if work is None else work for key, work in now.items()})
    named = works.joined_to([-key for key, work in now.items() if work is None])
    for key, work in now.items():
        after = led.get(-key if work is None else work, -key if work is None and -key in named else work)
        if after != rows[key]:
            Record.objects.filter(pk=key).update(work=after)


def _touched_by(decision: WorkDecision) -> list[int]:
    if decision.kind == WorkDecision.Kind.PART:
        return [decision.record_id, *works.members_of(decision.old).values_list("pk", flat=True)]
    root = works.roots([decision.new]).get(decision.new, decision.new)
    return list(works.members_of(root).values_list("pk", flat=True))


def _by_rule(record_ids: Collection[int]) -> None:
    for key, marc in Record.objects.filter(pk__in=record_ids).values_list("pk", "marc"):
        Record.objects.filter(pk=key).update(work=work_of(from_json(marc)))


def _unexplained(why: str) -> Iterator[Reason]:
    if not why or len(why) > LONGEST_REASON:
        yield Reason("no_reason", {"most": LONGEST_REASON}, overridable=False)


def _reasons_not_to_part(record: Record) -> Iterator[Reason]:
    if record.removed_at is not None:
        yield Reason("record_removed", overridable=False)
    if works.members_of(works.number_of_work(record)).exclude(pk=record.pk).first() is None:
        yield Reason("stands_alone", overridable=False)
    elif works.parted([record.pk]):
        yield Reason("joined_after_parting", overridable=False)


def _reasons_not_to_join(record: Record, other: Record, *, old: int, new: int) -> Iterator[Reason]:
    if record.removed_at is not None or other.removed_at is not None:
        yield Reason("record_removed", overridable=False)
    if old == new:
        yield Reason("one_work_already", overridable=False)


def _reasons_not_to_take_back(decision: WorkDecision) -> Iterator[Reason]:
    if decision.ended_at is not None:
        yield Reason("taken_back_already", overridable=False)


def _announce(record_ids: Sequence[int], at: datetime) -> None:
    keys = sorted(set(record_ids))
    for start in range(0, len(keys), _ANNOUNCED_AT_ONCE):
        outbox.announce(RecordsChanged(record_ids=keys[start : start + _ANNOUNCED_AT_ONCE]), at=at)

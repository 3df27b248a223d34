"""Leading people from the form they look under to the one that the records use."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.errors import ReferenceRefused
from pustakota.contexts.catalogue.models import HeadingKind, Reference
from pustakota.contexts.catalogue.rules import references as rules
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pustakota.contexts.catalogue.marc.entry import Entry
    from pustakota.foundation.actors import Actor

AT_ONCE = 500
KINDS = (HeadingKind.AUTHOR, HeadingKind.SUBJECT)
Problem = tuple[int, int, str]
"""The number of a record in its file, the place of its first byte, and what is wrong."""


@dataclass(slots=True)
class Taken:
    """What became of a file of authority records."""

    read: int = 0
    references: int = 0
    without: int = 0
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def refer(*, kind: str, label: str, see: str, is_also: bool, by: Actor, at: datetime) -> Reference:
    """Who looks under the first form finds the second, from the next count of the lists on."""
    permissions.may_edit(by)
    label, see = " ".join(label.split()), " ".join(see.split())
    if reasons := list(_against(kind, label, see)):
        raise ReferenceRefused(*reasons)
    kept = Reference(kind=kind, label=label, see=see, is_also=is_also, added_at=at, added_by=by.account_id)
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        raise ReferenceRefused(Reason("there_already", {"label": label, "see": see}, overridable=False)) from None
    return kept


def _against(kind: str, label: str, see: str) -> Iterator[Reason]:
    if kind not in KINDS:
        yield Reason("unknown_kind", overridable=False)
    if not label or not see:
        yield Reason("form_missing", overridable=False)
    elif label == see:
        yield Reason("same_form", overridable=False)
    if max(len(label), len(see)) > rules.LONGEST:
        yield Reason("too_long", {"most": rules.LONGEST}, overridable=False)


def withdraw_reference(*, reference: Reference, by: Actor) -> None:
    """Lead nobody there any more, from the next count on. One from a file comes back with the next such file."""
    permissions.may_edit(by)
    reference.delete()


def take_authorities(*, entries: Iterable[Entry], by: Actor, at: datetime) -> Iterator[Taken]:
    """Keep what authority records refer to, some hundreds at a time; each yield is how far it is.

    A record that comes again replaces what it said before, so that a stopped run may simply begin anew. What is no
    authority record or cannot be read is listed and the rest goes on.
    """
    permissions.may_import(by)
    waiting, taken = iter(entries), Taken()
    while batch := list(islice(waiting, AT_ONCE)):
        _keep(batch, taken, at)
        yield taken


def _keep(batch: list[Entry], taken: Taken, at: datetime) -> None:
    rows: dict[tuple[str, str, str], Reference] = {}
    origins: set[str] = set()
    for entry in batch:
        taken.read += 1
        record = entry.record
        if record is None or not rules.is_authority(record):
            code = entry.problems[0].code if record is None and entry.problems else "no_authority"
            taken.problems.append((entry.ordinal, entry.position, code))
            continue
        origin = f"{record.control('003')}/{record.control('001')}".strip("/ ")[: Reference.LONGEST_ORIGIN]
        origins.add(origin)
        found = rules.pointings(record)
        taken.without += not found
        for each in found:
            rows[each.kind, each.label, each.see] = Reference(**each._asdict(), origin=origin, added_at=at)
    with transaction.atomic():
        Reference.objects.filter(origin__in=origins - {""}).delete()
        kept = Reference.objects.bulk_create(rows.values(), ignore_conflicts=True)
    taken.references += len(kept)

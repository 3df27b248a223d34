"""A page of a harvest becomes entries: some at a time, each part in one transaction, the last with the token."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.network import queries
from pustakota.contexts.network.actions.grouping import dropped, regroup
from pustakota.contexts.network.models import Entry, EntryKey, HarvestRemark
from pustakota.contexts.network.rules import linking, matching
from pustakota.foundation.writing import changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pustakota.contexts.network.models import HarvestRun, Source
    from pustakota.contexts.network.rules.oai_answers import Header, Page, Remark

AT_ONCE = 125
"""Records in one transaction: others write in between."""
COLUMNS = ("title", "subtitle", "responsibility", "authors", "year", "language", "publisher", "isbns",
           "control_number", "class_number", "material", "audience", "details")  # fmt: skip
_WRITTEN = ("datestamp", "run_id", "raw", "is_deleted", "changed_at", "link", "keys", "main", "part", *COLUMNS)
_COUNTED = ("seen", "added", "changed", "unchanged", "deleted", "refused")
_LONGEST_REASON = 300


class Taken(NamedTuple):
    """A record of a page with what could be read of it."""

    header: Header
    read: foreign.Foreign | None


@dataclass(slots=True)
class _Part:
    """What becomes of some records of a page."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)


def store(run: HarvestRun, page: Page, *, at: datetime) -> None:
    """Everything of a page, then its token: killed in between, the page is asked for again and finds itself done."""
    number = run.pages + 1
    taken = [Taken(header, None if header.is_deleted else foreign.read(header.metadata)) for header in page.records]
    parts = [taken[begin : begin + AT_ONCE] for begin in range(0, len(taken), AT_ONCE)] or [[]]
    for part in parts[:-1]:
        with transaction.atomic():
            _store(run, part, at=at)
            _note(run, at=at)
    with transaction.atomic():
        _store(run, parts[-1], at=at)
        _remark(run, number, page, taken)
        run.pages, run.token = number, page.token
        run.size = page.size or run.size
        _note(run, at=at, also=("pages", "token", "size"))


def _note(run: HarvestRun, *, at: datetime, also: tuple[str, ...] = ()) -> None:
    run.seen_at = at
    run.save(update_fields=["seen_at", *_COUNTED, *also])


def _store(run: HarvestRun, taken: Sequence[Taken], *, at: datetime) -> None:
    part = _sorted_out(run, taken, at=at)
    created = Entry.objects.bulk_create(part.new)
    for entry in part.changed:
        changed(entry, *_WRITTEN)
    Entry.objects.filter(pk__in=part.same).update(run_id=run.pk)
    queries.keys_of_entries([entry.pk for entry in part.changed]).delete()
    touched = [*created, *part.changed]
    EntryKey.objects.bulk_create(EntryKey(key=key, entry=entry) for entry in touched for key in entry.keys)
    regroup([entry.pk for entry in touched], at=at)
    if part.gone:
        dropped(part.gone, at=at)
    run.seen += len(taken)
    run.added += len(part.new)
    run.changed += len(part.changed)
    run.unchanged += len(part.same)
    run.deleted += len(part.gone)
    run.refused += len(part.refused)


def _sorted_out(run: HarvestRun, taken: Sequence[Taken], *, at: datetime) -> _Part:
    part, last = _Part(), {one.header.identifier: one for one in taken}
    known = queries.entries_of(run.source_id, list(last))
    for identifier, one in last.items():
        entry = known.get(identifier)
        if one.read is None:
            if entry is not None and not entry.is_deleted:
                part.gone.append(entry)
        elif one.read.marc is None:
            part.refused.append(_unread(one))
        elif entry is None:
            part.new.append(_filled(Entry(source=run.source), run, one, at=at))
        elif _is_same(entry, run, one):
            part.same.append(entry.pk)
        else:
            part.changed.append(_filled(entry, run, one, at=at))
    return part


def _unread(one: Taken) -> Any:
    assert one.read is not None
    return one.header.ordinal, one.header.identifier, "unreadable", "; ".join(one.read.problems)


def _is_same(entry: Entry, run: HarvestRun, one: Taken) -> bool:
    if entry.is_deleted or entry.raw is None or zlib.decompress(entry.raw) != one.header.metadata:
        return False
    return entry.link == _address_of(run.source, one)


def _filled(entry: Entry, run: HarvestRun, one: Taken, *, at: datetime) -> Entry:
    assert one.read is not None
    assert one.read.marc is not None
    said, marc = one.read.columns, one.read.marc
    entry.identifier, entry.datestamp, entry.run_id = one.header.identifier, one.header.datestamp, run.pk
    entry.raw, entry.is_deleted, entry.changed_at = zlib.compress(one.header.metadata, 1), False, at
    entry.link = _address_of(run.source, one)
    describe(entry, said, tuple(foreign.numbers_of(marc)))
    return entry


def _address_of(source: Source, one: Taken) -> str:
    assert one.read is not None
    assert one.read.marc is not None
    found = linking.record_address(
        source.pattern,
        identifier=one.header.identifier,
        control=one.read.columns["control_number"],
        links=foreign.links_of(one.read.marc),
    )
    return found if linking.is_address(found) else ""


def describe(entry: Entry, said: Mapping[str, Any], numbers: Sequence[str]) -> None:
    """What a record says, in the columns of its entry, with the keys by which it is matched."""
    for name in COLUMNS:
        setattr(entry, name, _storable(said[name]))
    details, whole = said["details"], foreign.sort_form(f"{said['title']} {said['subtitle']}")
    entry.main = foreign.sort_form(said["title"])[:300]
    entry.part = matching.part_of(f"{said['title']} {said['subtitle']}", details.get("part", ""))[:20]
    entry.keys = list(
        matching.keys_of(
            isbns=said["isbns"],
            issns=details.get("issns", ()),
            controls=numbers,
            title=whole,
            author=foreign.sort_form(said["authors"][0]) if said["authors"] else "",
            year=said["year"],
        )
    )


def _storable(value: Any) -> Any:
    """Without the one character that PostgreSQL keeps in no text."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _remark(run: HarvestRun, number: int, page: Page, taken: Sequence[Taken]) -> None:
    listed = [(each.ordinal, each.identifier, each.code, each.reason) for each in page.remarks]
    listed += [_unread(one) for one in taken if one.read is not None and one.read.marc is None]
    run.refused += sum(1 for each in page.remarks if each.code == "unreadable")
    HarvestRemark.objects.bulk_create(
        HarvestRemark(
            run=run,
            page=number,
            ordinal=ordinal,
            identifier=identifier.replace("\0", ""),
            code=code,
            reason=reason.replace("\0", "")[:_LONGEST_REASON],
            taken=code == "mended",
        )
        for ordinal, identifier, code, reason in listed
    )

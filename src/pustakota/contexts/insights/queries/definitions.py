"""What figures mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language

from pustakota.contexts.insights.models import Definition
from pustakota.contexts.insights.rules import PeriodKind

if TYPE_CHECKING:
    from datetime import date

    from pustakota.contexts.insights.rules import Period


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition in the reader's language."""

    code: str
    version: int
    name: str
    counts: str
    unit: str
    source: str
    valid_from: date


def definitions_on(day: date) -> dict[str, Definition]:
    """The version of each definition that holds on a day: the newest that is valid, else the first."""
    found: dict[str, Definition] = {}
    for row in Definition.objects.order_by("code", "valid_from"):
        if row.code not in found or row.valid_from <= day:
            found[row.code] = row
    return found


def meanings_on(day: date) -> dict[str, Meaning]:
    """The same in the reader's language."""
    return {code: meaning_of(row) for code, row in definitions_on(day).items()}


def all_meanings() -> list[list[Meaning]]:
    """Of each figure its versions, the newest first."""
    found: dict[str, list[Meaning]] = {}
    for row in Definition.objects.order_by("pk"):
        found.setdefault(row.code, []).insert(0, meaning_of(row))
    return list(found.values())


def words_of(period: Period) -> str:
    """``November 2026``, ``16 November – 22 November 2026``, as people say periods."""
    if period.kind is PeriodKind.YEAR:
        return str(period.first.year)
    if period.kind is PeriodKind.MONTH:
        return date_format(period.first, "F Y")
    if period.kind is PeriodKind.DAY:
        return date_format(period.first, "l, j F Y")
    return f"{date_format(period.first, 'j F')} – {date_format(period.last, 'j F Y')}"


def meaning_of(row: Definition) -> Meaning:
    is_indonesian = get_language() == "id"
    return Meaning(
        code=row.code,
        version=row.version,
        name=row.name_id if is_indonesian else row.name_en,
        counts=row.counts_id if is_indonesian else row.counts_en,
        unit=row.unit_id if is_indonesian else row.unit_en,
        source=row.source,
        valid_from=row.valid_from,
    )

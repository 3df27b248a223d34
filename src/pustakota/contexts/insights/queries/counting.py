"""How figures are counted: what ``config/counts.py`` is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, QuerySet, Sum, TextField
from django.db.models import Count as RowCount
from django.db.models.functions import Cast, Substr

from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.utils.functional import Promise

    from pustakota.contexts.organisation.models import ServicePoint

CHUNK = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Points and days, both ends included; ``as_of``: as it was known at a moment."""

    points: tuple[ServicePoint, ...]
    first: date
    last: date
    as_of: datetime | None = None

    @property
    def point_ids(self) -> list[int]:
        return [point.pk for point in self.points]


@dataclass(frozen=True, slots=True)
class Fact:
    """A row behind a number: where, when, what kind, how it reached us, and how much it counts; never who."""

    point_id: int
    on: date
    at: datetime | None
    kind: str | Promise
    source: str | Promise
    method: str | Promise
    value: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of one table that a figure counts, by the names of their columns.

    ``day`` is a column that holds the point's own day; without one, it follows from ``moment`` and the point's zone.
    ``value`` is summed up; without one, each row counts one. ``words`` says what kinds, sources and methods mean.
    """

    name: str
    of: Callable[[Scope], QuerySet[Any]]
    point: str = "service_point_id"
    moment: str = ""
    day: str = ""
    value: str = ""
    kind: str = ""
    source: str = ""
    method: str = ""
    label: str | Promise = ""
    words: Mapping[str, str | Promise] = field(default_factory=dict)

    def by_day(self, scope: Scope) -> dict[tuple[int, date], int]:
        """The value of each point and day that has rows."""
        number = Sum(self.value) if self.value else RowCount("pk")
        if self.day:
            rows = self.of(scope).order_by().values_list(self.point, self.day).annotate(n=number)
            return {(point, day): counted for point, day, counted in rows}
        return self._by_moment(scope, number)

    def _by_moment(self, scope: Scope, number: Aggregate) -> dict[tuple[int, date], int]:
        """The database adds up hours of UTC, each of which lies within one day of the point.

        Asking it for days costs a call of Python for each row on SQLite. Where a zone is no whole hours away from UTC,
        minutes are added up instead.
        """
        found: dict[tuple[int, date], int] = defaultdict(int)
        for zone, part in _by_zone(scope):
            hour = Substr(Cast(self.moment, TextField()), 1, _length_of_step(zone, scope.first))
            rows = self.of(part).order_by().annotate(counted_in=hour).values_list(self.point, "counted_in")
            days: dict[str, date] = {}
            for point, step, counted in rows.annotate(n=number):
                if step not in days:
                    days[step] = periods.local_day(_moment_of(step), zone)
                found[point, days[step]] += counted
        return dict(found)

    def number(self, scope: Scope) -> int:
        return self.of(scope).count()

    def facts(self, scope: Scope, *, start: int = 0, end: int | None = None) -> Iterator[Fact]:
        """The rows one by one, oldest first."""
        zones = {point.pk: point.zone for point in scope.points}
        columns = [name for name in self._columns() if name]
        rows = self.of(scope).order_by(self.moment or self.day, "pk").values_list(*columns)
        for row in rows[start:end].iterator(chunk_size=CHUNK):
            yield self._fact(dict(zip(columns, row, strict=True)), zones)

    def _columns(self) -> tuple[str, ...]:
        given = ("pk", self.point, self.moment, self.day, self.value, self.kind, self.source, self.method)
        return tuple(dict.fromkeys(given))

    def _fact(self, row: Mapping[str, Any], zones: Mapping[int, str]) -> Fact:
        point_id, at = row[self.point], row.get(self.moment)
        return Fact(
            point_id=point_id,
            on=row[self.day] if self.day else periods.local_day(row[self.moment], zones[point_id]),
            at=at,
            kind=self._word(row.get(self.kind), self.label),
            source=self._word(row.get(self.source), ""),
            method=self._word(row.get(self.method), ""),
            value=row[self.value] if self.value else 1,
            key=f"{self.name}:{row['pk']}",
        )

    def _word(self, code: Any, otherwise: str | Promise) -> str | Promise:
        return self.words.get(code, str(code)) if code else otherwise


HOUR, MINUTE = len("2026-03-02 10"), len("2026-03-02 10:15")


def _length_of_step(zone: str, day: date) -> int:
    """As much of a moment's text as lies within one day of the zone."""
    away = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return MINUTE if away % timedelta(hours=1) else HOUR


def _moment_of(step: str) -> datetime:
    """The beginning of an hour or a minute of UTC."""
    return datetime.fromisoformat(step).replace(tzinfo=UTC)


def _by_zone(scope: Scope) -> list[tuple[str, Scope]]:
    zones: dict[str, list[ServicePoint]] = defaultdict(list)
    for point in scope.points:
        zones[point.zone].append(point)
    return [
        (zone, Scope(points=tuple(points), first=scope.first, last=scope.last, as_of=scope.as_of))
        for zone, points in zones.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure whose days add up. ``nothing``: days for which people said there was none; only where people note it."""

    code: str
    rows: Rows
    nothing: Callable[[Scope], set[tuple[int, date]]] | None = None

    @property
    def is_noted(self) -> bool:
        """People note it: silence is then no 0."""
        return self.nothing is not None


@dataclass(frozen=True, slots=True)
class Use:
    """Somebody, known by a key of the year alone, did something."""

    key: str
    point_id: int
    at: datetime
    kind: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A figure of different persons, whose days do not add up.

    ``pairs``: the different pairs of key and point; ``uses``: all uses, for the facts behind.
    """

    code: str
    pairs: Sequence[Callable[[Scope], Iterable[tuple[str, int]]]]
    uses: Sequence[Callable[[Scope], Iterable[Use]]]

    def by_point(self, scope: Scope) -> tuple[int, dict[int, int]]:
        """How many persons altogether, and at each point."""
        found: set[tuple[str, int]] = set()
        for pairs in self.pairs:
            found.update(pairs(scope))
        return len({key for key, _point_id in found}), Counter(point_id for _key, point_id in found)

    def facts(self, scope: Scope) -> list[Fact]:
        """For each person the first use in the time, oldest first; the key stays inside."""
        zones = {point.pk: point.zone for point in scope.points}
        first: dict[str, Use] = {}
        for uses in self.uses:
            for use in uses(scope):
                if use.key not in first or use.at < first[use.key].at:
                    first[use.key] = use
        ordered = sorted(first.values(), key=lambda use: (use.at, use.key))
        return [
            Fact(u.point_id, periods.local_day(u.at, zones[u.point_id]), u.at, u.kind, "", "", 1, f"person:{u.key}")
            for u in ordered
        ]


@dataclass
class _Register:
    counts: tuple[Count, ...] = ()
    distinct: tuple[Distinct, ...] = ()


_REGISTER = _Register()


def register(counts: Sequence[Count], distinct: Sequence[Distinct]) -> None:
    """Hand the page of figures over, once, at the start."""
    _REGISTER.counts, _REGISTER.distinct = tuple(counts), tuple(distinct)


def counts() -> tuple[Count, ...]:
    """The figures whose days add up, in the order in which they are shown."""
    return _REGISTER.counts


def distinct_figures() -> tuple[Distinct, ...]:
    """The figures of different persons."""
    return _REGISTER.distinct


def figure(code: str) -> Count | Distinct | None:
    """The figure of a code."""
    figures: list[Count | Distinct] = [*counts(), *distinct_figures()]
    return next((one for one in figures if one.code == code), None)

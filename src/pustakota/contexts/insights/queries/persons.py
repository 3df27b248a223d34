"""Different persons: counted by the keys of their year, and read from what was closed once the key is destroyed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext

from pustakota.contexts.insights.models import ClosedPeriod, DestroyedKey
from pustakota.contexts.insights.queries.counting import Fact, Scope, distinct_figures

if TYPE_CHECKING:
    from pustakota.contexts.insights.queries.counting import Distinct
    from pustakota.contexts.organisation.models import ServicePoint

Kept = dict[str, dict[str, list[list[str]]]]
"""Of each figure, by the code of a point (empty: all together), the facts: point, day, kind."""


@dataclass(frozen=True, slots=True)
class Persons:
    """How many persons altogether and at each point; nothing where nobody can tell any more."""

    number: int | None
    points: dict[int, int | None]


def destroyed_key(year: int) -> DestroyedKey | None:
    """The record of the destruction of a year's key."""
    return DestroyedKey.objects.filter(year=year).first()


def persons(one: Distinct, scope: Scope) -> Persons:
    """Different persons of a scope."""
    if destroyed_key(scope.first.year):
        return _closed(one, scope)
    number, points = one.by_point(scope)
    return Persons(number, {point.pk: points.get(point.pk, 0) for point in scope.points})


def _closed(one: Distinct, scope: Scope) -> Persons:
    """As they were closed; an uneven span of days was never counted and can no longer be."""
    closed = _closed_period(scope)
    figure = json.loads(closed.document)["figures"].get(one.code, {}) if closed else {}
    points = {point.pk: figure.get("points", {}).get(point.code, {}).get("value") for point in scope.points}
    if len(scope.points) == 1:
        return Persons(points[scope.points[0].pk], points)
    is_whole = {point.code for point in scope.points} >= set(figure.get("points", {}))
    return Persons(figure.get("value") if is_whole else None, points)


def _closed_period(scope: Scope) -> ClosedPeriod | None:
    return ClosedPeriod.objects.filter(first=scope.first, last=scope.last).first()


def person_facts(one: Distinct, scope: Scope) -> list[Fact]:
    """For each person the first use in the time, oldest first; of a year without its key as it was closed."""
    if not destroyed_key(scope.first.year):
        return one.facts(scope)
    closed = _closed_period(scope)
    kept = closed.persons.get(one.code, {}) if closed else {}
    rows = kept.get(scope.points[0].code if len(scope.points) == 1 else "", [])
    points = {point.code: point.pk for point in scope.points}
    return [_fact(points[code], on, kind, number) for number, (code, on, kind) in enumerate(rows) if code in points]


def _fact(point_id: int, on: str, kind: str, number: int) -> Fact:
    return Fact(point_id, date.fromisoformat(on), None, gettext(kind), "", "", 1, f"person:{number}")


def persons_to_keep(scope: Scope) -> Kept:
    """The facts of different persons as they are kept with a closing: never a key, never an hour."""
    with translation.override("en"):
        return {one.code: _of_points(one, scope) for one in distinct_figures()}


def _of_points(one: Distinct, scope: Scope) -> dict[str, list[list[str]]]:
    codes = {point.pk: point.code for point in scope.points}
    found = {"": _plain(one, scope, codes)}
    for point in scope.points:
        found[point.code] = _plain(one, _only(point, scope), codes)
    return found


def _only(point: ServicePoint, scope: Scope) -> Scope:
    return Scope(points=(point,), first=scope.first, last=scope.last, as_of=scope.as_of)


def _plain(one: Distinct, scope: Scope, codes: dict[int, str]) -> list[list[Any]]:
    return [[codes[fact.point_id], fact.on.isoformat(), str(fact.kind)] for fact in one.facts(scope)]

"""What each context keeps about a person: shown to the person, and forgotten on request, all in one go.

``config/personal_data.py`` is the list; it is handed over at the start, so that pages of any storey reach it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import Refusal, WordedReason

Shown = Mapping[str, Sequence[Mapping[str, Any]]]
"""Headings (words a person can read) → rows of plain values under their own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A context's part: its tables, the query that shows a person's rows, what stands in the way, what forgets them.

    Each is asked for by the key of a person. ``refuses`` gives the context's own refusal while something is open.
    """

    context: str
    tables: frozenset[str]
    shows: Callable[[int], Shown]
    refuses: Callable[[int], Refusal | None]
    forgets: Callable[[int, Actor, datetime], None]


class ForgettingRefused(Refusal):
    """A person who cannot be forgotten yet, with the reasons of every context at once."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*(reason for refusal in refusals for reason in refusal.reasons))
        self.refusals = refusals

    def worded(self) -> list[WordedReason]:
        return [reason for refusal in self.refusals for reason in refusal.worded()]


@dataclass
class _Register:
    kept: tuple[Kept, ...] = field(default_factory=tuple)


_REGISTER = _Register()


def register(kept: Sequence[Kept]) -> None:
    """Hand the list over, once, upper contexts first: they forget before those they stand on."""
    _REGISTER.kept = tuple(kept)


def shown(person_id: int) -> dict[str, Shown]:
    """Everything that is kept about a person, by context, the lowest first."""
    return {part.context: part.shows(person_id) for part in reversed(_REGISTER.kept)}


def forget(person_id: int, *, by: Actor, at: datetime) -> None:
    """Forget a person in every context, or in none, with every reason at once."""
    with transaction.atomic():
        refusals = [refusal for part in _REGISTER.kept if (refusal := part.refuses(person_id))]
        if refusals:
            raise ForgettingRefused(*refusals)
        for part in _REGISTER.kept:
            part.forgets(person_id, by, at)

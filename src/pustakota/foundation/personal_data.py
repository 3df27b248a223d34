"""What each context keeps about a person: shown to the person, and forgotten on request, all in one go.

``config/personal_data.py`` is the list; it is handed over at the start, so that pages of any storey reach it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import Refusal, WordedReason

Shown = Mapping[str, Sequence[Mapping[str, Any]]]
"""Headings (words a person can read) → rows of plain values under their own words."""


class Basis(StrEnum):
    """On what processing rests (UU 27/2022, article 20, paragraph 2)."""

    CONSENT = "consent"
    MEMBERSHIP = "membership"
    LAW = "law"
    PUBLIC_TASK = "public_task"


BASIS_WORDS = {
    Basis.CONSENT: _("consent"),
    Basis.MEMBERSHIP: _("the membership that was asked for"),
    Basis.LAW: _("a duty by law"),
    Basis.PUBLIC_TASK: _("the library's public task"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """A line of the register of processing (article 31): what, of whom, what for, on which basis, and how long.

    ``days``: the setting that ``kept_for`` names as ``%(days)s``. ``forgotten_by``: the task of the schedule that
    ends it.
    """

    what: str | Promise
    of_whom: str | Promise
    purpose: str | Promise
    basis: Basis
    kept_for: str | Promise
    tables: frozenset[str]
    days: str = ""
    forgotten_by: str = ""

    @property
    def basis_words(self) -> str:
        """The basis as people say it."""
        return str(BASIS_WORDS[self.basis])

    @property
    def duration(self) -> str:
        """How long it is kept, in words, with the days that are set here."""
        return str(self.kept_for) % {"days": getattr(settings, self.days)} if self.days else str(self.kept_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A context's part: its lines of the register, what shows a person's rows, what stands in the way, what forgets.

    Each of its tables stands in one line. The others are asked by the key of a person; ``refuses`` gives the context's
    own refusal while something is open.
    """

    context: str
    processing: tuple[Processing, ...]
    shows: Callable[[int], Shown]
    refuses: Callable[[int], Refusal | None]
    forgets: Callable[[int, Actor, datetime], None]

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(table for line in self.processing for table in line.tables)


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


def register_of_processing() -> list[Processing]:
    """Every line of the register, the lowest context first."""
    return [line for part in reversed(_REGISTER.kept) for line in part.processing]


def shown(person_id: int) -> dict[str, Shown]:
    """Everything that is kept about a person, by context, the lowest first."""
    return {part.context: part.shows(person_id) for part in reversed(_REGISTER.kept)}


def reasons_not_to_forget(person_id: int) -> list[WordedReason]:
    """What stands in the way of forgetting a person in any context, in words; nothing where nothing does."""
    refusals = [refusal for part in _REGISTER.kept if (refusal := part.refuses(person_id))]
    return ForgettingRefused(*refusals).worded() if refusals else []


def forget(person_id: int, *, by: Actor, at: datetime) -> None:
    """Forget a person in every context, or in none, with every reason at once."""
    with transaction.atomic():
        refusals = [refusal for part in _REGISTER.kept if (refusal := part.refuses(person_id))]
        if refusals:
            raise ForgettingRefused(*refusals)
        for part in _REGISTER.kept:
            part.forgets(person_id, by, at)

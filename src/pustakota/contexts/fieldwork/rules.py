"""What a phone may send, and when it truly happened. Plain Python."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pustakota.foundation.reasons import Reason

MOST_AT_ONCE = 200
"""Entries in one sending."""
LONGEST_CARD = 40
MOST_COUNTED = 10_000
CLOCKS_AGREE = timedelta(seconds=90)
"""A phone's clock that is off by no more is taken as right."""
KEPT = timedelta(days=90)
"""How long what was said stands beside an entry; afterwards only that it came, and what became of it."""
BANDS = ("child", "teen", "adult")


class Kind(StrEnum):
    """What is noted: a registration is here, a card is here, that was wrong, so many were counted, they go."""

    HERE = "here"
    CARD = "card"
    UNDO = "undo"
    TALLY = "tally"
    LEFT = "left"


class Outcome(StrEnum):
    """What became of an entry."""

    TAKEN = "taken"
    AGREED = "agreed"
    UNDONE = "undone"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    SETTLED = "settled"


STANDING = frozenset({Outcome.TAKEN, Outcome.AGREED})
"""Outcomes of arrivals that still say: they are here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An entry as it can be used. ``seq``: its place in the phone's log; ``undoes``: the entry that was wrong."""

    uuid: UUID
    seq: int
    kind: Kind
    at: datetime
    occurrence_id: int
    registration_id: int | None = None
    card: str = ""
    undoes: UUID | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)


def uuid_of(raw: Any) -> UUID | None:
    """The name of an entry, if it has one."""
    given = raw.get("uuid") if isinstance(raw, dict) else None
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None


def reasons_against(raw: Mapping[str, Any]) -> tuple[Reason, ...]:
    """Every reason why an entry cannot be read; ``noted`` reads those against which there is none."""
    return tuple(_against(raw))


def _against(raw: Mapping[str, Any]) -> Iterator[Reason]:
    if raw.get("kind") not in [kind.value for kind in Kind]:
        yield Reason("kind_unknown", overridable=False)
        return
    if moment(raw.get("at")) is None or not _is_number(raw.get("seq"), 2**53):
        yield Reason("moment_unreadable", overridable=False)
    if not _is_number(raw.get("occurrence"), 2**53):
        yield Reason("event_missing", overridable=False)
    if not _says_enough(raw):
        yield Reason("unreadable", overridable=False)


def _says_enough(raw: Mapping[str, Any]) -> bool:
    kind = Kind(raw["kind"])
    if kind is Kind.CARD:
        card = raw.get("card")
        return isinstance(card, str) and 0 < len(card.strip()) <= LONGEST_CARD and "\x00" not in card
    if kind is Kind.UNDO:
        return uuid_of({"uuid": raw.get("undoes")}) is not None
    if kind is Kind.TALLY:
        given = raw.get("numbers")
        return isinstance(given, dict) and all(_is_number(given.get(band, 0), MOST_COUNTED) for band in BANDS)
    return _is_number(raw.get("registration"), 2**53)


def _is_number(given: Any, most: int) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= most


def moment(given: Any) -> datetime | None:
    """A moment with its zone, as ISO 8601 writes it."""
    try:
        read = datetime.fromisoformat(given) if isinstance(given, str) else None
        return read.astimezone(UTC) if read is not None and read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def noted(raw: Mapping[str, Any], *, sent_at: datetime, received_at: datetime) -> Noted:
    """An entry against which there is no reason."""
    uuid, at = uuid_of(raw), moment(raw["at"])
    assert uuid is not None
    assert at is not None, "asked before"
    return Noted(
        uuid=uuid,
        seq=raw["seq"],
        kind=Kind(raw["kind"]),
        at=true_moment(at, sent_at=sent_at, received_at=received_at),
        occurrence_id=raw["occurrence"],
        registration_id=raw.get("registration"),
        card=str(raw.get("card", "")).strip(),
        undoes=uuid_of({"uuid": raw.get("undoes")}),
        numbers={band: raw["numbers"].get(band, 0) for band in BANDS} if raw["kind"] == Kind.TALLY else {},
    )


def true_moment(at: datetime, *, sent_at: datetime, received_at: datetime) -> datetime:
    """When it happened by our clock: a phone whose clock is off is off by the same for all that it noted.

    Never later than now: nobody came in the future.
    """
    off = received_at - sent_at
    try:
        corrected = at + off if abs(off) > CLOCKS_AGREE else at
    except OverflowError:
        return received_at
    return min(corrected, received_at)

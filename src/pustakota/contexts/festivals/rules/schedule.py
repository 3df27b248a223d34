"""A schedule: what collides, what differs from the version before, and whether it can be published. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from pustakota.foundation.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A session at a time on a stage. ``speakers``: names; who is named in two slots can be in one place only."""

    key: int
    title: str
    stage: int
    starts_at: datetime
    ends_at: datetime
    speakers: frozenset[str] = frozenset()

    def overlaps(self, other: "Slot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Two sessions at one time that want the same stage, or (``speaker`` names them) the same person."""

    first: Slot
    second: Slot
    speaker: str = ""


def collisions(slots: Iterable[Slot]) -> list[Collision]:
    """All of them, the earliest first."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.key))
    return [each for pair in combinations(ordered, 2) if pair[0].overlaps(pair[1]) for each in _between(*pair)]


def _between(first: Slot, second: Slot) -> Iterator[Collision]:
    if first.stage == second.stage:
        yield Collision(first=first, second=second)
    for speaker in sorted(first.speakers & second.speakers):
        yield Collision(first=first, second=second, speaker=speaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session that both versions have and that differs in stage or time."""

    before: Slot
    after: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a new version changes: only those concerned are told."""

    added: tuple[Slot, ...]
    moved: tuple[Moved, ...]
    removed: tuple[Slot, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.moved or self.removed)

    @property
    def keys(self) -> set[int]:
        """The sessions concerned."""
        moved = {each.after.key for each in self.moved}
        return moved | {slot.key for slot in (*self.added, *self.removed)}


def difference(before: Iterable[Slot], after: Iterable[Slot]) -> Difference:
    """From one version to the next, in the order of time."""
    old, new = ({slot.key: slot for slot in slots} for slots in (before, after))
    both = sorted(old.keys() & new.keys(), key=lambda key: (new[key].starts_at, key))
    return Difference(
        added=_in_order(new[key] for key in new.keys() - old.keys()),
        moved=tuple(Moved(before=old[key], after=new[key]) for key in both if _differs(old[key], new[key])),
        removed=_in_order(old[key] for key in old.keys() - new.keys()),
    )


def reworded(before: Iterable[Slot], after: Iterable[Slot]) -> list[Moved]:
    """Sessions that both versions have under another title or with other speakers, in the order of time."""
    old = {slot.key: slot for slot in before}
    both = [Moved(before=old[slot.key], after=slot) for slot in _in_order(after) if slot.key in old]
    return [each for each in both if _said(each.before) != _said(each.after)]


def _said(slot: Slot) -> tuple[str, frozenset[str]]:
    return slot.title, slot.speakers


def _differs(one: Slot, other: Slot) -> bool:
    return (one.stage, one.starts_at, one.ends_at) != (other.stage, other.starts_at, other.ends_at)


def _in_order(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted(slots, key=lambda slot: (slot.starts_at, slot.key)))


def reasons_not_to_publish(
    slots: Sequence[Slot], *, unconfirmed: Sequence[str], first: datetime, last: datetime, differs: bool
) -> tuple[Reason, ...]:
    """Every reason at once. ``unconfirmed``: sessions whose speaker has not said yes; ``first``, ``last``: its days."""
    return tuple(
        Reason(code, facts, overridable=False) for code, facts in _against(slots, unconfirmed, first, last, differs)
    )


def _against(
    slots: Sequence[Slot], unconfirmed: Sequence[str], first: datetime, last: datetime, differs: bool
) -> Iterator[tuple[str, dict[str, object]]]:
    if not slots:
        yield "nothing_scheduled", {}
    elif not differs:
        yield "nothing_differs", {}
    for each in collisions(slots):
        facts: dict[str, object] = {"first": each.first.title, "second": each.second.title, "speaker": each.speaker}
        yield ("speaker_collides" if each.speaker else "stage_collides"), facts
    for title in unconfirmed:
        yield "speaker_unconfirmed", {"title": title}
    for slot in slots:
        if not first <= slot.starts_at < slot.ends_at <= last:
            yield "outside_days", {"title": slot.title}

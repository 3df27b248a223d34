"""What an organiser may plan, and what they may announce without staff. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pustakota.contexts.organisers.rules.ladder import ADULT, SECOND_LEVEL
from pustakota.foundation.reasons import Reason


class PlanState(StrEnum):
    """How far a planned event is; once announced, its date says all else."""

    DRAFT = "draft"
    SENT = "sent"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


EDITABLE = (PlanState.DRAFT, PlanState.SENT)
"""Only drafts are changed by their organiser; what was sent is changed by staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is known of an event before it is sent. ``is_room_open``: staff opened the room for organisers."""

    title: str
    about: str
    starts_at: datetime | None
    ends_at: datetime | None
    has_room: bool
    is_room_open: bool
    room_seats: int | None
    capacity: int | None
    takes_registrations: bool
    age_from: int | None = None
    age_to: int | None = None

    @property
    def is_for_minors(self) -> bool:
        return any(age is not None and age < ADULT for age in (self.age_from, self.age_to))


def reasons_not_to_send(planned: Planned, *, at: datetime) -> tuple[Reason, ...]:
    """Everything that an event still lacks, at once; whether the room is free is asked elsewhere."""
    return tuple(Reason(code, facts, overridable=False) for code, facts in _lacking(planned, at))


def _lacking(planned: Planned, at: datetime) -> Iterator[tuple[str, dict[str, object]]]:
    if not planned.title.strip():
        yield "title_missing", {}
    if not planned.about.strip():
        yield "about_missing", {}
    if planned.starts_at is None or planned.ends_at is None:
        yield "time_missing", {}
    elif planned.ends_at <= planned.starts_at:
        yield "ends_before_it_begins", {}
    elif planned.starts_at <= at:
        yield "begun_already", {}
    if not planned.has_room:
        yield "room_missing", {}
    elif not planned.is_room_open:
        yield "room_not_open", {}
    yield from _of_seats(planned)
    if None not in (planned.age_from, planned.age_to) and planned.age_from > planned.age_to:  # type: ignore[operator]
        yield "ages_crossed", {}


def _of_seats(planned: Planned) -> Iterator[tuple[str, dict[str, object]]]:
    if planned.takes_registrations and not planned.capacity:
        yield "seats_missing", {}
    if planned.capacity and planned.room_seats is not None and planned.capacity > planned.room_seats:
        yield "seats_over_room", {"most": planned.room_seats}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Within what an organiser of the second level announces alone. ``most_people`` holds for the seats."""

    level: int
    most_people: int


def reasons_not_to_announce_oneself(planned: Planned, limits: Limits) -> tuple[Reason, ...]:
    """Why staff look at it first, whatever the level: too many people, no number of them, or people under eighteen."""
    too_many = planned.capacity is None or planned.capacity > limits.most_people
    checks: tuple[tuple[str, dict[str, object], bool], ...] = (
        ("staff_announce", {}, limits.level < SECOND_LEVEL),
        ("too_many_alone", {"most": limits.most_people}, too_many),
        ("minors_need_staff", {}, planned.is_for_minors),
    )
    return tuple(Reason(code, facts, overridable=False) for code, facts, is_so in checks if is_so)

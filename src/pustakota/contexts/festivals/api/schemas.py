"""A festival and its published schedule, as machines read them."""

from datetime import date, datetime

from ninja import Schema


class FestivalShown(Schema):
    """``version``: of the schedule that is published, 0: none yet. ``call_open``: proposals are taken now."""

    id: int
    title: str
    about: str
    first_on: date
    last_on: date
    service_point_id: int
    version: int
    call_open: bool


class SessionShown(Schema):
    """``occurrence_id``: its date in the calendar, by which one registers; ``record_ids``: titles it is about."""

    id: int
    occurrence_id: int
    title: str
    kind: str
    speaker: str
    stage: str
    start: datetime
    end: datetime
    state: str
    registration: str
    places_left: int | None
    record_ids: list[int]


class ScheduleShown(Schema):
    """As it was published last, in the order of time."""

    festival_id: int
    version: int
    sessions: list[SessionShown]

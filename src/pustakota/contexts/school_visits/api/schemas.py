"""What schools are offered, and how a class asks."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from pustakota.contexts.school_visits.queries import GRADES, MOST_OF_A_GRADE
from pustakota.foundation.given import Key

Grade = Literal[GRADES]  # type: ignore[valid-type]
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^[^\x00]*$")]


class FreeDate(Schema):
    occurrence_id: int
    start: datetime
    end: datetime


class OfferShown(Schema):
    """``phases`` of the curriculum, empty: all; ``at_once``: a free date needs no answer of staff.

    ``pupils_per_adult``: one accompanying adult for so many pupils, empty: none is needed. ``dates``: those that are
    free, the next first, at most twelve.
    """

    id: int
    title: str
    about: str
    outcomes: str
    phases: list[str]
    languages: list[str]
    service_point_id: int
    fewest: int
    most: int
    pupils_per_adult: int | None
    days_before: int
    at_once: bool
    dates: list[FreeDate]


class GroupAsked(Schema):
    grade: Grade
    girls: int = Field(ge=0, le=MOST_OF_A_GRADE)
    boys: int = Field(ge=0, le=MOST_OF_A_GRADE)


class DayWished(Schema):
    day: date
    part: Literal["", "morning", "noon", "afternoon"] = ""


class VisitAsked(Schema):
    """With ``occurrence_id`` for that date, with ``days`` for one of them, with neither for the next term.

    ``school``: its name, where the member belongs to none that the library knows.
    """

    groups: list[GroupAsked] = Field(min_length=1, max_length=len(GRADES))
    adults: int = Field(ge=0, le=100)
    class_name: Annotated[Line, Field(max_length=40)] = ""
    school: Annotated[Line, Field(max_length=150)] = ""
    occurrence_id: Key | None = None
    days: Annotated[list[DayWished], Field(max_length=20)] | None = None
    wants_cards: bool = False
    wants_lunch: bool = False
    note: Text = ""


class VisitShown(Schema):
    """``id`` is the secret address of the visit. ``position``: in the queue for the next term, from 1.

    ``status``: requested, wished, queued, offered (until ``offered_until``), confirmed, came, absent, declined,
    cancelled or withdrawn.
    """

    id: str
    offer_id: int
    status: str
    school: str
    class_name: str
    pupils: int
    adults: int
    occurrence_id: int | None
    start: datetime | None
    end: datetime | None
    offered_until: datetime | None
    position: int | None
    because: str

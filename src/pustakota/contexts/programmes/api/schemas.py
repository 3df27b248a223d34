"""What machines give to plan and to register, and what they get."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema
from pydantic import AwareDatetime

from pustakota.foundation.given import Number

Registering = Literal["none", "open", "approval", "lottery", "invitation", "external"]


class ProgrammeShown(Schema):
    """``themes`` are words that staff chose; ages are in whole years, empty where there is no bound."""

    id: int
    title: str
    kind: str
    about: str
    themes: list[str]
    age_from: int | None
    age_to: int | None
    service_point_id: int


class Days(Schema):
    """From a day to a day, both included."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")


class OccurrenceShown(Schema):
    """``capacity`` and ``places_left`` are empty where seats have no end.

    ``state``: published, postponed, cancelled or reported.
    """

    id: int
    programme_id: int
    title: str
    start: datetime
    end: datetime
    capacity: int | None
    places_left: int | None
    registration: Registering
    service_point_id: int
    state: str


class OccurrencePlanned(Schema):
    """Moments name their zone; what is not said is as the programme has it."""

    programme_id: int
    start: AwareDatetime
    end: AwareDatetime
    capacity: int | None = Field(default=None, ge=0, le=1_000_000)
    registration: Registering | None = None


class RegistrationAsked(Schema):
    """``card_number``: the member to register, from staff or a guardian; without it, whoever asks.

    ``party``: people, that person included.
    """

    card_number: Number | None = None
    party: int = Field(default=1, ge=1, le=1000)


class RegistrationMade(Schema):
    """``status``: ``confirmed``, ``waitlisted`` (with the ``position``, from 1), ``pending`` until it is answered."""

    id: str
    status: str
    position: int | None

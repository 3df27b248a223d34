"""What machines give to plan and to register, and what they get."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, StringConstraints

from pustakota.foundation.given import Number

Name = Annotated[str, StringConstraints(max_length=60)]
Answer = Annotated[str, StringConstraints(max_length=5000, pattern=r"^[^\x00]*$")]
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


class QuestionChoice(Schema):
    value: str
    label: str


class QuestionAsked(Schema):
    """``kind``: text, long_text, choice, many, number, date or consent.

    ``only_if``: the name of another question, and the answer with which this one is asked.
    """

    name: str
    kind: str
    label: str
    help: str
    required: bool
    choices: list[QuestionChoice]
    only_if: dict[str, str] | None


class RegistrationAsked(Schema):
    """``card_number``: the member to register, from staff or a guardian; without it, whoever asks.

    ``party``: people, that person included. ``answers``: by the name of each question; a list where several are chosen,
    ``yes`` for an agreement.
    """

    card_number: Number | None = None
    party: int = Field(default=1, ge=1, le=1000)
    answers: dict[Name, Answer | Annotated[list[Answer], Field(max_length=50)]] | None = Field(
        default=None, max_length=100
    )


class RegistrationMade(Schema):
    """``status``: ``confirmed``, ``waitlisted`` (with the ``position``, from 1), ``pending`` until it is answered."""

    id: str
    status: str
    position: int | None

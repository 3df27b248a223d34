"""What spaces announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChanged(Event):
    """Something can be booked from now on, or is another now."""

    resource_id: int

    @property
    def subject(self) -> str:
        return f"resource:{self.resource_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMade(Event):
    """A time was booked or asked for (``state``)."""

    booking_id: int
    resource_id: int
    state: str

    @property
    def subject(self) -> str:
        return f"booking:{self.booking_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOffered(Event):
    """A time was offered to somebody who waits for it, or the offer was taken back."""

    waiting_id: int

    @property
    def subject(self) -> str:
        return f"waiting:{self.waiting_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingChanged(Event):
    """A booking came to another state, or to another time.

    ``news``: what whoever booked is told of it (see ``rules.News``); empty: nothing that they did not do themselves.
    """

    booking_id: int
    resource_id: int
    state: str
    news: str = ""

    @property
    def subject(self) -> str:
        return f"booking:{self.booking_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobChanged(Event):
    """A print came to another state."""

    job_id: int
    state: str

    @property
    def subject(self) -> str:
        return f"print_job:{self.job_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingBegan(Event):
    """Somebody sat down at a public computer."""

    sitting_id: int
    resource_id: int

    @property
    def subject(self) -> str:
        return f"computer:{self.resource_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingEnded(Event):
    """A session at a public computer is over (``how``); nothing leads to who sat there any more."""

    sitting_id: int
    resource_id: int
    how: str

    @property
    def subject(self) -> str:
        return f"computer:{self.resource_id}"

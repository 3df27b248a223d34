"""What insights announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodClosed(Event):
    """The figures of a month or a year were closed. Days as ``YYYY-MM-DD``."""

    closed_period_id: int
    kind: str
    first: str
    last: str

    @property
    def subject(self) -> str:
        return f"period:{self.first}:{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearKeyDestroyed(Event):
    """The key by which persons of a statistics year were told apart is gone for good."""

    year: int

    @property
    def subject(self) -> str:
        return f"year:{self.year}"

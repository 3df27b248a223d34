"""What this context announces."""

from dataclasses import dataclass
from datetime import date

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChanged(Event):
    """The opening hours of a point changed; ``on`` is set when only one date is meant.

    ``since``: the first day on which they are others; empty: all days.
    """

    service_point_id: int
    on: str = ""
    since: str = ""

    @property
    def subject(self) -> str:
        return f"service_point:{self.service_point_id}"

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on) if self.on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandChanged(Event):
    """A library has another name, colour, face, logo, domain or closing line."""

    library_id: int

    @property
    def subject(self) -> str:
        return f"library:{self.library_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointChanged(Event):
    """A place of service was opened, or is described in other words."""

    service_point_id: int

    @property
    def subject(self) -> str:
        return f"service_point:{self.service_point_id}"

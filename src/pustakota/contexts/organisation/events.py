"""What this context announces."""

from dataclasses import dataclass
from datetime import date

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChanged(Event):
    """The opening hours of a point changed; ``on`` is set when only one date is meant."""

    service_point_id: int
    on: str = ""

    @property
    def subject(self) -> str:
        return f"service_point:{self.service_point_id}"

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on) if self.on else None

"""What visits announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDayChanged(Event):
    """Something was noted or corrected for a day that had ended. ``on``: the day at the point, as ``YYYY-MM-DD``."""

    service_point_id: int
    on: str

    @property
    def subject(self) -> str:
        return f"day:{self.service_point_id}:{self.on}"

"""What this context announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsChanged(Event):
    """Records were added or changed, or their items were; at most 1,000 ids."""

    record_ids: list[int]

    @property
    def subject(self) -> str:
        return f"record:{self.record_ids[0]}" if len(self.record_ids) == 1 else "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsMerged(Event):
    """A record turned out to be the double of another, which has its copies now."""

    record_id: int
    survivor_id: int

    @property
    def subject(self) -> str:
        return f"record:{self.record_id}"

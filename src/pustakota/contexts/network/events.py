"""What this context announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionChanged(Event):
    """Groups of the union changed, or titles of ours came into one or left it; at most 1,000 of each."""

    group_ids: list[int]
    record_ids: list[int]

    @property
    def subject(self) -> str:
        return "union"

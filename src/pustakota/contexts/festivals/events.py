"""What festivals announce: facts, in the past tense."""

from dataclasses import dataclass, field

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChanged(Event):
    """A proposal came to a state."""

    proposal_id: int
    state: str

    @property
    def subject(self) -> str:
        return f"proposal:{self.proposal_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePublished(Event):
    """A version of the schedule was published; ``session_ids``: for which something differs."""

    festival_id: int
    number: int
    session_ids: list[int] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return f"festival:{self.festival_id}"

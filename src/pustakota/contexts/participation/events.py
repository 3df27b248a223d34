"""What participation announces: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationRecorded(Event):
    """Somebody, or a counted group, took part in something."""

    participation_id: int
    kind: str
    ref: str
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"activity:{self.ref}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationCorrected(Event):
    """A fact was struck out, or replaced by another (``by_id``)."""

    participation_id: int
    ref: str
    by_id: int | None

    @property
    def subject(self) -> str:
        return f"activity:{self.ref}"

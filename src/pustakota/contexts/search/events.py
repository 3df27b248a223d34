"""What search announces: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsPutInForce(Event):
    """Answers are ordered by another set of weights from now on."""

    version: int

    @property
    def subject(self) -> str:
        return "weights"

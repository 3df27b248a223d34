"""What school visits announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChanged(Event):
    """A class came to a status; ``news``: what the school is told, empty where it knows."""

    visit_id: int
    status: str
    news: str = ""

    @property
    def subject(self) -> str:
        return f"class_visit:{self.visit_id}"

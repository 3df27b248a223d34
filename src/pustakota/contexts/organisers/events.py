"""What organisers announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserChanged(Event):
    """Somebody took a step of the ladder, up or down; ``news``: what they are told, empty where they know."""

    organiser_id: int
    state: str
    news: str = ""

    @property
    def subject(self) -> str:
        return f"organiser:{self.organiser_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEventChanged(Event):
    """A planned event came to a state; ``news``: what its organiser is told, empty where they know."""

    own_event_id: int
    state: str
    news: str = ""

    @property
    def subject(self) -> str:
        return f"own_event:{self.own_event_id}"

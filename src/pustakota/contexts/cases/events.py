"""What cases announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(Event):
    """Something happened to a case."""

    case_id: int
    kind: str
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(CaseEvent):
    """Somebody asked for something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswered(CaseEvent):
    """The library answered; the case may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(CaseEvent):
    """It was not over: somebody asked further, or the library looked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(CaseEvent):
    """A case ended with an outcome; ``about``: what it was about, as ``kind:id``, where it names something."""

    outcome: str
    about: str = ""

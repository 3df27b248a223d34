"""What programmes announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeChanged(Event):
    """A programme was added, or its words or terms changed."""

    programme_id: int

    @property
    def subject(self) -> str:
        return f"programme:{self.programme_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceChanged(Event):
    """An occurrence was published, moved (``sequence`` grew), cancelled or reported."""

    occurrence_id: int
    programme_id: int
    state: str
    sequence: int

    @property
    def subject(self) -> str:
        return f"occurrence:{self.occurrence_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChanged(Event):
    """A registration came to a status (its first, too); ``was`` is empty for a new one."""

    registration_id: int
    occurrence_id: int
    status: str
    was: str = ""

    @property
    def subject(self) -> str:
        return f"registration:{self.registration_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateGiven(Event):
    """Somebody was given a certificate of an occurrence or its course."""

    certificate_id: int
    occurrence_id: int
    person_id: int

    @property
    def subject(self) -> str:
        return f"certificate:{self.certificate_id}"

"""What credentials announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialIssued(Event):
    """Somebody holds a letter, certificate, badge or licence."""

    credential_id: int
    kind: str
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"credential:{self.credential_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialRevoked(Event):
    """What was attested no longer holds."""

    credential_id: int
    kind: str

    @property
    def subject(self) -> str:
        return f"credential:{self.credential_id}"

"""What this context announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRegistered(Event):
    """Somebody became a member."""

    patron_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"patron:{self.patron_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Event):
    """Somebody agreed to a purpose."""

    person_id: int
    purpose: str

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Event):
    """Somebody no longer agrees to a purpose."""

    person_id: int
    purpose: str

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"

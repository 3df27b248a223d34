"""What charges announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeMade(Event):
    """Somebody owes the library something; ``amount`` is empty for what is owed in kind."""

    charge_id: int
    reason: str
    service_point_id: int
    amount: int | None

    @property
    def subject(self) -> str:
        return f"charge:{self.charge_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceived(Event):
    """Money was received for a charge; ``rest``: what is still owed."""

    charge_id: int
    service_point_id: int
    amount: int
    rest: int

    @property
    def subject(self) -> str:
        return f"charge:{self.charge_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeEnded(Event):
    """A charge was paid, settled in kind, waived or withdrawn (``state``)."""

    charge_id: int
    state: str
    about: str = ""

    @property
    def subject(self) -> str:
        return f"charge:{self.charge_id}"

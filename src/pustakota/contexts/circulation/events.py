"""What circulation announces: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLent(Event):
    """A copy went home with a member."""

    loan_id: int
    item_id: int
    record_id: int
    patron_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"item:{self.item_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReturned(Event):
    """A copy came back; ``loan_id`` is empty for one that was not on loan."""

    loan_id: int | None
    item_id: int
    record_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"item:{self.item_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnUndone(Event):
    """A return was a wrong scan: the copy is still at home with its member."""

    loan_id: int
    item_id: int
    record_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"item:{self.item_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLost(Event):
    """A loan ended without a return: the copy is lost, and a replacement is asked for."""

    loan_id: int
    item_id: int
    record_id: int
    charge_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"item:{self.item_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRenewed(Event):
    """A member keeps a copy for longer."""

    loan_id: int
    item_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"item:{self.item_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Event):
    """A member joined the queue for a title."""

    hold_id: int
    record_id: int
    patron_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"hold:{self.hold_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSent(Event):
    """A copy travels to the point where a member will collect it."""

    hold_id: int
    item_id: int
    record_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"hold:{self.hold_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReady(Event):
    """A copy waits on the pick-up shelf; the member is called."""

    hold_id: int
    item_id: int
    record_id: int
    patron_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"hold:{self.hold_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PopularityChanged(Event):
    """Titles are lent noticeably more or less than before; at most 1,000 ids."""

    record_ids: list[int]

    @property
    def subject(self) -> str:
        return "popularity"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded(Event):
    """A hold was fulfilled, cancelled or ran out (``status``)."""

    hold_id: int
    record_id: int
    patron_id: int
    status: str

    @property
    def subject(self) -> str:
        return f"hold:{self.hold_id}"

"""A carrier without a server, for tests of what happens around carrying; it passes the suite of the true ones."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pustakota.contexts.notices.rules import Answer, Carried, Channel, Parcel


@dataclass
class FakeCarrier:
    """Takes what it is given. ``answers``: what it says instead, in order; ``meanwhile``: happens while it carries."""

    channel: Channel = Channel.EMAIL
    parcels: list[Parcel] = field(default_factory=list)
    answers: list[Carried] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def carry(self, parcel: Parcel) -> Carried:
        if self.answers:
            return self.answers.pop(0)
        self.parcels.append(parcel)
        self.meanwhile()
        return Carried(answer=Answer.TAKEN)

    def close(self) -> None:
        """Nothing is open."""

    @property
    def ids(self) -> list[str]:
        return [parcel.message_id for parcel in self.parcels]

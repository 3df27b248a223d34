"""The automatic channels as the worker uses them: one carrier for each that this installation has been given."""

from typing import Protocol

from pustakota.contexts.notices.rules import Carried, Channel, Parcel


class Carrier(Protocol):
    """Carries parcels of one channel. It opens what it needs with the first parcel; ``close`` ends it."""

    channel: Channel

    def carry(self, parcel: Parcel) -> Carried:
        """Hand a parcel over, and say what became of it; never raises for what the other side does."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...

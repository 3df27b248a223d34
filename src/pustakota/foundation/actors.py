"""Who asks: a frozen value that each face builds once and every action receives as ``by``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pustakota.foundation.errors import NotAllowed

EVERYWHERE = 0
"""The key under which permissions stand that hold at every service point."""


class ActorKind(StrEnum):
    """What kind of asker this is."""

    STAFF = "staff"
    PATRON = "patron"
    DEVICE = "device"
    SYSTEM = "system"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that asks for a change.

    ``permissions`` maps a service point's id (or ``EVERYWHERE``) to permission codes; ``libraries`` a library's id to
    those that hold at all of its points, and for what its points share.
    ``ward_ids`` are the persons for whom this person may act as guardian.
    """

    kind: ActorKind
    account_id: int | None = None
    person_id: int | None = None
    patron_id: int | None = None
    ward_ids: frozenset[int] = frozenset()
    station_id: int | None = None
    permissions: Mapping[int, frozenset[str]] = field(default_factory=dict)
    libraries: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def may(self, code: str, point_id: int | None = None) -> bool:
        """True where the permission is held at the point, or everywhere; without a point: held anywhere at all.

        Ask without a point only for what all libraries share, and for a right that is held everywhere or not at all.
        """
        if self.kind is ActorKind.SYSTEM or code in self.permissions.get(EVERYWHERE, ()):
            return True
        if point_id is None:
            return any(code in codes for codes in self.permissions.values())
        return code in self.permissions.get(point_id, ())

    def need(self, code: str, point_id: int | None = None) -> None:
        """Raises ``NotAllowed`` where ``may`` is false."""
        if not self.may(code, point_id):
            raise NotAllowed(code)

    def may_throughout(self, code: str, library_id: int) -> bool:
        """True where the permission was given for the whole library, or everywhere."""
        return self.may(code, EVERYWHERE) or code in self.libraries.get(library_id, ())

    def need_throughout(self, code: str, library_id: int) -> None:
        """Raises ``NotAllowed`` where ``may_throughout`` is false."""
        if not self.may_throughout(code, library_id):
            raise NotAllowed(code)

    def acts_for(self, person_id: int) -> bool:
        """True for the person themselves and for their wards."""
        return person_id == self.person_id or person_id in self.ward_ids

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF


SYSTEM = Actor(kind=ActorKind.SYSTEM)
VISITOR = Actor(kind=ActorKind.VISITOR)

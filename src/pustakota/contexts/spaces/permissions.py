"""Who books for others, and who keeps what can be booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

BOOK, KEEP, APPROVE = "spaces.book", "spaces.keep", "spaces.approve"
"""``APPROVE``: the last yes to requests where two say it."""
SIT = "spaces.sit"
"""What the program on a public computer may do at its point."""
PART = "spaces.part"
COMPUTER_COOKIE = "komputer"
"""The cookie of a browser that was paired as a public computer."""


def may_book(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor books for others and answers requests at the point."""
    by.need(BOOK, point_id)


def may_keep(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor says what can be booked at the point, and when not."""
    by.need(KEEP, point_id)


def may_keep_shared(by: Actor, point_ids: Iterable[int]) -> None:
    """Raises ``NotAllowed`` unless the actor keeps what can be booked at each point that shares something.

    What no point uses yet reaches nobody: it may be written by whoever keeps at some point.
    """
    if not keeps_shared(by, point_ids):
        raise NotAllowed(KEEP)


def keeps_shared(by: Actor, point_ids: Iterable[int]) -> bool:
    """True for those who may."""
    return by.may(KEEP) and all(by.may(KEEP, point_id) for point_id in point_ids)


def may_word_for_all(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may choose the words that all points share."""
    by.need(KEEP, EVERYWHERE)


def may_act_for(by: Actor, patron: Patron | None, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is the member, a guardian, or staff who book at the point."""
    is_own = patron is not None and by.acts_for(patron.person_id)
    if not is_own and not by.may(BOOK, point_id):
        raise NotAllowed(BOOK)


def may_sit(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is the program on a computer of the point, or staff who book there."""
    if not by.may(SIT, point_id):
        by.need(BOOK, point_id)

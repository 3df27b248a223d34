"""Who may see and change people."""

from collections.abc import Iterable

from pustakota.contexts.organisation import permissions as organisation
from pustakota.contexts.people.rules import IDENTITY, VIEW, Where
from pustakota.foundation.actors import EVERYWHERE, Actor
from pustakota.foundation.errors import NotAllowed

REGISTER, EDIT, ROLES, OPERATE = "people.register", "people.edit", "people.roles", "operate"
PRIVACY = "people.privacy"


def may_register(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may register members at the point."""
    by.need(REGISTER, point_id)


def may_view(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may look members up."""
    by.need(VIEW)


def may_edit(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change members' data."""
    by.need(EDIT)


def may_give_roles(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may give roles to staff somewhere."""
    by.need(ROLES)


def may_give_roles_at(by: Actor, places: Iterable[Where]) -> None:
    """Raises ``NotAllowed`` unless the actor gives roles at each of these places."""
    by.need(ROLES)
    if not all(gives_roles_at(by, place) for place in places):
        raise NotAllowed(ROLES)


def gives_roles_at(by: Actor, place: Where) -> bool:
    """True where the actor's own right to give roles reaches as far as the role that is given there."""
    if place.library_id is not None:
        return by.may_throughout(ROLES, place.library_id)
    return by.may(ROLES, EVERYWHERE if place.point_id is None else place.point_id)


def may_see_staff(by: Actor, places: Iterable[Where]) -> None:
    """Raises ``NotAllowed`` unless the actor gives roles where somebody works: at one of these places at least."""
    if not any(gives_roles_at(by, place) for place in places):
        raise NotAllowed(ROLES)


def may_note_wish_of(by: Actor, person_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is the person, a guardian, or staff who register members."""
    if not (by.acts_for(person_id) or by.may(REGISTER) or by.may(EDIT)):
        raise NotAllowed(REGISTER)


def may_keep_devices(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor looks after the point: adds its devices and revokes them."""
    organisation.may_edit(by, point_id)


def may_guard_privacy(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may read who looked at whom, and the register of processing."""
    by.need(PRIVACY)


def may_operate(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor runs the system."""
    by.need(OPERATE)


def may_read_identity(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may read identity numbers in full."""
    by.need(IDENTITY)


def may_say_who_joins(by: Actor, library_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may change members' data in the whole library, whose rule it is."""
    by.need_throughout(EDIT, library_id)


def may_keep_organisations(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may keep organisations and their agreements."""
    by.need(EDIT)


def may_extend(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may prolong memberships: whoever registers, and whoever edits."""
    if not (by.may(REGISTER) or by.may(EDIT)):
        raise NotAllowed(REGISTER)


def may_forget(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may forget a person for good, in every context."""
    by.need(EDIT)

"""Changes to people: registering members, giving roles, signing in machines."""

from pustakota.contexts.people.actions.accounts import add_staff, issue_token, revoke_tokens, set_password
from pustakota.contexts.people.actions.consents import (
    destroy_year_key,
    give_consent,
    note_look,
    wish_contact,
    withdraw_consent,
)
from pustakota.contexts.people.actions.membership import (
    Registered,
    add_patron_type,
    block_patron,
    extend_membership,
    register_child,
    register_member,
    unblock_patron,
)
from pustakota.contexts.people.models import How

__all__ = [
    "How",
    "Registered",
    "add_patron_type",
    "add_staff",
    "block_patron",
    "destroy_year_key",
    "extend_membership",
    "give_consent",
    "issue_token",
    "note_look",
    "register_child",
    "register_member",
    "revoke_tokens",
    "set_password",
    "unblock_patron",
    "wish_contact",
    "withdraw_consent",
]

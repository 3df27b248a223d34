"""Changes to people: registering members, giving roles, signing in machines."""

from pustakota.contexts.people.actions.accounts import add_staff, issue_token, revoke_tokens, set_password
from pustakota.contexts.people.actions.membership import (
    Registered,
    add_patron_type,
    block_patron,
    extend_membership,
    register_child,
    register_member,
    unblock_patron,
)

__all__ = [
    "Registered",
    "add_patron_type",
    "add_staff",
    "block_patron",
    "extend_membership",
    "issue_token",
    "register_child",
    "register_member",
    "revoke_tokens",
    "set_password",
    "unblock_patron",
]

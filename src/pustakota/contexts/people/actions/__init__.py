"""Changes to people: members and their cards, consents, families, classes, staff, signing in, forgetting."""

from pustakota.contexts.people.actions.accounts import (
    issue_token,
    revoke_tokens,
    set_password,
)
from pustakota.contexts.people.actions.cards import (
    confirm_phone,
    join_household,
    leave_household,
    replace_card,
)
from pustakota.contexts.people.actions.consents import (
    destroy_year_key,
    give_consent,
    note_look,
    wish_contact,
    withdraw_consent,
)
from pustakota.contexts.people.actions.correcting import correct_person
from pustakota.contexts.people.actions.forgetting import (
    forget_person,
)
from pustakota.contexts.people.actions.identity import (
    drop_identity_number,
    keep_identity_number,
    reveal_identity_number,
    seal_again,
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
from pustakota.contexts.people.actions.merging import (
    merge_persons,
    undo_merge,
)
from pustakota.contexts.people.actions.organisations import (
    affiliate,
    bring_in_class,
    end_affiliation,
    keep_organisation,
)
from pustakota.contexts.people.actions.photos import (
    drop_photo,
    keep_photo,
)
from pustakota.contexts.people.actions.second_factor import (
    begin_second_factor,
    check_second_factor,
    confirm_second_factor,
    drop_second_factor,
)
from pustakota.contexts.people.actions.signing import (
    note_sign_in,
    note_sign_out,
    prune_sign_ins,
    sign_out_everywhere,
    sign_out_there,
)
from pustakota.contexts.people.actions.staff import (
    add_staff,
    give_role,
    made_password,
    take_role,
)
from pustakota.contexts.people.models import How, Organisation, WhyRetired

__all__ = [
    "How",
    "Organisation",
    "Registered",
    "WhyRetired",
    "add_patron_type",
    "add_staff",
    "affiliate",
    "begin_second_factor",
    "block_patron",
    "bring_in_class",
    "check_second_factor",
    "confirm_phone",
    "confirm_second_factor",
    "correct_person",
    "destroy_year_key",
    "drop_identity_number",
    "drop_photo",
    "drop_second_factor",
    "end_affiliation",
    "extend_membership",
    "forget_person",
    "give_consent",
    "give_role",
    "issue_token",
    "join_household",
    "keep_identity_number",
    "keep_organisation",
    "keep_photo",
    "leave_household",
    "made_password",
    "merge_persons",
    "note_look",
    "note_sign_in",
    "note_sign_out",
    "prune_sign_ins",
    "register_child",
    "register_member",
    "replace_card",
    "reveal_identity_number",
    "revoke_tokens",
    "seal_again",
    "set_password",
    "sign_out_everywhere",
    "sign_out_there",
    "take_role",
    "unblock_patron",
    "undo_merge",
    "wish_contact",
    "withdraw_consent",
]

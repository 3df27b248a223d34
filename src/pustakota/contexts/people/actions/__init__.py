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
from pustakota.contexts.people.actions.devices import (
    Added,
    Paired,
    add_device,
    note_device_seen,
    pair_device,
    revoke_device,
)
from pustakota.contexts.people.actions.forgetting import (
    forget_person,
)
from pustakota.contexts.people.actions.growing_up import (
    come_of_age,
    give_account,
)
from pustakota.contexts.people.actions.identity import (
    drop_identity_number,
    keep_identity_number,
    reveal_identity_number,
    seal_again,
)
from pustakota.contexts.people.actions.joining import (
    Applicant,
    confirm_email,
    decline,
    end_joining_rule,
    join_child_from_home,
    join_from_home,
    keep_joining_rule,
    lapse,
    take_in,
)
from pustakota.contexts.people.actions.links import ask_sign_in_link, use_sign_in_link
from pustakota.contexts.people.actions.membership import (
    Registered,
    add_patron_type,
    block_patron,
    extend_membership,
    note_guardian,
    register_child,
    register_member,
    renew_membership,
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
from pustakota.contexts.people.actions.passkeys import (
    drop_passkey,
    keep_passkey,
    name_passkey,
    prove_passkey,
)
from pustakota.contexts.people.actions.photos import (
    drop_photo,
    keep_photo,
)
from pustakota.contexts.people.actions.providers import (
    Vouched,
    drop_identity,
    expect_identity,
    keep_provider,
    link_identity,
    seal_providers_again,
    sign_in_with,
)
from pustakota.contexts.people.actions.second_factor import (
    begin_second_factor,
    check_second_factor,
    confirm_second_factor,
    drop_second_factor,
    renew_recovery_codes,
    seal_factors_again,
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
from pustakota.contexts.people.models import DeviceKind, How, JoiningRule, Organisation, WhyRetired

__all__ = [
    "Added",
    "Applicant",
    "DeviceKind",
    "How",
    "JoiningRule",
    "Organisation",
    "Paired",
    "Registered",
    "Vouched",
    "WhyRetired",
    "add_device",
    "add_patron_type",
    "add_staff",
    "affiliate",
    "ask_sign_in_link",
    "begin_second_factor",
    "block_patron",
    "bring_in_class",
    "check_second_factor",
    "come_of_age",
    "confirm_email",
    "confirm_phone",
    "confirm_second_factor",
    "correct_person",
    "decline",
    "destroy_year_key",
    "drop_identity",
    "drop_identity_number",
    "drop_passkey",
    "drop_photo",
    "drop_second_factor",
    "end_affiliation",
    "end_joining_rule",
    "expect_identity",
    "extend_membership",
    "forget_person",
    "give_account",
    "give_consent",
    "give_role",
    "issue_token",
    "join_child_from_home",
    "join_from_home",
    "join_household",
    "keep_identity_number",
    "keep_joining_rule",
    "keep_organisation",
    "keep_passkey",
    "keep_photo",
    "keep_provider",
    "lapse",
    "leave_household",
    "link_identity",
    "made_password",
    "merge_persons",
    "name_passkey",
    "note_device_seen",
    "note_guardian",
    "note_look",
    "note_sign_in",
    "note_sign_out",
    "pair_device",
    "prove_passkey",
    "prune_sign_ins",
    "register_child",
    "register_member",
    "renew_membership",
    "renew_recovery_codes",
    "replace_card",
    "reveal_identity_number",
    "revoke_device",
    "revoke_tokens",
    "seal_again",
    "seal_factors_again",
    "seal_providers_again",
    "set_password",
    "sign_in_with",
    "sign_out_everywhere",
    "sign_out_there",
    "take_in",
    "take_role",
    "unblock_patron",
    "undo_merge",
    "use_sign_in_link",
    "wish_contact",
    "withdraw_consent",
]

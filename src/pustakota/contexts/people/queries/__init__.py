"""Questions about people. None of them changes anything."""

from pustakota.contexts.people.models import ContactWay
from pustakota.contexts.people.queries.actors import account_of_token, actor_of, actor_of_token, digest, staff
from pustakota.contexts.people.queries.consents import (
    Contact,
    Look,
    consents_of,
    contact_of,
    has_consent,
    looks_at,
    person_key,
    person_keys,
    standing_consents,
    who_agreed,
)
from pustakota.contexts.people.queries.members import (
    family_of,
    guardians_of,
    patron,
    patron_for_action,
    patron_of_account,
    patron_of_card,
    patron_of_person,
    patron_types,
    patrons_named,
    type_of_patron,
)
from pustakota.contexts.people.queries.wording import CONSENT_WORDS, ROLE_WORDS, Words
from pustakota.contexts.people.rules import LOAN_HISTORY, PHOTO, PURPOSES, TEXT_VERSION, age_band

__all__ = [
    "CONSENT_WORDS",
    "LOAN_HISTORY",
    "PHOTO",
    "PURPOSES",
    "ROLE_WORDS",
    "TEXT_VERSION",
    "Contact",
    "ContactWay",
    "Look",
    "Words",
    "account_of_token",
    "actor_of",
    "actor_of_token",
    "age_band",
    "consents_of",
    "contact_of",
    "digest",
    "family_of",
    "guardians_of",
    "has_consent",
    "looks_at",
    "patron",
    "patron_for_action",
    "patron_of_account",
    "patron_of_card",
    "patron_of_person",
    "patron_types",
    "patrons_named",
    "person_key",
    "person_keys",
    "staff",
    "standing_consents",
    "type_of_patron",
    "who_agreed",
]

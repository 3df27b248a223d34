"""Accounts, persons, guardianships, patrons, roles, tokens, consents."""

from pustakota.contexts.people.models.accounts import Account, AccountRows, ApiToken, RoleHeld
from pustakota.contexts.people.models.consent import Consent, How, PersonSeen, YearKey
from pustakota.contexts.people.models.persons import (
    ContactWay,
    Guardianship,
    Patron,
    PatronStatus,
    PatronType,
    Person,
)

__all__ = [
    "Account",
    "AccountRows",
    "ApiToken",
    "Consent",
    "ContactWay",
    "Guardianship",
    "How",
    "Patron",
    "PatronStatus",
    "PatronType",
    "Person",
    "PersonSeen",
    "RoleHeld",
    "YearKey",
]

"""Accounts, persons, guardianships, patrons, roles, tokens, consents."""

from pustakota.contexts.people.models.accounts import Account, AccountRows, ApiToken, RoleHeld
from pustakota.contexts.people.models.belonging import (
    Affiliation,
    ClassSeat,
    Organisation,
    OrganisationKind,
    SchoolClass,
)
from pustakota.contexts.people.models.consent import Consent, How, PersonSeen, YearKey
from pustakota.contexts.people.models.persons import (
    ContactWay,
    Guardianship,
    Household,
    Patron,
    PatronStatus,
    PatronType,
    Person,
)
from pustakota.contexts.people.models.proof import IdentityNumber, Merge, Photo, RetiredCard, WhyRetired
from pustakota.contexts.people.models.signing import RecoveryCode, SecondFactor, SignedIn

__all__ = [
    "Account",
    "AccountRows",
    "Affiliation",
    "ApiToken",
    "ClassSeat",
    "Consent",
    "ContactWay",
    "Guardianship",
    "Household",
    "How",
    "IdentityNumber",
    "Merge",
    "Organisation",
    "OrganisationKind",
    "Patron",
    "PatronStatus",
    "PatronType",
    "Person",
    "PersonSeen",
    "Photo",
    "RecoveryCode",
    "RetiredCard",
    "RoleHeld",
    "SchoolClass",
    "SecondFactor",
    "SignedIn",
    "WhyRetired",
    "YearKey",
]

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
from pustakota.contexts.people.models.devices import Device, DeviceKind
from pustakota.contexts.people.models.joining import TAKEN_IN, HowEnded, JoiningRule, Registration
from pustakota.contexts.people.models.persons import (
    ContactWay,
    Guardianship,
    Household,
    Patron,
    PatronStatus,
    PatronType,
    Person,
)
from pustakota.contexts.people.models.proof import Correction, IdentityNumber, Merge, Photo, RetiredCard, WhyRetired
from pustakota.contexts.people.models.providers import SignInIdentity, SignInProvider
from pustakota.contexts.people.models.signing import Passkey, RecoveryCode, SecondFactor, SignedIn, SignInLink

__all__ = [
    "TAKEN_IN",
    "Account",
    "AccountRows",
    "Affiliation",
    "ApiToken",
    "ClassSeat",
    "Consent",
    "ContactWay",
    "Correction",
    "Device",
    "DeviceKind",
    "Guardianship",
    "Household",
    "How",
    "HowEnded",
    "IdentityNumber",
    "JoiningRule",
    "Merge",
    "Organisation",
    "OrganisationKind",
    "Passkey",
    "Patron",
    "PatronStatus",
    "PatronType",
    "Person",
    "PersonSeen",
    "Photo",
    "RecoveryCode",
    "Registration",
    "RetiredCard",
    "RoleHeld",
    "SchoolClass",
    "SecondFactor",
    "SignInIdentity",
    "SignInLink",
    "SignInProvider",
    "SignedIn",
    "WhyRetired",
    "YearKey",
]

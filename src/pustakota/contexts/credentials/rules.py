"""Numbers of letters, whether one holds, and how much of a name a stranger reads. Plain Python."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pustakota.foundation.reasons import Reason


class CredentialKind(StrEnum):
    """What is attested."""

    CLEARANCE = "clearance"
    CERTIFICATE = "certificate"
    BADGE = "badge"
    LICENCE = "licence"
    ORGANISER = "organiser"


class Standing(StrEnum):
    """What a stranger is told about a letter."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


PREFIXES: Mapping[CredentialKind, str] = MappingProxyType(
    {
        CredentialKind.CLEARANCE: "BP",
        CredentialKind.CERTIFICATE: "SRT",
        CredentialKind.BADGE: "LNC",
        CredentialKind.LICENCE: "IZN",
        CredentialKind.ORGANISER: "PNY",
    }
)
"""*Bebas pustaka*, *sertifikat*, *lencana*, *izin*, *penyelenggara*."""


def number_of(kind: CredentialKind, serial: int, year: int) -> str:
    """``BP-2026-0007``, counted within the kind and the year."""
    return f"{PREFIXES[kind]}-{year}-{serial:04d}"


def standing(*, today: date, expires_on: date | None, is_revoked: bool) -> Standing:
    """Whether a letter holds today; its last day still counts."""
    if is_revoked:
        return Standing.REVOKED
    return Standing.EXPIRED if expires_on is not None and expires_on < today else Standing.VALID


def shortened(name: str) -> str:
    """A name as a stranger reads it: the first word, and the first letter of each other: ``Siti A. M.``."""
    first, *others = name.split() or [""]
    return " ".join([first, *(f"{word[0]}." for word in others)])


PLACES = ("[hari]", "[sampai]")
"""What staff may write into the words of a letter, and what is put there: the day attested, the last day."""


def filled(words: str, *, day: str, until: str) -> str:
    """The words of staff with the days in their places; nothing else is read in them."""
    return words.replace(PLACES[0], day).replace(PLACES[1], until)


def unknown_places(words: str) -> tuple[str, ...]:
    """What stands in brackets and is none of the places."""
    return tuple(found for found in re.findall(r"\[[^\[\]]*\]", words) if found not in PLACES)


def reasons_against_text(texts: Iterable[str]) -> tuple[Reason, ...]:
    """Every reason against the words of a letter."""
    return tuple(
        Reason("place_unknown", {"place": place}, overridable=False)
        for words in texts
        for place in unknown_places(words)
    )


def reasons_not_to_reissue(standing_now: Standing) -> tuple[Reason, ...]:
    """Every reason against a new paper for an old one: only what still holds is written anew."""
    codes = {Standing.REVOKED: "already_revoked", Standing.EXPIRED: "expired"}
    return (Reason(codes[standing_now], overridable=False),) if standing_now in codes else ()


def reasons_not_to_revoke(*, is_revoked: bool, because: str) -> tuple[Reason, ...]:
    """Every reason against revoking a letter."""
    reasons = [Reason("already_revoked", overridable=False)] if is_revoked else []
    if not because.strip():
        reasons.append(Reason("reason_missing", overridable=False))
    return tuple(reasons)

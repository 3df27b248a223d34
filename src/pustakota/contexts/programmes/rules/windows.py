"""From when until when one registers, and who of all may begin earlier. Plain Python."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from pustakota.foundation.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When one registers for a date; what is empty has no bound. ``residents_at``: from when residents do."""

    opens_at: datetime | None = None
    residents_at: datetime | None = None
    closes_at: datetime | None = None


def reasons_against_window(window: Window, *, starts_at: datetime) -> tuple[Reason, ...]:
    """What is wrong with a window, all at once."""
    return tuple(_crossed(window, starts_at))


def _crossed(window: Window, starts_at: datetime) -> Iterator[Reason]:
    opens, residents, closes = window.opens_at, window.residents_at, window.closes_at
    if residents is not None and (opens is None or residents >= opens):
        yield Reason("residents_not_first", overridable=False)
    if closes is not None and closes > starts_at:
        yield Reason("closes_too_late", overridable=False)
    if opens is not None and opens >= (closes or starts_at):
        yield Reason("opens_too_late", overridable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Residency:
    """Whom a library counts as its residents: kinds of membership by their code, or words of an address."""

    type_codes: Collection[str] = ()
    address_words: Collection[str] = ()


def is_resident(residency: Residency, *, type_code: str, addresses: Collection[str]) -> bool:
    """True for a kind of membership that residents have, or where a whole word of an address is one of theirs."""
    if type_code in residency.type_codes:
        return True
    said = " ".join(" ".join(_words(address)) for address in addresses)
    return any(f" {' '.join(_words(word))} " in f" {said} " for word in residency.address_words if _words(word))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())

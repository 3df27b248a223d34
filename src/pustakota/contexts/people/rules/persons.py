"""Card numbers, telephone numbers, ages. Plain Python."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pustakota.foundation.reasons import Reason

ADULT_AGE = 18
"""UU 35/2014: a child is anybody under eighteen."""

GUARDIAN, LOAN_HISTORY, ALSO_BORROWED, PHOTO, MACHINES, EMAIL, WHATSAPP, PUSH, NEWS = PURPOSES = (
    "guardian",
    "loan_history",
    "also_borrowed",
    "photo",
    "machines",
    "email",
    "whatsapp",
    "push",
    "news",
)
"""What people are asked to agree to, each by itself and withdrawable (UU 27/2022, articles 20 to 24)."""

NEEDS: Mapping[str, str] = MappingProxyType({ALSO_BORROWED: LOAN_HISTORY})
"""A purpose that stands on another: it is agreed to after that one, and ends with it."""
FOR_ADULTS = frozenset({ALSO_BORROWED})
"""What nobody agrees to for a child, and nobody whose age is not known."""

TEXT_VERSION = "2026-11"
"""Version of the words of consent that stand on our pages; new words, new version."""

AGE_BANDS = ((6, "0-5"), (13, "6-12"), (16, "13-15"), (19, "16-18"), (25, "19-24"), (60, "25-59"))
"""Ages below a limit, and the band they are counted in; above all limits: ``60+``."""

COUNTRY = "62"


def check_digit(digits: str) -> str:
    """The Luhn check digit of a string of digits (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def card_number(serial: int) -> str:
    """An eight-digit card number from a random serial below ten million; its last digit checks the others."""
    digits = f"{serial:07d}"
    return digits + check_digit(digits)


def plain_card(given: str) -> str:
    """A card number as it is kept and looked up: without spaces around it, in capital letters."""
    return given.strip().upper()


def plain_phone(given: str) -> str | None:
    """A telephone number as E.164 (``+628…``), from ``08…``, ``628…`` or ``+62 8…``; nothing where it is none."""
    digits = re.sub(r"[\s().-]", "", given)
    match = re.fullmatch(rf"(?:\+?{COUNTRY}|0)([0-9]{{8,12}})", digits)
    return f"+{COUNTRY}{match[1]}" if match else None


def age_on(day: date, born_on: date) -> int:
    """Whole years of age on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def is_child(day: date, born_on: date | None) -> bool:
    """True for a known age under eighteen."""
    return born_on is not None and age_on(day, born_on) < ADULT_AGE


def is_adult(day: date, born_on: date | None) -> bool:
    """True for a known age of eighteen or more."""
    return born_on is not None and age_on(day, born_on) >= ADULT_AGE


def age_band(day: date, born_on: date | None) -> str:
    """The band of ages that somebody is counted in on a day; nothing for an unknown date of birth."""
    if born_on is None or born_on > day:
        return ""
    age = age_on(day, born_on)
    return next((band for limit, band in AGE_BANDS if age < limit), "60+")


def expiry(day: date, years: int = 1) -> date:
    """The last day of a membership that begins on a day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


ASKED_AGAIN_AFTER = 182
"""Days after which the desk asks again whether a telephone number still holds: numbers decay fastest of all."""


def asks_for_number(today: date, asked_on: date | None) -> bool:
    """True where it is time to ask whether the telephone number still holds."""
    return asked_on is None or (today - asked_on).days >= ASKED_AGAIN_AFTER


OWN_ACCOUNT_AGE = 17
"""From this age on somebody has an identity card (KTP), and may have an account beside that of their guardians."""


def came_of_age_by(today: date) -> date:
    """Whoever was born on this day or before is an adult today."""
    try:
        return today.replace(year=today.year - ADULT_AGE)
    except ValueError:  # 29 February: the birthday is the day before the first of March
        return today.replace(year=today.year - ADULT_AGE, day=28)


RENEW_BEFORE, RENEW_AFTER = timedelta(days=30), timedelta(days=365)
"""How long before its end and after it a member renews a membership without the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalSituation:
    """What decides whether a member renews alone. ``agreement_of``: the organisation whose agreement it rests on."""

    today: date
    expires_on: date
    is_blocked: bool
    is_closed: bool
    agreement_of: str
    is_provisional: bool = False


def reasons_not_to_renew(situation: RenewalSituation) -> Iterator[Reason]:
    """Every reason against renewing a membership without the desk."""
    if situation.is_closed:
        yield Reason("membership_closed", overridable=False)
    if situation.is_blocked:
        yield Reason("membership_blocked", overridable=False)
    if situation.is_provisional:
        yield Reason("not_seen_yet", overridable=False)
    if situation.agreement_of:
        yield Reason("by_agreement", {"organisation": situation.agreement_of}, overridable=False)
    first = situation.expires_on - RENEW_BEFORE
    if situation.today < first:
        facts = {"day": situation.expires_on, "first": first}
        yield Reason("too_early", facts, overridable=False)
    if situation.today > situation.expires_on + RENEW_AFTER:
        yield Reason("too_long_ago", overridable=False)


NIK_LENGTH = 16
WOMEN_FROM = 40
"""In an identity number the day of birth of women is raised by forty."""


def plain_nik(given: str) -> str | None:
    """An identity number as sixteen digits, where its structure is right; it has no check digit.

    Region (6), day, month, year of birth (2 each), serial (4). Neither sex nor date of birth is ever derived from it.
    """
    digits = re.sub(r"[\s.-]", "", given)
    if not re.fullmatch(r"[0-9]{16}", digits):
        return None
    day, month = int(digits[6:8]), int(digits[8:10])
    is_day = 1 <= day <= 31 or WOMEN_FROM + 1 <= day <= WOMEN_FROM + 31
    return digits if digits[:2] >= "11" and is_day and 1 <= month <= 12 and digits[12:] != "0000" else None


def masked(number: str) -> str:
    """An identity number of which only the end is seen."""
    return f"•••• •••• •••• {number[-4:]}"


TITLES = frozenset({"h", "hj", "dr", "drs", "dra", "ir", "prof", "spd", "sp", "s", "pd", "se", "sh", "st", "skom"})
SPELLINGS = dict.fromkeys(("mohammad", "mohamad", "muhamad", "mohd", "moh", "muh", "mhd"), "muhammad")


def folded_name(name: str) -> str:
    """A name as it is compared: small letters, no marks, no titles, one spelling of the commonest name, any order."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)).replace("'", ""))
    kept = [SPELLINGS.get(word, word) for word in words if word not in TITLES]
    return " ".join(sorted(kept or words))


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung"), ("OPR/", "Opera"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


def browser_name(agent: str) -> str:
    """What a browser calls itself, in two words that its owner recognises: ``Chrome, Android``."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or agent[:40]

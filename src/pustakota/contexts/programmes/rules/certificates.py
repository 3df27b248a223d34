"""Who gets a certificate: only whoever came, as much as the programme asks. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pustakota.foundation.reasons import Reason


class Asked(StrEnum):
    """What a certificate asks for: nothing is given, having come, a share of the dates (per cent), or minutes."""

    NONE = ""
    CAME = "came"
    SHARE = "share"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How much somebody took part: on how many of the dates that were held, and for how many minutes in all."""

    dates_held: int
    dates_attended: int
    minutes: int


def deserves(asked: Asked, least: int, attendance: Attendance) -> bool:
    """Whether the rule of the programme is met; nobody who never came meets any."""
    if asked is Asked.NONE or not attendance.dates_attended:
        return False
    if asked is Asked.SHARE:
        return attendance.dates_attended * 100 >= least * attendance.dates_held
    return asked is Asked.CAME or attendance.minutes >= least


def reasons_against_rule_of_certificates(asked: Asked, least: int) -> tuple[Reason, ...]:
    """A share lies between 1 and 100 per cent, minutes are at least one."""
    is_wrong = (asked is Asked.SHARE and not 1 <= least <= 100) or (asked is Asked.MINUTES and least < 1)
    return (Reason("least_wrong", overridable=False),) if is_wrong else ()


def reasons_not_to_certify(*, asked: Asked, is_nameless: bool, dates_open: int) -> tuple[Reason, ...]:
    """Every reason against giving certificates now: a course is over when each of its dates was reported."""
    return tuple(_against(asked, is_nameless, dates_open))


def _against(asked: Asked, is_nameless: bool, dates_open: int) -> Iterator[Reason]:
    if asked is Asked.NONE or is_nameless:
        yield Reason("gives_no_certificates", overridable=False)
    if dates_open:
        yield Reason("dates_not_reported", {"number": dates_open}, overridable=False)

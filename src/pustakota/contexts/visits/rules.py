"""What is one visit, who is counted as what. Plain Python."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from pustakota.foundation.reasons import Reason

SAME_VISIT = timedelta(minutes=60)
"""A card scanned again at the same point within this time is the same visit."""
SAME_USE = timedelta(minutes=10)
"""A copy scanned again at the same point within this time lay on a table once."""
LEADS_TO_MEMBER = timedelta(days=7)
"""How long a visit leads to its member: long enough to correct it."""
LATEST = timedelta(days=366)
"""How long ago something may have happened that is noted now."""
MOST_HEADS = 5000
"""More than this at once is a slip of the keyboard."""


class Level(StrEnum):
    """Ages as a guest book asks for them; they follow the bands in which members are counted."""

    EARLY = "early"
    CHILD = "child"
    TEEN = "teen"
    ADULT = "adult"
    ELDER = "elder"


LEVEL_OF_BAND: Mapping[str, str] = MappingProxyType(
    {
        "0-5": Level.EARLY,
        "6-12": Level.CHILD,
        "13-15": Level.TEEN,
        "16-18": Level.TEEN,
        "19-24": Level.ADULT,
        "25-59": Level.ADULT,
        "60+": Level.ELDER,
    }
)
"""The level of a member, from the band of ages of ``people``; an unknown age has none."""


@dataclass(frozen=True, slots=True)
class Heads:
    """How many people of one level came; ``unstated``: whose sex nobody asked or noted."""

    level: str
    female: int = 0
    male: int = 0
    unstated: int = 0

    @property
    def people(self) -> int:
        return self.female + self.male + self.unstated


def is_same_visit(last: datetime | None, came_at: datetime) -> bool:
    """True when a member was already counted around this moment."""
    return last is not None and abs(came_at - last) < SAME_VISIT


def is_same_use(last: datetime | None, at: datetime) -> bool:
    """True when a copy on a table was already counted around this moment."""
    return last is not None and abs(at - last) < SAME_USE


def reasons_not_to_count(heads: Iterable[Heads], *, happened_at: datetime, at: datetime) -> tuple[Reason, ...]:
    """Every reason against counting these people at that moment."""
    return (*_reasons_of_heads(list(heads)), *reasons_against_moment(happened_at, at=at))


def _reasons_of_heads(heads: list[Heads]) -> Iterator[Reason]:
    numbers = [number for part in heads for number in (part.female, part.male, part.unstated)]
    if not any(numbers) or min(numbers) < 0:
        yield Reason("nobody", overridable=False)
    if sum(numbers) > MOST_HEADS:
        yield Reason("too_many", {"limit": MOST_HEADS}, overridable=False)
    if len({part.level for part in heads}) < len(heads):
        yield Reason("level_twice", overridable=False)


def reasons_against_moment(happened_at: datetime, *, at: datetime) -> tuple[Reason, ...]:
    """Nothing is counted that is still to come, or that is over for more than a year."""
    if happened_at > at:
        return (Reason("in_future", overridable=False),)
    if happened_at < at - LATEST:
        return (Reason("too_long_ago", {"days": LATEST.days}, overridable=False),)
    return ()


def reasons_not_to_correct(*, is_corrected: bool, reason: str) -> tuple[Reason, ...]:
    """A correction needs a reason, and is made once: the row beside it can be corrected again."""
    against = []
    if is_corrected:
        against.append(Reason("already_corrected", overridable=False))
    if not reason.strip():
        against.append(Reason("reason_missing", overridable=False))
    return tuple(against)


MOST_THROUGH_GATE = 20_000
"""More than this through one gate on one day is a fault of the counter."""


@dataclass(frozen=True, slots=True)
class GateLine:
    """A line of a gate counter's file. ``problem``: the code of what cannot be read in it, or nothing."""

    number: int
    text: str
    on: date | None = None
    people: int | None = None
    problem: str = ""


DAY_HEADS = {"tanggal", "tgl", "hari", "date", "day"}
COUNT_HEADS = {"masuk", "jumlah", "pengunjung", "in", "enter", "entries", "count", "visitors", "total"}
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")


def read_gate_file(text: str) -> list[GateLine]:
    """Days and numbers of people who came in, one a line; a first line of words names the columns."""
    lines = [(number, line.strip("\ufeff\r ")) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line.strip(";,\t ")]
    if not lines:
        return []
    mark = next((each for each in (";", "\t", ",") if each in lines[0][1]), ",")
    rows = [(number, line, [cell.strip(' "') for cell in line.split(mark)]) for number, line in lines]
    day, count = 0, 1
    if not any(character.isdigit() for character in rows[0][1]):
        heads = [cell.casefold() for cell in rows.pop(0)[2]]
        day = next((n for n, head in enumerate(heads) if head in DAY_HEADS), 0)
        count = next((n for n, head in enumerate(heads) if head in COUNT_HEADS), 1)
    return _days_once(_gate_line(number, line, cells, day, count) for number, line, cells in rows)


def _gate_line(number: int, line: str, cells: list[str], day: int, count: int) -> GateLine:
    on = _day_of(cells[day]) if day < len(cells) else None
    digits = re.sub(r"[. ](?=\d{3}\b)", "", cells[count]) if count < len(cells) else ""
    if on is None:
        return GateLine(number, line, problem="day_unreadable")
    if not re.fullmatch(r"\d{1,9}", digits):
        return GateLine(number, line, on, problem="number_unreadable")
    return GateLine(number, line, on, int(digits))


def _day_of(text: str) -> date | None:
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007 -- a day of the point, without a clock
        except ValueError:
            continue
    return None


def _days_once(lines: Iterable[GateLine]) -> list[GateLine]:
    """The same day a second time is refused: nobody knows which number is the right one."""
    seen: set[date] = set()
    found = []
    for line in lines:
        twice = line.on in seen and not line.problem
        found.append(replace(line, problem="day_twice") if twice else line)
        if line.on:
            seen.add(line.on)
    return found


def reasons_against_gate(line: GateLine, *, in_book: int, today: date) -> tuple[Reason, ...]:
    """Every reason against a number of a gate. ``in_book``: people whom the guest book holds for that day."""
    if line.problem or line.on is None or line.people is None:
        return (Reason(line.problem, overridable=False),)
    against = []
    if line.on >= today:
        against.append(Reason("day_not_over", overridable=False))
    if line.on < today - LATEST:
        against.append(Reason("too_long_ago", {"days": LATEST.days}, overridable=False))
    if line.people > MOST_THROUGH_GATE:
        against.append(Reason("too_many", {"limit": MOST_THROUGH_GATE}, overridable=False))
    if not line.people:
        against.append(Reason("gate_says_nothing", overridable=False))
    elif line.people < in_book:
        against.append(Reason("fewer_than_in_book", {"number": in_book}, overridable=False))
    return tuple(against)


SHORT = re.compile(r"([1-5])([plfm]?)([1-9][0-9]?)?", re.IGNORECASE)
FEMALE, MALE = "pf", "lm"


def heads_in_short(text: str) -> Heads | None:
    """``4p`` is one adult woman, ``2l3`` are three boys, ``5`` is one senior; nothing for what is no such word.

    The figure is the level, youngest first; the letter says perempuan or laki-laki (or female, male).
    """
    match = SHORT.fullmatch(text.strip())
    if match is None:
        return None
    level, sex, number = list(Level)[int(match[1]) - 1], match[2].lower(), int(match[3] or 1)
    if sex and sex in FEMALE:
        return Heads(level, female=number)
    return Heads(level, male=number) if sex and sex in MALE else Heads(level, unstated=number)

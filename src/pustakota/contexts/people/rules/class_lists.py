"""A class list as a school gives it: pasted from a spreadsheet, read line by line, every slip named."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pustakota.contexts.people.rules.persons import folded_name, is_child, plain_phone
from pustakota.foundation.reasons import Reason

COLUMNS = ("name", "call_name", "born_on", "guardian", "phone", "agreed")
"""What stands in a line, in this order, unless a first line names the columns."""

HEADINGS = {
    "nama": "name",
    "name": "name",
    "nama panggilan": "call_name",
    "panggilan": "call_name",
    "call name": "call_name",
    "tanggal lahir": "born_on",
    "tgl lahir": "born_on",
    "lahir": "born_on",
    "date of birth": "born_on",
    "orang tua": "guardian",
    "wali": "guardian",
    "orang tua/wali": "guardian",
    "guardian": "guardian",
    "telepon": "phone",
    "telepon wali": "phone",
    "hp": "phone",
    "phone": "phone",
    "setuju": "agreed",
    "persetujuan": "agreed",
    "agreed": "agreed",
}
YES = frozenset({"ya", "y", "yes", "setuju", "v", "x", "1", "✓"})
DATES = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pupil as the list has it. ``number`` counts the pasted lines from 1; ``reasons``: none, it can be taken."""

    number: int
    name: str = ""
    call_name: str = ""
    born_on: date | None = None
    guardian: str = ""
    phone: str = ""
    agreed: bool = False
    reasons: Sequence[Reason] = field(default_factory=tuple)


def read_class_list(text: str, *, today: date) -> list[Line]:
    """Every line that holds anything, in order, each with all that is wrong with it."""
    rows = [(number, cells) for number, cells in enumerate(_cells(text), start=1) if any(cells)]
    columns: Sequence[str] = COLUMNS
    if rows and (named := _named(rows[0][1])):
        columns, rows = named, rows[1:]
    seen: set[tuple[str, date | None]] = set()
    return [_line(number, dict(zip(columns, cells, strict=False)), seen, today) for number, cells in rows]


def _cells(text: str) -> Iterator[list[str]]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max("\t;,", key=first.count)
    for line in lines:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        yield [" ".join(cell.split()) for cell in cells]


def _named(cells: Sequence[str]) -> list[str]:
    """The columns that a first line names; nothing where it is a pupil."""
    named = [HEADINGS.get(cell.casefold(), "") for cell in cells]
    return named if "name" in named else []


def _line(number: int, cells: dict[str, str], seen: set[tuple[str, date | None]], today: date) -> Line:
    born_on = _date(cells.get("born_on", ""))
    name = cells.get("name", "")
    reasons = list(_reasons(number, cells, born_on, today))
    likeness = (folded_name(name), born_on)
    if name and likeness in seen:
        reasons.append(_slip("line_twice", number, name=name))
    seen.add(likeness)
    return Line(
        number=number,
        name=name,
        call_name=cells.get("call_name", ""),
        born_on=born_on,
        guardian=cells.get("guardian", ""),
        phone=cells.get("phone", ""),
        agreed=cells.get("agreed", "").casefold() in YES,
        reasons=tuple(reasons),
    )


def _reasons(number: int, cells: dict[str, str], born_on: date | None, today: date) -> Iterator[Reason]:
    given, name = cells.get("born_on", ""), cells.get("name", "")
    if not name:
        yield _slip("line_name_missing", number)
    if not given:
        yield _slip("line_born_missing", number)
    elif born_on is None or born_on > today:
        yield _slip("line_born_wrong", number, given=given)
    elif not is_child(today, born_on):
        yield _slip("line_no_child", number, name=name)
    if not cells.get("guardian"):
        yield _slip("line_guardian_missing", number)
    if (phone := cells.get("phone", "")) and plain_phone(phone) is None:
        yield _slip("line_phone_wrong", number, given=phone)
    if cells.get("agreed", "").casefold() not in YES:
        yield _slip("line_consent_missing", number)


def _slip(code: str, line: int, **facts: object) -> Reason:
    return Reason(code, {"line": line, **facts}, overridable=False)


def _date(given: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(given, form).date()  # noqa: DTZ007 -- a day, in no zone
        except ValueError:
            continue
    return None


def is_school_year(given: str) -> bool:
    """True for ``2026/2027``: two years, one after the other."""
    match = re.fullmatch(r"(\d{4})/(\d{4})", given)
    return match is not None and int(match[2]) == int(match[1]) + 1

"""What the desk did last: ten lines that travel in a signed cookie, so that a scan writes nothing but its own fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core import signing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

COOKIE, SALT = "desk_log", "pustakota.desk.log"
KEPT = 10
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One result: its tone, its word, what it was about, the clock, and the loan, or the return of a loan, that
    may be undone (0: nothing).
    """

    tone: str
    word: str
    about: str
    clock: str
    loan_id: int = 0
    returned_id: int = 0


def lines_of(request: HttpRequest) -> list[Line]:
    """The last results at this browser, the newest first; none where the cookie is missing or not ours."""
    try:
        return [Line(*line) for line in signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)]
    except (signing.BadSignature, TypeError):
        return []


def with_line(lines: Sequence[Line], line: Line, *, closed_loan: int = 0) -> list[Line]:
    """The lines with a new one before them; what was done to a loan before can be undone no more."""
    before = [replace(old, loan_id=0, returned_id=0) if closed_loan in _loans_of(old) else old for old in lines]
    return [line, *before][:KEPT]


def is_listed(lines: Sequence[Line], loan_id: int) -> bool:
    """Whether a loan stands among the lines as one that may be undone: scanned again, it needs no other line."""
    return bool(loan_id) and any(line.loan_id == loan_id for line in lines)


def _loans_of(line: Line) -> set[int]:
    return {line.loan_id, line.returned_id} - {0}


def keep(response: HttpResponse, lines: Sequence[Line]) -> None:
    """Send the lines along, until the browser closes."""
    short = [(line.tone, line.word, line.about[:LONGEST], line.clock, line.loan_id, line.returned_id) for line in lines]
    response.set_cookie(COOKIE, signing.dumps(short, salt=SALT, compress=True), httponly=True, samesite="Strict")

"""Who wants to sit down at a computer: by card and password as everywhere, or by the code of a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import authenticate

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import queries
from pustakota.contexts.spaces.errors import WhoRefused
from pustakota.contexts.spaces.queries import Sitter
from pustakota.foundation import throttle
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Computer

WRONG_CODES = 60
"""Wrong codes of passes within an hour from one address; all computers of a point may share it."""


def recognise(
    request: HttpRequest, *, computer: Computer, card: str, password: str, code: str, at: datetime
) -> tuple[Patron | None, Sitter]:
    """The member or the pass; attempts are counted as those of signing in are."""
    if code.strip():
        return None, _of_code(request, computer, code, at)
    if not card.strip() or not password:
        raise WhoRefused(Reason("who_missing", overridable=False))
    account = authenticate(request, username=card.strip().casefold(), password=password)
    if getattr(request, "axes_locked_out", False):
        raise WhoRefused(Reason("locked", overridable=False))
    if account is None:
        raise WhoRefused(Reason("who_unknown", overridable=False))
    patron = people.patron_of_account(account)
    if patron is None:
        raise WhoRefused(Reason("no_card", overridable=False))
    return patron, Sitter(patron.person)


def _of_code(request: HttpRequest, computer: Computer, code: str, at: datetime) -> Sitter:
    found = queries.pass_of_code(code, computer.resource.service_point, at=at)
    if found is None:
        throttle.count(request, "computer pass", most=WRONG_CODES)
        raise WhoRefused(Reason("pass_unknown", overridable=False))
    return Sitter(found.person, found)

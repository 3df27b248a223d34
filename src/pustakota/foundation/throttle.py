"""How often anybody may send a public form: so many an hour from one account or address, in each web process."""

from django.core.cache import cache
from django.http import HttpRequest

from pustakota.foundation.errors import TooMany
from pustakota.foundation.reasons import Reason

AN_HOUR = 3600
A_PLACE = 10
"""A classroom behind one address may still send its wishes in one lesson, by turns."""


def count(request: HttpRequest, name: str) -> None:
    """Count one sending, and refuse it where there were too many; nothing is kept after the hour."""
    whose = f"account:{request.user.pk}" if request.user.is_authenticated else request.META.get("REMOTE_ADDR", "")
    key = f"throttle:{name}:{whose}"
    cache.add(key, 0, AN_HOUR)
    if cache.incr(key) > A_PLACE:
        raise TooMany(Reason(TooMany.CODE, overridable=False))

"""How often anybody may send a public form: so many an hour from one account or address, in all web processes."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from pustakota.foundation import clock
from pustakota.foundation.errors import TooMany
from pustakota.foundation.models import Sending
from pustakota.foundation.prepared import prepared
from pustakota.foundation.reasons import Reason

AN_HOUR = timedelta(hours=1)
NEWER = 6
"""Of the two kinds of addresses (IPv6)."""
A_PLACE = 10
"""A classroom behind one address may still send its wishes in one lesson, by turns."""

_COUNT = """
INSERT INTO foundation_sending (key, until, number) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN foundation_sending.until <= %s THEN 1 ELSE foundation_sending.number + 1 END,
    until = CASE WHEN foundation_sending.until <= %s THEN excluded.until ELSE foundation_sending.until END
RETURNING number
"""


def count(request: HttpRequest, name: str, *, most: int = A_PLACE) -> None:
    """Count one sending, and refuse it where there were too many within the hour that began with the first."""
    user = getattr(request, "user", None)  # the API reads no session
    whose = f"account:{user.pk}" if user is not None and user.is_authenticated else place_of(request)
    if _counted(_key(name, whose), clock.now()) > most:
        raise TooMany(Reason(TooMany.CODE, overridable=False))


def note(name: str, whose: str) -> None:
    """Count something of somebody that is refused elsewhere, where there was too much of it."""
    _counted(_key(name, whose), clock.now())


def so_far(name: str, whose: str) -> int:
    """How often that was within the hour that began with the first."""
    return sum(number for (number,) in _numbers(_key(name, whose), clock.now()))


@prepared
def _numbers(key: str, now: datetime) -> QuerySet[Sending, tuple[int]]:
    return Sending.objects.filter(key=key, until__gt=now).values_list("number")


def place_of(request: HttpRequest) -> str:
    """Where a request comes from; of the newer addresses the network, all of whose addresses have one holder."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ip_address(address).version == NEWER else address
    except ValueError:
        return address


def is_first(name: str, what: str) -> bool:
    """True where something that may be used once, and no longer than an hour, is used for the first time."""
    return _counted(_key(name, what), clock.now()) == 1


def prune(*, at: datetime) -> int:
    """Forget the hours that are over; how many."""
    return Sending.objects.filter(until__lte=at).delete()[0]


def _key(name: str, whose: str) -> str:
    """Tells two senders apart and says of neither who it is."""
    return salted_hmac("pustakota throttle", f"{name}:{whose}", algorithm="sha256").hexdigest()


def _counted(key: str, at: datetime) -> int:
    """One statement, so that two processes never count the same sending."""
    now, until = (connection.ops.adapt_datetimefield_value(moment) for moment in (at, at + AN_HOUR))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, until, now, now])
        return int(cursor.fetchone()[0])

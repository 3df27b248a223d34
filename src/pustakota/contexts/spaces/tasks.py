"""What spaces do by the clock: free what nobody came for, and end what is over."""

from datetime import datetime, timedelta

from pustakota.contexts.spaces import actions
from pustakota.foundation.actors import SYSTEM


def end_what_is_over(at: datetime) -> int:
    """Free the time of those who did not come, end requests that nobody answered, and what is over."""
    return actions.end_what_is_over(at=at)


def keep_what_is_late(at: datetime) -> int:
    """Keep the time of equipment that did not come back, so that nobody is promised it."""
    return actions.keep_what_is_late(at=at)


def tell_late(at: datetime) -> int:
    """Tell those who have equipment longer than agreed."""
    return actions.tell_late(at=at)


def delete_photos(at: datetime) -> int:
    """Delete photos of equipment that came back in order 90 days ago."""
    return actions.delete_photos(before=at - timedelta(days=90))


def remind(at: datetime) -> int:
    """Remind those whose time begins soon."""
    return actions.remind(at=at)


def offer_on(at: datetime) -> int:
    """Offer what is free to those who wait for it; offers that nobody took go to the next."""
    return actions.settle_waiting(at=at)


def prune_waiting(at: datetime) -> int:
    """Forget who waited for times that have been over for 30 days."""
    return actions.prune_waiting(before=at - timedelta(days=30))


def delete_models(at: datetime) -> int:
    """Delete the models of prints that ended two weeks ago."""
    return actions.delete_models(at=at)


def end_sittings(at: datetime) -> int:
    """End sessions at public computers whose time is over, and call the next number where nobody came."""
    over = actions.end_sittings(at=at)
    return over + actions.call_after_missed(by=SYSTEM, at=at)


def forget_days(at: datetime) -> int:
    """Forget who sat where on days that are over; only the counts stay."""
    return actions.forget_days(by=SYSTEM, at=at)


def forget_recorded(at: datetime) -> int:
    """Forget who was recorded in sessions of 90 days ago, and in sessions that never were."""
    return actions.forget_recorded(at=at)

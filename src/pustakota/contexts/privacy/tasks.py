"""What privacy does by the clock: tell those whom an incident concerns."""

import time
from datetime import datetime

from pustakota.contexts.privacy import actions, queries

LONGEST = 20.0
"""Seconds after which a round ends; the next goes on from there."""


def tell_affected(at: datetime) -> int:
    """Queue notices for those who are to be told, page by page; the number queued."""
    told, stop_at = 0, time.monotonic() + LONGEST
    for incident in queries.being_told():
        while time.monotonic() < stop_at and (page := actions.tell_some(incident=incident, at=at)):
            told += page
    return told

"""When a harvester asks again, and from when on it asks for changes."""

from datetime import datetime, timedelta

TRIES = 6
LONGEST_PAUSE = 600.0
"""Seconds that a repository's Retry-After is obeyed within a run; whoever asks for more is asked again later."""
OVERLAP_SECONDS, OVERLAP_DAY = timedelta(minutes=10), timedelta(days=1)
AFTER_FAILURE, LONGEST_AFTER_FAILURE = timedelta(minutes=30), timedelta(days=1)
MOST_RESTARTS = 3
"""So often a list is begun anew in one run because its token expired."""
WHOLE_EVERY = timedelta(days=30)
"""A repository that forgets what it deleted is harvested whole so often: only then are deletions seen."""
SURELY_HARVESTED = 100
"""From so many records on, a whole harvest that lost more than half of them is doubted."""


def pause(attempt: int, wait: float | None) -> float:
    """Seconds before the next attempt, counted from 0: what the repository asks for, else 1, 2, 4, 8 and so on."""
    return min(wait if wait is not None else 2.0**attempt, LONGEST_PAUSE)


def since(harvested_to: datetime | None, *, by_seconds: bool) -> datetime | None:
    """From when on changes are asked for: a little before where the last harvest ended, since clocks differ."""
    if harvested_to is None:
        return None
    return harvested_to - (OVERLAP_SECONDS if by_seconds else OVERLAP_DAY)


def next_try(failures: int, at: datetime) -> datetime:
    """When a repository that did not answer is asked again."""
    later: timedelta = AFTER_FAILURE * (1 << min(failures, 10))
    return at + min(later, LONGEST_AFTER_FAILURE)


def needs_whole(*, deletions: str, whole_at: datetime | None, at: datetime) -> bool:
    """Whether everything is harvested, not only what changed."""
    if whole_at is None:
        return True
    return deletions != "persistent" and at - whole_at >= WHOLE_EVERY


def may_drop(*, missing: int, known: int) -> bool:
    """Whether what a whole harvest did not bring may be taken for deleted."""
    return known < SURELY_HARVESTED or missing * 2 <= known

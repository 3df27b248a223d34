"""Harvesting a source: page after page, each kept with its token, until the list ends or the repository gives up."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import transaction

from pustakota.contexts.network import permissions, queries
from pustakota.contexts.network.actions.grouping import dropped
from pustakota.contexts.network.actions.own_titles import note_own_titles
from pustakota.contexts.network.actions.storing import AT_ONCE, store
from pustakota.contexts.network.errors import HarvestRefused
from pustakota.contexts.network.models import HarvestRemark, HarvestRun, RunState, Source
from pustakota.contexts.network.rules import oai_answers, pacing
from pustakota.contexts.network.rules.oai_answers import OaiAnswerError, Page
from pustakota.contexts.network.rules.xml_reading import NotXml
from pustakota.foundation.fetching import Fetch, Fetched, NotFetched
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pustakota.foundation.actors import Actor

_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_GIVEN_UP = 8
"""Runs that failed so often in a row are closed; the next one begins anew."""
_LAST_PAGE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``size``: of the whole list, where the repository says so."""

    seen: int
    size: int | None
    pages: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sitting:
    """What a run needs of the world while it is at work."""

    fetch: Fetch
    clock: Callable[[], datetime]
    rest: Callable[[float], None]
    tell: Callable[[Progress], None]
    until: float | None


def harvest(
    *,
    source: Source,
    by: Actor,
    fetch: Fetch,
    clock: Callable[[], datetime],
    rest: Callable[[float], None] = time.sleep,
    tell: Callable[[Progress], None] = lambda _progress: None,
    seconds: float | None = None,
    whole: bool = False,
) -> HarvestRun:
    """Harvest what changed in a source, or go on where an interrupted run stopped; ``whole``: everything anew.

    After ``seconds`` it stops between two pages and is due again at once. A repository that does not answer is a
    ``HarvestRefused``; the run stays where it is and goes on next time. Whoever calls sees to it that no other process
    harvests the same source.
    """
    permissions.may_keep(by)
    if not source.is_on:
        raise HarvestRefused(Reason("off", overridable=False))
    note_own_titles(by=by, at=clock())
    run = _run_of(source, whole=whole, at=clock())
    until = None if seconds is None else time.monotonic() + seconds
    try:
        _bring_in(run, _Sitting(fetch=fetch, clock=clock, rest=rest, tell=tell, until=until))
    except HarvestRefused as refusal:
        _note_failure(run, refusal, at=clock())
        raise
    return run


@transaction.atomic
def _run_of(source: Source, *, whole: bool, at: datetime) -> HarvestRun:
    """The run that is open; else a new one."""
    if (run := queries.open_run(source.pk)) is not None and not (whole and not run.is_whole):
        run.source = source
        return run
    if run is not None:
        run.state, run.ended_at = RunState.FAILED, at
        run.save(update_fields=["state", "ended_at"])
    is_whole = whole or pacing.needs_whole(deletions=source.deletions, whole_at=source.whole_at, at=at)
    since = None if is_whole else pacing.since(source.harvested_to, by_seconds=source.by_seconds)
    return HarvestRun.objects.create(
        source=source, is_whole=since is None, prefix=source.prefix, since=since, began_at=at, seen_at=at
    )


def _bring_in(run: HarvestRun, sitting: _Sitting) -> None:
    while True:
        page = _next_page(run, sitting)
        if page is None:
            continue
        if page.token and page.token == run.token:
            raise _refusal("tokens")
        if run.answered_at is None and page.answered_at is not None:
            _note_clock(run, page.answered_at)
        store(run, page, at=sitting.clock())
        sitting.tell(Progress(run.seen, run.size, run.pages, run.refused))
        if not run.token:
            _finish(run, at=sitting.clock())
            return
        if sitting.until is not None and time.monotonic() > sitting.until:
            _put_off(run.source, at=sitting.clock())
            return


def _next_page(run: HarvestRun, sitting: _Sitting) -> Page | None:
    """The next page; nothing where the list has to be begun anew."""
    for attempt in range(_LAST_PAGE_TRIES):
        body = _asked(_question(run), sitting)
        try:
            return oai_answers.page(body)
        except OaiAnswerError as error:
            return _answered_by_error(run, error)
        except NotXml as error:
            if attempt + 1 == _LAST_PAGE_TRIES:
                raise _refusal("not_oai", str(error)) from error
            sitting.rest(pacing.pause(attempt, None))
    raise AssertionError("the last attempt returns or raises")


def _answered_by_error(run: HarvestRun, error: OaiAnswerError) -> Page | None:
    if error.code == "noRecordsMatch":
        return Page([])
    if error.code == "badResumptionToken" and run.token:
        if run.restarts >= pacing.MOST_RESTARTS:
            raise _refusal("tokens")
        run.token, run.restarts = "", run.restarts + 1
        run.save(update_fields=["token", "restarts"])
        return None
    raise _refusal("oai_error", f"{error.code} {error.words}".strip())


def _question(run: HarvestRun) -> str:
    base = run.source.base_url
    if run.token:
        asked = {"verb": "ListRecords", "resumptionToken": run.token}
    else:
        asked = {"verb": "ListRecords", "metadataPrefix": run.prefix}
        if run.since is not None:
            asked["from"] = oai_answers.written(run.since, by_seconds=run.source.by_seconds)
        if run.source.set_spec:
            asked["set"] = run.source.set_spec
    return f"{base}{'&' if '?' in base else '?'}{urlencode(asked)}"


def _asked(address: str, sitting: _Sitting) -> bytes:
    """The body of a good answer, after as many attempts as it takes; the last failure in words."""
    refusal = _refusal("unreachable")
    for attempt in range(pacing.TRIES):
        wait = None
        try:
            answer = sitting.fetch(address)
        except NotFetched as error:
            refusal = _refusal(error.code, error.detail)
            if error.code in {"address", "forbidden", "large", "redirects"}:
                break
        else:
            if answer.status == 200:
                return answer.body
            refusal, wait = _refusal("status", str(answer.status)), answer.wait
            if answer.status not in _AGAIN or _asks_too_long(answer):
                break
        if attempt + 1 < pacing.TRIES:
            sitting.rest(pacing.pause(attempt, wait))
    raise refusal


def _asks_too_long(answer: Fetched) -> bool:
    return answer.wait is not None and answer.wait > pacing.LONGEST_PAUSE


def _refusal(code: str, detail: str = "") -> HarvestRefused:
    return HarvestRefused(Reason(code, {"detail": detail}, overridable=False))


@transaction.atomic
def _note_clock(run: HarvestRun, answered_at: datetime) -> None:
    run.answered_at = answered_at
    run.save(update_fields=["answered_at"])


@transaction.atomic
def _put_off(source: Source, *, at: datetime) -> None:
    source.due_at = at
    source.save(update_fields=["due_at"])


@transaction.atomic
def _note_failure(run: HarvestRun, refusal: HarvestRefused, *, at: datetime) -> None:
    source = run.source
    source.failures = min(source.failures + 1, 1_000)
    source.due_at = pacing.next_try(source.failures - 1, at)
    source.save(update_fields=["failures", "due_at"])
    run.said, run.seen_at = "; ".join(word.message for word in refusal.worded())[:500], at
    if source.failures % _GIVEN_UP == 0 or refusal.reasons[0].code == "tokens":
        run.state, run.ended_at = RunState.FAILED, at
    run.save(update_fields=["said", "seen_at", "state", "ended_at"])


def _finish(run: HarvestRun, *, at: datetime) -> None:
    """After a whole harvest what did not come is gone; then the source knows how far it is harvested."""
    if run.is_whole:
        _drop_missing(run, at=at)
    with transaction.atomic():
        source = run.source
        source.harvested_to = run.answered_at or run.began_at
        source.whole_at = run.began_at if run.is_whole else source.whole_at
        source.failures, source.due_at = 0, queries.next_due(source, at)
        source.save(update_fields=["harvested_to", "whole_at", "failures", "due_at"])
        run.state, run.ended_at, run.said = RunState.DONE, at, ""
        run.save(update_fields=["state", "ended_at", "said", "deleted"])


def _drop_missing(run: HarvestRun, *, at: datetime) -> None:
    missing, known = queries.missing_after(run)
    if not pacing.may_drop(missing=missing, known=known):
        HarvestRemark.objects.create(
            run=run, page=run.pages, ordinal=0, code="half_missing", reason=f"{missing} / {known}"
        )
        return
    while entries := queries.some_missing(run, AT_ONCE):
        with transaction.atomic():
            dropped(entries, at=at)
            run.deleted += len(entries)
            run.save(update_fields=["deleted"])

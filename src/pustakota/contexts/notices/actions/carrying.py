"""Letters on their way: gathered from what is to be told, tried, noted as sent, given up, or cut off.

The order is what makes a letter arrive once: an attempt is committed before the carrier is asked, its end right after.
A process that dies in between leaves an attempt without an end; the letter is then carried again under the same
Message-ID (e-mail) or topic (push), by which the receiving side knows the repetition.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from pustakota.contexts.notices import queries, rules
from pustakota.contexts.notices.models import (
    Attempt,
    Letter,
    LetterState,
    Outcome,
    PushSubscription,
    Telling,
    TellingState,
)
from pustakota.contexts.notices.rules import AUTOMATIC, Answer, Browser, Carried, Channel, Kind, Parcel, Timetables
from pustakota.contexts.people.queries import addressees as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.notices.models import Notice
    from pustakota.contexts.notices.queries import Reader

PAGE = 100
"""Tellings or letters looked at in one transaction."""


# From tellings to letters


@transaction.atomic
def gather(*, channel: Channel, after: int, at: datetime) -> int | None:
    """Put a page of what is to be told into letters, so many a day for each person; where the next page begins.

    What is no longer wanted or worth telling is dropped; what may not be told now (quiet hours, today's letter is sent)
    stays where it is.
    """
    tellings = queries.tellings_to_gather(channel, after=after, size=PAGE)
    if not tellings:
        return None
    persons = {telling.person_id for telling in tellings}
    readers = queries.readers(people.addressees(persons).values())
    wanted = [each for each in tellings if _is_wanted(each, readers.get(each.person_id), at)]
    dropped = {each.pk for each in tellings} - {each.pk for each in wanted}
    Telling.objects.filter(pk__in=dropped).update(state=TellingState.WITHDRAWN)
    desk, tables = _Letters(persons, channel, at), queries.timetables()
    for telling in wanted:
        if not _is_quiet(telling.notice, channel, tables, at):
            desk.take(telling)
    desk.close()
    return tellings[-1].pk


def _is_wanted(telling: Telling, reader: Reader | None, at: datetime) -> bool:
    notice = telling.notice
    if reader is None or _is_too_late(notice, at):
        return False
    return telling.channel == Channel.PRINT or rules.is_wanted(
        Kind(notice.kind), Channel(telling.channel), reader.reach
    )


def _is_too_late(notice: Notice, at: datetime) -> bool:
    return notice.useful_until is not None and notice.useful_until < periods.local_day(at, notice.point.zone)


def _is_quiet(notice: Notice, channel: str, tables: Timetables, at: datetime) -> bool:
    table = queries.timetable_of(notice, tables)
    return channel in AUTOMATIC and rules.is_quiet(table, periods.local_time(at, notice.point.zone))


class _Letters:
    """The letters of some persons by one channel, while tellings are put into them."""

    def __init__(self, persons: Collection[int], channel: Channel, at: datetime) -> None:
        self.channel, self.at = channel, at
        since = periods.local_day(at - timedelta(days=1), "Asia/Jayapura")
        self.known: dict[int, list[Letter]] = defaultdict(list)
        for letter in queries.letters_in_the_way(persons, channel, since=since):
            self.known[letter.person_id].append(letter)
        self.limits = queries.daily_limits()
        self.chosen: dict[int, Letter | None] = {}
        self.made: list[Letter] = []
        self.held: list[Telling] = []

    def take(self, telling: Telling) -> None:
        """Put a telling into the letter that may still grow, or a new one where today has none."""
        if telling.person_id not in self.chosen:
            self.chosen[telling.person_id] = self._letter_for(telling)
        telling.letter = self.chosen[telling.person_id]
        if telling.letter is not None:
            self.held.append(telling)

    def _letter_for(self, telling: Telling) -> Letter | None:
        known = self.known[telling.person_id]
        growing = next((row for row in known if row.state == LetterState.WAITING and not row.message_id), None)
        if growing is not None:
            return growing
        point = telling.notice.point
        today = periods.local_day(self.at, point.zone)
        of_today = [row.ordinal for row in known if row.on >= today]
        limit = self.limits.get(point.pk, self.limits[None])
        is_full = len(of_today) >= limit and not rules.MANNERS[Kind(telling.notice.kind)].at_once
        if is_full or any(row.state in queries.OPEN for row in known):
            return None
        new = Letter(
            person_id=telling.person_id,
            point=point,
            channel=self.channel,
            on=today,
            ordinal=max(of_today, default=0) + 1,
            made_at=self.at,
        )
        self.made.append(new)
        return new

    def close(self) -> None:
        """Write what was put where."""
        Letter.objects.bulk_create(self.made)
        for telling in self.held:
            telling.letter = telling.letter  # its key exists only now
        Telling.objects.bulk_update(self.held, ["letter"])


# From letters to attempts


@dataclass(frozen=True, slots=True)
class Begun:
    """An attempt that was written down and has to be made now."""

    letter: Letter
    attempt: Attempt
    parcel: Parcel


@transaction.atomic
def begin(*, letter: Letter, at: datetime) -> Begun | None:
    """Write an attempt down and say what to carry; nothing where there is nothing more to tell, or not now.

    What became untrue, unwanted or too late since the letter was made is left out here, at the last moment.
    """
    if not Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(state=LetterState.SENDING):
        return None
    reader = queries.reader(letter.person_id)
    content = [notice for notice in queries.content_of(letter) if _stands(notice, letter, reader, at)]
    if not content or reader is None:
        _drop(letter, at)
        return None
    tables = queries.timetables()
    if quiet := [notice for notice in content if _is_quiet(notice, letter.channel, tables, at)]:
        local = periods.local_time(at, letter.point.zone)
        morning = max(rules.next_morning(queries.timetable_of(notice, tables), local) for notice in quiet)
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.WAITING, not_before=morning)
        return None
    if not letter.message_id:
        letter.message_id = rules.letter_id(letter.channel, letter.person_id, [notice.key for notice in content])
        Letter.objects.filter(pk=letter.pk).update(message_id=letter.message_id)
    attempt = Attempt.objects.create(letter=letter, begun_at=at)
    return Begun(letter, attempt, _parcel(letter, content, reader, at))


def _stands(notice: Notice, letter: Letter, reader: Reader | None, at: datetime) -> bool:
    if reader is None or _is_too_late(notice, at):
        return False
    return rules.is_wanted(Kind(notice.kind), Channel(letter.channel), reader.reach)


def _drop(letter: Letter, at: datetime) -> None:
    """Nothing is left to tell: a letter that was tried stays in the log, one that never was leaves no trace."""
    Telling.objects.filter(letter=letter, state=TellingState.WAITING).update(state=TellingState.WITHDRAWN)
    _drop_all([letter.pk], at)


def _drop_all(letter_ids: Collection[int], at: datetime) -> None:
    Letter.objects.filter(pk__in=letter_ids, attempts=None).delete()
    Letter.objects.filter(pk__in=letter_ids).update(state=LetterState.DROPPED, ended_at=at)


def _parcel(letter: Letter, content: list[Notice], reader: Reader, at: datetime) -> Parcel:
    today = periods.local_day(at, letter.point.zone)
    browsers = queries.subscriptions(letter.person_id) if letter.channel == Channel.PUSH else []
    return Parcel(
        message_id=letter.message_id,
        words=queries.words(content, reader, channel=letter.channel, today=today),
        email=reader.addressee.email,
        browsers=tuple(
            Browser(number=row.pk, endpoint=row.endpoint, p256dh=row.p256dh, auth=row.auth) for row in browsers
        ),
        calendar=queries.calendar_of(content, at=at) if letter.channel == Channel.EMAIL else "",
    )


@transaction.atomic
def end(*, begun: Begun, carried: Carried, at: datetime) -> None:
    """Note what became of an attempt; a way that failed too often, or for good, is given up for the next one."""
    letter = begun.letter
    PushSubscription.objects.filter(pk__in=carried.gone).delete()
    if carried.answer == Answer.UNREACHABLE:
        begun.attempt.delete()
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.WAITING)
        return
    outcome = Outcome.SENT if carried.answer == Answer.TAKEN else Outcome.FAILED
    Attempt.objects.filter(pk=begun.attempt.pk).update(outcome=outcome, said=carried.said, ended_at=at)
    if carried.answer == Answer.TAKEN:
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, ended_at=at)
        Telling.objects.filter(letter=letter, state=TellingState.WAITING).update(state=TellingState.TOLD)
        return
    failures = letter.failures + 1
    wait = None if carried.answer == Answer.REFUSED else rules.wait_after(failures)
    if wait is None:
        _give_up(letter, failures, at)
    else:
        again = {"state": LetterState.WAITING, "failures": failures, "not_before": at + wait}
        Letter.objects.filter(pk=letter.pk).update(**again)


def _give_up(letter: Letter, failures: int, at: datetime) -> None:
    """What this way should have told goes by the next that leads to the reader, in the end by paper."""
    ended = {"state": LetterState.GIVEN_UP, "failures": failures, "ended_at": at}
    Letter.objects.filter(pk=letter.pk).update(**ended)
    tellings = list(Telling.objects.filter(letter=letter, state=TellingState.WAITING).select_related("notice"))
    Telling.objects.filter(pk__in=[each.pk for each in tellings]).update(state=TellingState.FAILED)
    reader = queries.reader(letter.person_id)
    if reader is None:
        return
    ways: dict[int, set[str]] = defaultdict(set)
    tried = Telling.objects.filter(notice__in=[each.notice_id for each in tellings], person=letter.person_id)
    for notice_id, channel in tried.values_list("notice", "channel"):
        ways[notice_id].add(channel)
    told = set(
        tried.exclude(channel=Channel.INBOX)
        .filter(state__in=[TellingState.TOLD, TellingState.WAITING])
        .values_list("notice", flat=True)
    )
    Telling.objects.bulk_create(
        Telling(notice=each.notice, person_id=letter.person_id, channel=way)
        for each in tellings
        if each.notice_id not in told
        for way in rules.ways(Kind(each.notice.kind), reader.reach, tried=ways[each.notice_id])
    )


@transaction.atomic
def resume(*, channel: Channel, at: datetime) -> int:
    """After a worker was cut off: its open attempts are in doubt, their letters are carried again; how many."""
    cut_off = Letter.objects.filter(channel=channel, state=LetterState.SENDING)
    keys = list(cut_off.values_list("pk", flat=True))
    Attempt.objects.filter(letter__in=keys, outcome=Outcome.OPEN).update(outcome=Outcome.IN_DOUBT, ended_at=at)
    return Letter.objects.filter(pk__in=keys).update(state=LetterState.WAITING)


def drop_empty(letter_ids: Collection[int], *, at: datetime) -> None:
    """Letters all of whose reasons ended do not wait any more."""
    left = Telling.objects.filter(letter=OuterRef("pk"), state=TellingState.WAITING)
    empty = Letter.objects.filter(pk__in=letter_ids, state=LetterState.WAITING).exclude(Exists(left))
    _drop_all(list(empty.values_list("pk", flat=True)), at)

"""Name those who are recorded, keep what they answer, and forget them afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.errors import RecordingRefused
from pustakota.contexts.spaces.models import Booking, Recorded, RecordedAnswer, RecordedHow, RecordingText
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor

KEPT_DAYS = 90
"""Days after a session on which those who were recorded are forgotten."""
PAGE = 500


@transaction.atomic
def name_recorded(*, booking: Booking, name: str, is_child: bool, by: Actor) -> Recorded:
    """Somebody will be recorded; they answer by a link of their own, or on paper."""
    held = _ahead(booking, by)
    if not name.strip():
        raise RecordingRefused(Reason("name_missing", overridable=False))
    return Recorded.objects.create(booking=held, name=name.strip()[:80], is_child=is_child)


@transaction.atomic
def drop_recorded(*, recorded: Recorded, by: Actor) -> None:
    """Somebody will not be recorded after all: their name and answer are deleted."""
    _ahead(recorded.booking, by)
    Recorded.objects.filter(pk=recorded.pk).delete()


@transaction.atomic
def answer_by_link(*, code: str, agrees: bool, at: datetime, guardian: str = "") -> Recorded:
    """Whoever has the link answers, as often as they like until the session begins; for a child a guardian does."""
    held = Recorded.objects.select_for_update(of=("self",)).select_related("booking").get(code=code)
    return _answered(held, agrees=agrees, guardian=guardian, how=RecordedHow.LINK, noted_by=None, at=at)


@transaction.atomic
def tick_paper(*, recorded: Recorded, guardian: str, by: Actor, at: datetime) -> Recorded:
    """The signed paper lies on the desk: they agree."""
    permissions.may_book(by, recorded.booking.resource.service_point_id)
    held = Recorded.objects.select_for_update(of=("self",)).select_related("booking").get(pk=recorded.pk)
    return _answered(held, agrees=True, guardian=guardian, how=RecordedHow.PAPER, noted_by=by.account_id, at=at)


@transaction.atomic
def word_recording_text(*, words: str, by: Actor, at: datetime) -> RecordingText:
    """A new version of what is agreed to; answers keep the version that they were given to."""
    permissions.may_word_for_all(by)
    if not words.strip():
        raise RecordingRefused(Reason("words_missing", overridable=False))
    return RecordingText.objects.create(words=words.strip(), made_at=at, made_by=by.account_id)


def forget_recorded(*, at: datetime) -> int:
    """Delete who was recorded in sessions of a while ago, and at once in sessions that never were; the number."""
    over = Recorded.objects.filter(booking__ends_at__lt=at - timedelta(days=KEPT_DAYS))
    never = Recorded.objects.filter(booking__state__in=["cancelled", "denied", "no_show", "expired"])
    keys = list((over | never).order_by("pk").values_list("pk", flat=True)[:PAGE])
    return Recorded.objects.filter(pk__in=keys).delete()[0]


def _answered(
    held: Recorded, *, agrees: bool, guardian: str, how: RecordedHow, noted_by: int | None, at: datetime
) -> Recorded:
    reasons = []
    if held.booking.state not in rules.OPEN or held.booking.state == rules.State.CHECKED_IN:
        reasons.append(Reason("session_begun", overridable=False))
    if agrees and held.is_child and not guardian.strip():
        reasons.append(Reason("guardian_missing", overridable=False))
    if reasons:
        raise RecordingRefused(*reasons)
    held.answer = RecordedAnswer.AGREED if agrees else RecordedAnswer.REFUSED
    held.guardian = guardian.strip()[:80] if held.is_child else ""
    held.text = queries.recording_text() or RecordingText.objects.create(words=queries.first_words(), made_at=at)
    held.how, held.answered_at, held.noted_by = how, at, noted_by
    held.save()
    return held


def _ahead(booking: Booking, by: Actor) -> Booking:
    patron = people.patron_of_person(booking.person_id) if booking.person_id else None
    permissions.may_act_for(by, patron, booking.resource.service_point_id)
    held = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if held.state not in rules.OPEN or held.state == rules.State.CHECKED_IN:
        raise RecordingRefused(Reason("session_begun", overridable=False))
    return held

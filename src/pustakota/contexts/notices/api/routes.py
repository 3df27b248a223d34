"""The inbox of whoever asks, and what they wish to be told by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from ninja import Query, Router

from pustakota.contexts.notices import actions, queries
from pustakota.contexts.notices.api.schemas import (
    MarkedRead,
    Message,
    Messages,
    Preferences,
    PreferencesAsked,
    TopicShown,
    Way,
)
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.foundation import clock, periods
from pustakota.foundation.requests import ActorRequest

if TYPE_CHECKING:
    from pustakota.contexts.notices.models import Telling
    from pustakota.contexts.notices.queries import Reader

router = Router(tags=["me"])
Before = Annotated[int | None, Query(ge=1, le=2**62)]


@router.get("/me/messages", response=Messages)
def my_messages(request: ActorRequest, before: Before = None) -> Messages:
    """What I was told, the newest first, with what concerns my children; older parts with ``before``."""
    person_id = request.auth.person_id
    if person_id is None:
        return Messages(unread=0, results=[], older=None)
    found = queries.inbox(person_id, after=before)
    shown = found[: queries.INBOX_LIMIT]
    return Messages(
        unread=queries.unread(person_id),
        results=[_message(telling, person_id) for telling in shown],
        older=shown[-1].pk if len(found) > len(shown) else None,
    )


def _message(telling: Telling, reader_id: int) -> Message:
    notice = telling.notice
    today = periods.local_day(clock.now(), notice.point.zone)
    return Message(
        id=telling.pk,
        kind=Kind(notice.kind),
        text=queries.line([notice], today=today, reader_id=reader_id),
        at=notice.queued_at,
        is_new=telling.read_at is None,
        is_past=notice.withdrawn_at is not None,
        case=notice.facts.get("case"),
    )


@router.post("/me/messages/read", response=MarkedRead)
def mark_read(request: ActorRequest) -> MarkedRead:
    """Note that I have seen what is in my inbox."""
    if request.auth.person_id is None:
        return MarkedRead(read=0)
    return MarkedRead(read=actions.mark_read(by=request.auth, at=clock.now()))


@router.get("/me/message-preferences", response=Preferences)
def my_preferences(request: ActorRequest) -> Preferences:
    """In which language I am written to, what by which way, and of which topics I hear."""
    return _preferences(_reader(request))


@router.patch("/me/message-preferences", response=Preferences)
def change_my_preferences(request: ActorRequest, asked: PreferencesAsked) -> Preferences:
    """Change some of it. To choose a topic is to agree to news; ``topics`` are all that I wish to hear of."""
    reader, at = _reader(request), clock.now()
    mine, by = reader.addressee.person_id, request.auth
    if asked.topics is not None:
        actions.choose_topics(person_id=mine, codes=asked.topics, by=by, at=at)
    if asked.language is not None or asked.names_titles is not None:
        named = reader.names_titles if asked.names_titles is None else asked.names_titles
        language = asked.language or reader.language
        actions.choose(person_id=mine, language=language, names_titles=named, by=by, at=at)
    wanted = {(way.kind, Channel(way.channel)): way.is_wanted for way in asked.ways}
    actions.choose_ways(person_id=mine, wanted=wanted, by=by, at=at)
    return _preferences(_reader(request))


def _reader(request: ActorRequest) -> Reader:
    reader = queries.reader(request.auth.person_id) if request.auth.person_id is not None else None
    if reader is None:
        raise Http404
    return reader


def _preferences(reader: Reader) -> Preferences:
    chosen = queries.chosen_topics(reader.addressee.person_id)
    return Preferences(
        language=reader.language,
        names_titles=reader.names_titles,
        open_channels=sorted(reader.reach.open_ways),
        ways=[
            Way(kind=kind, channel=channel, is_wanted=is_wanted)
            for kind, by_channel in queries.kinds_chosen(reader.reach).items()
            for channel, is_wanted in by_channel.items()
        ],
        topics=[
            TopicShown(code=topic.code, name=queries.name_of(topic), is_chosen=topic.pk in chosen)
            for topic in queries.topics()
            if topic.is_offered or topic.pk in chosen
        ],
    )

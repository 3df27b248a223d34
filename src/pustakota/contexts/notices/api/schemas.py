"""What goes in and out of the API of messages."""

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

from pustakota.contexts.notices.rules import Channel, Kind


class Message(Schema):
    """One message in the inbox. ``is_past``: its reason has ended since. ``case``: the request that was answered."""

    id: int
    kind: Kind
    text: str
    at: datetime
    is_new: bool
    is_past: bool
    case: str | None = None


class Messages(Schema):
    """A part of the inbox, the newest first. ``older``: what to ask ``before`` for the next part."""

    unread: int
    results: list[Message]
    older: int | None


class MarkedRead(Schema):
    """How many messages were new."""

    read: int


class Way(Schema):
    """Whether a kind of message is wanted by a way."""

    kind: Kind
    channel: Channel
    is_wanted: bool


class WayAsked(Schema):
    """The same as a wish: the inbox and paper are not chosen."""

    kind: Kind
    channel: Literal["email", "push", "whatsapp"]
    is_wanted: bool


class TopicShown(Schema):
    """Something to hear of."""

    code: str
    name: str
    is_chosen: bool


class Preferences(Schema):
    """How somebody is written to. ``open_channels``: the ways that lead to them now, with their consent."""

    language: str
    names_titles: bool
    open_channels: list[Channel]
    ways: list[Way]
    topics: list[TopicShown]


class PreferencesAsked(Schema):
    """What is to change; what is left out stays."""

    language: Literal["id", "en"] | None = None
    names_titles: bool | None = None
    ways: list[WayAsked] = Field(default_factory=list, max_length=100)
    topics: list[str] | None = Field(None, max_length=100)

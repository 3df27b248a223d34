"""What is kept here about a person, in words they can read."""

from typing import Any

from django.utils.translation import gettext as _

from pustakota.contexts.notices.models import (
    CHANNEL_NAMES,
    KIND_NAMES,
    Choice,
    DirectLetter,
    Letter,
    PushSubscription,
    Recipient,
    Telling,
    TopicChoice,
)
from pustakota.contexts.notices.queries.wording import line
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.foundation import periods

Rows = list[dict[str, Any]]


def kept_about(person_id: int) -> dict[str, Rows]:
    """Messages, how they were carried, and what the person chose, under headings."""
    return {
        _("Messages"): _messages(person_id),
        _("How messages were carried"): _letters(person_id),
        _("Choices about messages"): _choices(person_id),
        _("Links that were sent"): [
            {_("at"): row.queued_at, _("e-mail"): row.email}
            for row in DirectLetter.objects.filter(person=person_id).order_by("pk")
        ],
        _("Browsers that take messages"): [
            {_("since"): row.made_at, _("address"): row.endpoint}
            for row in PushSubscription.objects.filter(person=person_id).order_by("pk")
        ],
    }


def _messages(person_id: int) -> Rows:
    tellings = Telling.objects.filter(person=person_id, channel=Channel.INBOX).order_by("-pk")
    return [
        {
            _("day"): telling.notice.queued_at,
            _("message"): line(
                [telling.notice],
                today=periods.local_day(telling.notice.queued_at, telling.notice.point.zone),
                reader_id=person_id,
            ),
            _("read at"): telling.read_at,
            _("settled at"): telling.notice.withdrawn_at,
        }
        for telling in tellings.select_related("notice__about", "notice__point")
    ]


def _letters(person_id: int) -> Rows:
    letters = Letter.objects.filter(person=person_id).prefetch_related("attempts").order_by("-pk")
    return [
        {
            _("day"): letter.on,
            _("way"): str(CHANNEL_NAMES[Channel(letter.channel)]),
            _("state"): letter.get_state_display(),
            _("attempts"): len(letter.attempts.all()),
        }
        for letter in letters
    ]


def _choices(person_id: int) -> Rows:
    wishes = [
        {_("language"): row.language, _("titles in messages"): row.names_titles, _("since"): row.changed_at}
        for row in Recipient.objects.filter(person=person_id)
    ]
    chosen = [
        {
            _("message"): str(KIND_NAMES[Kind(row.kind)]),
            _("way"): str(CHANNEL_NAMES[Channel(row.channel)]),
            _("wanted"): row.wanted,
            _("since"): row.chosen_at,
        }
        for row in Choice.objects.filter(person=person_id).order_by("pk")
    ]
    heard = [
        {_("topic"): row.topic.name, _("since"): row.since}
        for row in TopicChoice.objects.filter(person=person_id).select_related("topic").order_by("pk")
    ]
    return wishes + chosen + heard

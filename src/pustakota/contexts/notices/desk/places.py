"""The three lists of messages, as tabs above each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.rules import Channel
from pustakota.design.parts import Link

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

TO_SEND, ON_PAPER, SENT = "messages", "messages_on_paper", "messages_sent"


def tabs(current: str, point: ServicePoint) -> list[Link]:
    """The lists with how much waits in them."""
    waiting = queries.number_by_hand(point)
    labels = {
        TO_SEND: _("To send by hand (%(number)d)") % {"number": waiting.get(Channel.WHATSAPP, 0)},
        ON_PAPER: _("Reached by paper only (%(number)d)") % {"number": waiting.get(Channel.PRINT, 0)},
        SENT: _("What was sent"),
    }
    return [Link(label, reverse(f"desk:{name}"), current=name == current) for name, label in labels.items()]

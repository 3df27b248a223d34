"""The pages about messages, as tabs above each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.rules import Channel
from pustakota.design.parts import Link

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

TO_SEND, ON_PAPER, SENT, HELD = "messages", "messages_on_paper", "messages_sent", "messages_held"
TOMORROW, RULES, NEWS = "messages_tomorrow", "message_rules", "news"


def tabs(current: str, point: ServicePoint) -> list[Link]:
    """The lists with how much waits in them."""
    waiting = queries.number_by_hand(point)
    labels = {
        TO_SEND: _("To send by hand (%(number)d)") % {"number": waiting.get(Channel.WHATSAPP, 0)},
        ON_PAPER: _("Reached by paper only (%(number)d)") % {"number": waiting.get(Channel.PRINT, 0)},
        SENT: _("What was sent"),
        TOMORROW: _("Tomorrow"),
        RULES: _("Days and hours"),
        NEWS: _("News"),
    }
    if (held := queries.held_back(point).count()) or current == HELD:  # only after a restore
        labels[HELD] = _("Held back (%(number)d)") % {"number": held}
    return [Link(label, reverse(f"desk:{name}"), current=name == current) for name, label in labels.items()]

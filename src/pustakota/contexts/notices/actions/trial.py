"""A trial of the mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from pustakota.contexts.notices import permissions
from pustakota.contexts.notices.carriers.email import EmailCarrier
from pustakota.contexts.notices.rules import Carried, Parcel, Words

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor


def send_trial(*, email: str, library: str, by: Actor, at: datetime) -> Carried:
    """Send a message that says only that it arrived, and return what the mail server answered; nothing is kept."""
    permissions.may_operate(by)
    carrier = EmailCarrier()
    words = Words(
        library=library,
        subject=gettext("%(library)s: trial message") % {"library": library},
        greeting=gettext("Hello,"),
        lines=(gettext("this message was sent to try the mail server. If you read it, it works."),),
        more=f"{at:%Y-%m-%d %H:%M} UTC",
        account_address=settings.PUBLIC_URL,
        stop=gettext("This was sent once, by a member of staff."),
        stop_address=settings.PUBLIC_URL,
        language=translation.get_language() or "id",
    )
    try:
        return carrier.carry(Parcel(message_id=uuid4().hex, words=words, email=email))
    finally:
        carrier.close()

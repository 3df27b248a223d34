"""Links that somebody waits for: which are to be sent, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pustakota.contexts.notices.models import DirectLetter
from pustakota.contexts.notices.rules import Parcel, Words
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

CONFIRM, SIGN_IN = "confirm", "sign_in"


def direct_letters(*, at: datetime, size: int = 100) -> list[DirectLetter]:
    """What is to be sent and still of use, the first first."""
    rows = DirectLetter.objects.filter(ended_at=None, useful_until__gt=at).select_related("person", "point__library")
    return list(rows.order_by("pk")[:size])


def direct_parcel(letter: DirectLetter) -> Parcel:
    """A letter with its link, in its reader's language."""
    library = letter.point.library if letter.point else organisation.first_library()
    with translation.override(letter.language):
        subject, lines, code_address = _told(letter)
        words = Words(
            library=library.name if library else "Pustakota",
            subject=f"{library.short_name if library else 'Pustakota'}: {subject}",
            greeting=gettext("Hello %(name)s,") % {"name": letter.person.greeting},
            lines=(*lines, "", settings.PUBLIC_URL + code_address, ""),
            more=gettext("If you did not ask for this, do nothing: without you the link does nothing."),
            account_address=settings.PUBLIC_URL + reverse("public:my_account"),
            stop=gettext("This was sent once, because somebody entered this address on the library's site."),
            stop_address=settings.PUBLIC_URL + reverse("public:home"),
            language=letter.language,
            closing=library.closing if library else "",
        )
    return Parcel(message_id=f"direct-{letter.kind}-{letter.number}", words=words, email=letter.email)


def _told(letter: DirectLetter) -> tuple[str, tuple[str, ...], str]:
    if letter.kind == SIGN_IN and (link := people.sign_in_link(letter.number)):
        told = gettext("with this link you sign in to your account. It can be used once, for twenty minutes:")
        address = reverse("public:sign_in_by_link", args=[people.sign_in_code(link)])
        return gettext("Your link to sign in"), (told,), address
    code = people.confirmation_code(letter.number, letter.email)
    told = gettext("you registered at the library and gave this address. Please confirm it:")
    return gettext("Confirm your e-mail address"), (told,), reverse("public:confirm_email", args=[code])

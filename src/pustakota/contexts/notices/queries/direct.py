"""E-mails to one address: which are to be sent, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pustakota.contexts.notices.models import KIND_NAMES, DirectLetter
from pustakota.contexts.notices.queries import wording
from pustakota.contexts.notices.rules import Parcel, Words, kind_of
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import calendars
from pustakota.foundation.calendars import Entry

if TYPE_CHECKING:
    from datetime import datetime

CONFIRM, SIGN_IN, TOLD = "confirm", "sign_in", "told"


def direct_letters(*, at: datetime, size: int = 100) -> list[DirectLetter]:
    """What is to be sent and still of use, the first first."""
    rows = DirectLetter.objects.filter(ended_at=None, useful_until__gt=at).select_related("person", "point__library")
    return list(rows.order_by("pk")[:size])


def direct_parcel(letter: DirectLetter) -> Parcel:
    """A letter in its reader's language, with its link or its calendar file."""
    library = letter.point.library if letter.point else organisation.first_library()
    with translation.override(letter.language):
        subject, lines, more, why = _news_of(letter) if letter.template else _link_of(letter)
        words = Words(
            library=library.name if library else "Pustakota",
            subject=f"{library.short_name if library else 'Pustakota'}: {subject}",
            greeting=gettext("Hello %(name)s,") % {"name": letter.person.greeting if letter.person else letter.name},
            lines=lines,
            more=more,
            account_address=settings.PUBLIC_URL + reverse("public:my_account"),
            stop=why,
            stop_address=settings.PUBLIC_URL + reverse("public:home"),
            language=letter.language,
            closing=library.closing if library else "",
        )
    number = letter.pk if letter.template else letter.number
    return Parcel(
        message_id=f"direct-{letter.kind}-{number}", words=words, email=letter.email, calendar=_calendar_of(letter)
    )


def _news_of(letter: DirectLetter) -> tuple[str, tuple[str, ...], str, str]:
    """What a stranger is told, as a member would be."""
    assert letter.point is not None, "what a stranger is told comes from a place"
    text = wording.sentence(letter.template, letter.facts, letter.point)
    more = gettext("Details: %(address)s") % {"address": letter.facts["page"]}
    why = gettext("You receive this because the library was given this address for it. The link is yours alone.")
    return str(KIND_NAMES[kind_of(letter.template)]), (text,), more, why


def _calendar_of(letter: DirectLetter) -> str:
    facts = letter.facts.get(wording.CALENDAR)
    if not facts or letter.point is None:
        return ""
    return calendars.text([Entry.of_facts(facts)], name=letter.point.library.name, at=letter.queued_at)


def _link_of(letter: DirectLetter) -> tuple[str, tuple[str, ...], str, str]:
    subject, lines, code_address = _told(letter)
    more = gettext("If you did not ask for this, do nothing: without you the link does nothing.")
    why = gettext("This was sent once, because somebody entered this address on the library's site.")
    return subject, (*lines, "", settings.PUBLIC_URL + code_address, ""), more, why


def _told(letter: DirectLetter) -> tuple[str, tuple[str, ...], str]:
    if letter.kind == SIGN_IN and (link := people.sign_in_link(letter.number)):
        told = gettext("with this link you sign in to your account. It can be used once, for twenty minutes:")
        address = reverse("public:sign_in_by_link", args=[people.sign_in_code(link)])
        return gettext("Your link to sign in"), (told,), address
    code = people.confirmation_code(letter.number, letter.email)
    told = gettext("you registered at the library and gave this address. Please confirm it:")
    return gettext("Confirm your e-mail address"), (told,), reverse("public:confirm_email", args=[code])

"""Notices in words: a line for each thing to tell, in the reader's language, rendered when it is read or sent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pustakota.contexts.notices.models import KIND_NAMES
from pustakota.contexts.notices.rules import Kind, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pustakota.contexts.notices.models import Notice
    from pustakota.contexts.notices.queries.standing import Reader

DAYS = ("_on", "_by")
"""Endings of the facts that are days."""
UNSPOKEN = {"title", "loan_id", "hold_id", "record_id"}
"""Facts that tell like things apart: what differs in nothing else is told in one line."""
STOP_SALT = "notices.stop"


def line(notices: Iterable[Notice], *, today: date, reader_id: int | None = None) -> str:
    """Notices of one kind that differ in nothing a reader is told, as one sentence or two; in the active language.

    What concerns somebody else than the reader (a child) begins with their name.
    """
    alike = list(notices)
    first = alike[0]
    facts = {
        **_facts(first.facts),
        "number": len(alike),
        "titles": [notice.facts["title"] for notice in alike if notice.facts.get("title")],
        "point": first.point,
        "today": today,
    }
    context, _, name = first.template.partition("/")
    text = " ".join(render_to_string(f"{context}/notices/{name}.txt", facts).split())
    return text if reader_id in {None, first.about_id} else f"{first.about.greeting}: {text}"


def _facts(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name.endswith(DAYS) else value for name, value in stored.items()}


def lines(notices: Iterable[Notice], *, today: date, reader_id: int) -> list[str]:
    """All that is to be told, like things together, in the order in which it came up."""
    alike: dict[object, list[Notice]] = defaultdict(list)
    for notice in notices:
        told = tuple(sorted((k, str(v)) for k, v in notice.facts.items() if k not in UNSPOKEN))
        alike[notice.about_id, notice.template, told].append(notice)
    return [line(group, today=today, reader_id=reader_id) for group in alike.values()]


def words(notices: list[Notice], reader: Reader, *, channel: str, today: date) -> Words:
    """What a letter says, in its reader's language."""
    with translation.override(reader.language):
        kinds = list(dict.fromkeys(notice.kind for notice in notices))
        library = notices[0].point.library.name
        told = lines(notices, today=today, reader_id=reader.addressee.person_id)
        about = str(KIND_NAMES[Kind(kinds[0])]) if len(kinds) == 1 else gettext("News from the library")
        return Words(
            library=library,
            subject=f"{library}: {about}",
            greeting=gettext("Hello %(name)s,") % {"name": reader.addressee.name},
            lines=tuple(told),
            more=gettext("Details: %(address)s") % {"address": _address("public:my_account")},
            account_address=_address("public:my_account"),
            stop=_stop(channel),
            stop_address=_address("public:stop_messages", stop_code(reader.addressee.person_id, channel)),
            language=reader.language,
        )


def _stop(channel: str) -> str:
    if channel == "whatsapp":
        return gettext("Answer STOP if you do not want such messages by WhatsApp.")
    return gettext("No more of these messages: %(address)s")


def _address(name: str, *parts: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=parts)


def stop_code(person_id: int, channel: str) -> str:
    """What stands in the address that ends a channel without signing in; nobody can forge it."""
    return signing.dumps([person_id, channel], salt=STOP_SALT, compress=True)


def stopped_by(code: str) -> tuple[int, str] | None:
    """Whose channel a code ends; nothing where it is none of ours."""
    try:
        person_id, channel = signing.loads(code, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return int(person_id), str(channel)

"""Notices in words: a line for each thing to tell, in the reader's language, rendered when it is read or sent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pustakota.contexts.notices.models import KIND_NAMES
from pustakota.contexts.notices.rules import ENDED_ALONE, Kind, Words
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import calendars, periods
from pustakota.foundation.calendars import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pustakota.contexts.notices.models import Notice
    from pustakota.contexts.notices.queries.standing import Reader
    from pustakota.contexts.organisation.models import ServicePoint

DAYS = ("_on", "_by")
"""Endings of the facts that are days."""
MOMENT = "_at"
"""Ending of the facts that are moments, told by the clock of the point."""
CALENDAR = "calendar"
"""The fact that stands in a calendar file beside an e-mail."""
UNSPOKEN = {
    *("title", "loan_id", "hold_id", "record_id", "case_id", "case", "search", "booking_id", "registration_code"),
    CALENDAR,
}
"""Facts that tell like things apart: what differs in nothing else is told in one line."""
STOP_SALT = "notices.stop"


def line(notices: Iterable[Notice], *, today: date, reader_id: int | None = None) -> str:
    """Notices of one kind that differ in nothing a reader is told, as one sentence or two; in the active language.

    What concerns somebody else than the reader (a child) begins with their name.
    """
    alike = list(notices)
    first = alike[0]
    titles = [notice.facts["title"] for notice in alike if notice.facts.get("title")]
    text = sentence(first.template, first.facts, first.point, number=len(alike), titles=titles, today=today)
    return text if reader_id in {None, first.about_id} else f"{first.about.greeting}: {text}"


def sentence(template: str, stored: Mapping[str, Any], point: ServicePoint, **more: Any) -> str:
    """What a template of a context says with its facts, on the clock of a point; in the active language."""
    context, _, name = template.partition("/")
    facts = {**_facts(stored, point.zone), "point": point, **more}
    return " ".join(render_to_string(f"{context}/notices/{name}.txt", facts).split())


def _facts(stored: Mapping[str, Any], zone: str) -> dict[str, Any]:
    return {name: _fact(name, value, zone) for name, value in stored.items()}


def _fact(name: str, value: Any, zone: str) -> Any:
    if name.endswith(DAYS):
        return date.fromisoformat(value)
    if name.endswith(MOMENT):
        return periods.local_time(datetime.fromisoformat(value), zone)
    return value


def calendar_of(notices: Iterable[Notice], *, at: datetime) -> str:
    """The times that a letter tells of, as a calendar file; empty where it tells of none. Of one time the last word."""
    last: dict[str, Entry] = {}
    library = ""
    for notice in notices:
        if facts := notice.facts.get(CALENDAR):
            entry, library = Entry.of_facts(facts), notice.point.library.name
            if entry.uid not in last or last[entry.uid].revision <= entry.revision:
                last[entry.uid] = entry
    organiser = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return calendars.text(last.values(), name=library, at=at, organiser=organiser) if last else ""


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
        library = notices[0].point.library
        told = lines(notices, today=today, reader_id=reader.addressee.person_id)
        about = str(KIND_NAMES[Kind(kinds[0])]) if len(kinds) == 1 else gettext("News from the library")
        return Words(
            library=library.name,
            subject=f"{library.name}: {about}",
            greeting=_greeting(library.salutation) % {"name": reader.addressee.name},
            lines=tuple(told),
            more=gettext("Details: %(address)s") % {"address": _address("public:my_account")},
            account_address=_address("public:my_account"),
            stop=_stop(channel),
            stop_address=_address(
                "public:stop_messages",
                stop_code(reader.addressee.person_id, channel, _topics(notices), _kind_alone(kinds)),
            ),
            language=reader.language,
            closing=library.closing,
            colour=organisation.ink_of(library),
        )


def _greeting(salutation: str) -> str:
    """How a letter begins, in the tone of the library."""
    if salutation == "formal":
        return gettext("Dear %(name)s,")
    return gettext("Hi %(name)s!") if salutation == "warm" else gettext("Hello %(name)s,")


def _stop(channel: str) -> str:
    if channel == "whatsapp":
        return gettext("Answer STOP if you do not want such messages by WhatsApp.")
    return gettext("No more of these messages: %(address)s")


def _address(name: str, *parts: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=parts)


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a code ends: a channel of somebody's, or only these topics or this kind where a letter held nothing else."""

    person_id: int
    channel: str
    topics: tuple[int, ...] = ()
    kind: str = ""


def stop_code(person_id: int, channel: str, topics: Iterable[int] = (), kind: str = "") -> str:
    """What stands in the address that ends a channel, topics, or a kind, without signing in; nobody can forge it."""
    return signing.dumps([person_id, channel, *([kind] if kind else topics)], salt=STOP_SALT, compress=True)


def stopped_by(code: str) -> Stopped | None:
    """What a code ends; nothing where it is none of ours."""
    try:
        person_id, channel, *ended = signing.loads(code, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    topics = tuple(each for each in ended if isinstance(each, int))
    return Stopped(int(person_id), str(channel), topics, next((each for each in ended if isinstance(each, str)), ""))


def _kind_alone(kinds: Sequence[str]) -> str:
    """The kind that ends with a letter that holds nothing else; of any other letter none."""
    return kinds[0] if len(kinds) == 1 and kinds[0] in ENDED_ALONE else ""


def _topics(notices: Iterable[Notice]) -> tuple[int, ...]:
    """The topics of a letter that holds nothing but news; of any other none."""
    named = [notice.facts.get("topic_id") for notice in notices]
    return tuple(sorted({*named})) if all(named) else ()

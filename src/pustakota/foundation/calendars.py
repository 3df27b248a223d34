"""Calendar files (RFC 5545): what stands in somebody's calendar, and is changed there by the same name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from icalendar import Calendar, vDatetime, vText
from icalendar.parser import Contentline

TYPE = "text/calendar; charset=utf-8"
END = "END:VCALENDAR"
_STAMP = "DTSTAMP:-"
"""Stands in kept lines until they are asked for."""
AGAIN = timedelta(minutes=15)
"""How often a calendar that is subscribed to may look again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One time in a calendar. ``uid``: its name for ever; ``revision``: how often it changed; the last holds."""

    uid: str
    revision: int
    start: datetime
    end: datetime
    title: str
    place: str = ""
    about: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False

    def as_facts(self) -> dict[str, Any]:
        """Plain values, from which ``of_facts`` makes it again."""
        return {
            "uid": self.uid,
            "revision": self.revision,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "title": self.title,
            "place": self.place,
            "about": self.about,
            "is_cancelled": self.is_cancelled,
            "is_tentative": self.is_tentative,
        }

    @classmethod
    def of_facts(cls, facts: dict[str, Any]) -> "Entry":
        moments = {name: datetime.fromisoformat(facts[name]) for name in ("start", "end")}
        return cls(**{**facts, **moments})


def text(entries: Iterable[Entry], *, name: str, at: datetime, organiser: str = "") -> str:
    """A calendar file. ``organiser``: the e-mail address in whose name it is; moments are written in UTC.

    Feeds are asked for again and again: an entry that has not changed is not written anew.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Pustakota//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    head, _end, rest = str(calendar.to_ical(), "utf-8").rpartition(END)
    stamp = f"DTSTAMP:{_moment(at.replace(minute=0, second=0, microsecond=0))}"
    return "".join([head, *(_lines(entry, organiser).replace(_STAMP, stamp, 1) for entry in entries), END, rest])


@lru_cache(maxsize=8192)
def _lines(entry: Entry, organiser: str) -> str:
    """The library's words and folded lines, without its components: those take three times as long."""
    rows = [
        ("UID", entry.uid),
        ("SEQUENCE", str(entry.revision)),
        ("DTSTART", _moment(entry.start)),
        ("DTEND", _moment(entry.end)),
        ("SUMMARY", _words(entry.title)),
        ("LOCATION", _words(entry.place)),
        ("DESCRIPTION", _words(entry.about)),
        ("STATUS", _status(entry)),
        ("ORGANIZER", f"mailto:{organiser}" if organiser else ""),
    ]
    lines = [_folded(f"{name}:{value}") for name, value in rows if value]
    return "\r\n".join(["BEGIN:VEVENT", _STAMP, *lines, "END:VEVENT", ""])


def _folded(line: str) -> str:
    return str(Contentline(line).to_ical(), "utf-8")  # type: ignore[no-untyped-call]


def _moment(moment: datetime) -> str:
    return str(vDatetime(moment.astimezone(UTC)).to_ical(), "utf-8")  # type: ignore[no-untyped-call]


def _words(text: str) -> str:
    return str(vText(text).to_ical(), "utf-8")


def file(entries: Iterable[Entry], *, name: str, at: datetime, file_name: str = "kalender.ics") -> HttpResponse:
    """The same as an answer, which no search machine keeps."""
    answer = HttpResponse(text(entries, name=name, at=at), content_type=TYPE)
    answer["Content-Disposition"] = f'inline; filename="{file_name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _status(entry: Entry) -> str:
    if entry.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_tentative else "CONFIRMED"

"""The log of a process: a line for people, or JSON for machines, and in neither a word about a person.

What is logged passes through ``without_people``: e-mail addresses, long numbers (cards, telephones, NIK) and, in the
words of an exception, whatever stands between quotation marks or brackets are replaced by ``…``. An address of the
site is logged as its pattern (``desk/anggota/<str:card>/``), never as it was asked for.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_EMAIL = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:]+")
_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[\s.-]?\d){6,}(?!\w)")
_CARD = re.compile(r"\b[A-Z]{1,3}[0-9]{4,}\b")
_VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|\([^()]*\)=\([^()]*\)|\[parameters: .*")
_DETAIL = re.compile(r"^(DETAIL|HINT|CONTEXT|LINE \d+):.*", re.MULTILINE | re.DOTALL)
GONE = "…"


def without_people(text: str) -> str:
    """The text without e-mail addresses, card, telephone and identity numbers."""
    for pattern in (_EMAIL, _NUMBER, _CARD):
        text = pattern.sub(GONE, text)
    return text


def without_values(said: str) -> str:
    """What an exception said, without the values that it was about: these may be anybody's name."""
    return without_people(_VALUE.sub(GONE, _DETAIL.sub("", said))).strip()


def trouble(error: BaseException, trace: TracebackType | None) -> str:
    """An exception: its kind, its words without values, and the places in the code it came through."""
    places = [f"  {each.filename}:{each.lineno} in {each.name}" for each in traceback.extract_tb(trace)]
    said = without_values(str(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{trouble(cause, cause.__traceback__)}\n  then\n" if cause else ""
    return before + "\n".join([*places, f"{type(error).__name__}: {said}" if said else type(error).__name__])


class Line(logging.Formatter):
    """For people: ``2026-11-22T02:15:00.123Z ERROR pustakota.foundation.worker words``."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{_moment(record)} {record.levelname} {record.name} {_message(record)}"
        error = _error(record)
        return f"{head}\n{error}" if error else head


class JsonLine(logging.Formatter):
    """For machines: one JSON object a line, with ``at level logger message process`` and perhaps ``error``."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "at": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "process": record.process,
        }
        if error := _error(record):
            fields["error"] = error
        return json.dumps(fields, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    request: Any = getattr(record, "request", None)
    if hasattr(request, "resolver_match"):  # Django says the path, which may name a member
        match = request.resolver_match
        said = str(record.msg).partition(":")[0].partition(" (")[0]
        return f"{said}: {request.method} {match.route if match else GONE}"
    return without_people(record.getMessage())


def _error(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    return trouble(record.exc_info[1], record.exc_info[2])

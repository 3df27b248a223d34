"""What a title's page says about it, from the projection of its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from pustakota.design.languages import language_name
from pustakota.design.parts import Definition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.catalogue.models import Record

LCC_PROPOSED = "lcc_proposed"
CLASS_DIGITS = 3


@dataclass(frozen=True, slots=True)
class TitleFacts:
    summary: str
    subjects: Sequence[str]
    definitions: Sequence[Definition]
    class_beginning: str = ""


def facts_of(record: Record) -> TitleFacts:
    """Only what the record says; nothing is filled in where it is silent."""
    details = record.details
    place, publisher = details.get("place", ""), record.publisher
    named = [
        (gettext("Published"), ", ".join(part for part in (place, publisher, str(record.year or "")) if part)),
        (gettext("Edition"), details.get("edition", "")),
        (gettext("Physical description"), details.get("extent", "")),
        (gettext("Series"), "; ".join(details.get("series", ()))),
        (gettext("Language"), language_name(record.language) if record.language else ""),
        (gettext("Class"), _class(record)),
        (gettext("ISBN"), ", ".join(record.isbns)),
        (gettext("Contents"), details.get("contents", "")),
        (gettext("Notes"), " ".join(details.get("notes", ()))),
    ]
    beginning = record.class_number[:CLASS_DIGITS]
    return TitleFacts(
        summary=details.get("summary", ""),
        subjects=details.get("subjects", ()),
        definitions=[Definition(term, value) for term, value in named if value],
        class_beginning=beginning if len(beginning) == CLASS_DIGITS and beginning.isdecimal() else "",
    )


def _class(record: Record) -> str:
    if record.class_number and record.class_source == LCC_PROPOSED:
        return gettext("%(number)s (proposed)") % {"number": record.class_number}
    return record.class_number

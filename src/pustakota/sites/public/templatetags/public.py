"""What every public page shows: whose library this is, and what a copy's state is called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString
from django.utils.text import slugify

from pustakota.contexts.organisation import queries as organisation
from pustakota.design.covers import said_name
from pustakota.design.languages import language_name
from pustakota.design.templatetags import ui
from pustakota.sites.public import wording

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record

register = template.Library()
register.filter(language_name)
register.filter("author_name", said_name)

LONGEST_SLUG = 60
NO_SLUG = "judul"


@register.simple_tag
def library_name() -> str:
    """The first library of the network gives the site its name."""
    library = organisation.libraries().first()
    return library.short_name if library else "Pustakota"


@register.filter
def slug(record: Record) -> str:
    """The readable end of a record's address."""
    return slugify(record.title)[:LONGEST_SLUG].strip("-") or NO_SLUG


@register.simple_tag
def copy_status(status: str, due_on: date | None = None) -> SafeString:
    """What people read about one copy."""
    word, tone = wording.copy_status(status, due_on)
    return ui.status(word, tone)

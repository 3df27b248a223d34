"""What every public page shows: whose library this is, and what a copy's state is called."""

from __future__ import annotations

from datetime import date

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.design.covers import said_name
from pustakota.design.languages import language_name
from pustakota.design.templatetags import ui
from pustakota.sites.public import wording
from pustakota.sites.public.addresses import address_of, cover_address, slug

register = template.Library()
REMEMBERED = "library_name"
register.filter(language_name)
register.filter(address_of)
register.filter(cover_address)
register.filter(slug)
register.filter("author_name", said_name)


@register.filter
def role_name(role: str) -> str:
    """What a role is called."""
    return str(people.ROLE_WORDS.get(role, role))


@register.simple_tag(takes_context=True)
def library_name(context: Context) -> str:
    """The name of the site; asked once for each page."""
    request = context.get("request")
    if request is None:
        return name_of_site()
    if not hasattr(request, REMEMBERED):
        setattr(request, REMEMBERED, name_of_site())
    return str(getattr(request, REMEMBERED))


def name_of_site() -> str:
    """The first library of the network gives the site its name."""
    library = organisation.first_library()
    return library.short_name if library else "Pustakota"


@register.simple_tag
def copy_status(status: str, due_on: date | None = None) -> SafeString:
    """What people read about one copy."""
    word, tone = wording.copy_status(status, due_on)
    return ui.status(word, tone)

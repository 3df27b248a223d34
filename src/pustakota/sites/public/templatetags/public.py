"""What every public page shows: whose library this is, and what a copy's state is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pustakota.contexts.people import queries as people
from pustakota.design import branding
from pustakota.design.covers import said_name
from pustakota.design.markup import filled, joined
from pustakota.design.parts import Link
from pustakota.design.templatetags import ui
from pustakota.sites.public import offline, wording
from pustakota.sites.public.addresses import address_of, cover_address, search_address, slug
from pustakota.sites.public.asked import Asked, question_of
from pustakota.sites.public.event_rows import event_rows, for_whom
from pustakota.sites.public.head import Head, head_tags
from pustakota.sites.public.naming import library_worn
from pustakota.sites.public.year_range import YearRange, drawn

register = template.Library()
MARK = mark_safe(
    '<svg class="brand-mark" viewBox="-32 -32 64 64" aria-hidden="true"><path d="M2-2C3-14 12-26 29-29C26-12 14-3 2-2Z'
    "M2 2C14 3 26 12 29 29C12 26 3 14 2 2ZM-2 2C-3 14-12 26-29 29C-26 12-14 3-2 2Z"
    'M-2-2C-14-3-26-12-29-29C-12-26-3-14-2-2Z"/></svg>'
)
register.filter(address_of)
register.filter(cover_address)
register.filter(slug)
register.filter("author_name", said_name)
register.filter(for_whom)
register.simple_tag(event_rows)


@register.filter
def role_name(role: str) -> str:
    """What a role is called."""
    return str(people.ROLE_WORDS.get(role, role))


@register.simple_tag
def year_form(years: YearRange, asked: Asked) -> SafeString:
    """The chart of the years with its two ends to choose; what else is asked is kept."""
    kept = replace(asked, since=None, until=None, page=1, opened="").pairs
    return drawn(years, kept, search_address())


@register.simple_tag
def sort_links(sorts: Sequence[Link]) -> SafeString:
    """The ways to order a list; each is fetched where it stands."""
    current = SafeString(' aria-current="true"')
    form = '<li><a href="{}" hx-get="{}"{}>{}</a></li>'
    links = joined(filled(form, link.href, link.href, current if link.current else "", link.label) for link in sorts)
    return filled('<ul class="plain-list">{}</ul>', links)


@register.filter
def question(asked: Asked) -> str:
    """A question as the end of an address: what is asked, without order and page."""
    return "?" + question_of(asked).address.partition("?")[2]


@register.simple_tag(takes_context=True)
def library_name(context: Context) -> str:
    """The name of the site, or of the library at whose desk somebody sits; asked once for each page."""
    library = library_worn(context.get("request"))
    return library.short_name if library else "Pustakota"


@register.simple_tag(takes_context=True)
def brand_style(context: Context) -> SafeString:
    """The style sheet of the library's brand, where it has one."""
    library = library_worn(context.get("request"))
    if library is None or not (library.colour or library.face):
        return SafeString("")
    digits = (library.colour or branding.FIRST)[1:]
    return filled('<link rel="stylesheet" href="{}">', reverse("fixed:brand", args=[digits, library.face or "jakarta"]))


@register.simple_tag(takes_context=True)
def brand_mark(context: Context) -> SafeString:
    """The library's logo, or the mark that every library begins with."""
    library = library_worn(context.get("request"))
    if library is None or not library.logo:
        return MARK
    return filled('<img class="brand-logo" src="{}" alt="" height="40">', reverse("fixed:logo", args=[library.logo]))


@register.simple_tag(takes_context=True)
def app_script(context: Context) -> SafeString:
    """The site as a program on a phone: its script, told whose page this is; a page without a request has none."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString("")
    reader = offline.reader_of(request) if hasattr(request, "user") else ""
    return filled('{} data-reader="{}"></script>', _app_script(), reader)


@cache
def _app_script() -> SafeString:
    worker = reverse("fixed:service_worker")
    return filled('<script src="{}" type="module" data-worker="{}"', static("public/app.js"), worker)


@register.simple_tag(takes_context=True)
def page_head(context: Context) -> SafeString:
    """What machines are told in the page's head; a view that has more to say gives ``head``."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString("")
    head = context.get("head") or Head()
    return head_tags(head, path=request.path, language=get_language() or "id", site=library_name(context))


@register.simple_tag
def copy_status(status: str, due_on: date | None = None) -> SafeString:
    """What people read about one copy."""
    word, tone = wording.copy_status(status, due_on)
    return ui.status(word, tone)

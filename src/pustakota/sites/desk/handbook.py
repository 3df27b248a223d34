"""The handbook at the desk: the same pages that the documentation is built from, one key away from the work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

FRONT = "index"
_ABOUT = re.compile(r"^% pages: (.*)$", re.MULTILINE)
_COMMENT = re.compile(r"^%.*\n", re.MULTILINE)
_DIRECTIVE = re.compile(r"^```\{.*?^```\n?", re.MULTILINE | re.DOTALL)
_OUTSIDE = re.compile(r'<a href="\.\./[^"]*">(.*?)</a>', re.DOTALL)
"""A page of the documentation that the desk does not show: its words stay, without the link."""
_SECTION = re.compile(r"<h2>(.*?)</h2>")
_TO_PAGE = re.compile(r'href="([a-z0-9-]+)\.md(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the handbook. ``about``: the names of the desk's addresses that it explains, each with its section."""

    slug: str
    title: str
    about: Mapping[str, str]
    html: SafeString


def index(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The list of pages; coming from a page of the desk, the one that explains it."""
    del by, at_point
    asked_from = request.GET.get("from", "")
    if explaining := next((page for page in pages().values() if asked_from in page.about), None):
        address, section = reverse("desk:help_page", args=[explaining.slug]), explaining.about[asked_from]
        return redirect(f"{address}#{section}" if section else address)
    return render(request, "desk/help.html", {"pages": pages().values()})


def page(request: HttpRequest, slug: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One page of the handbook."""
    del by, at_point
    found = pages().get(slug)
    if found is None:
        raise Http404
    return render(request, "desk/help_page.html", {"page": found, "pages": pages().values()})


@cache
def pages() -> dict[str, Page]:
    """All pages by their short name, in the order of their titles; none where the handbook is not installed."""
    folder: Path = settings.HANDBOOK
    read = [_read(path) for path in folder.glob("*.md") if path.stem != FRONT]
    return {each.slug: each for each in sorted(read, key=lambda each: each.title)}


def _read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    about = _ABOUT.search(text)
    plain = _COMMENT.sub("", _DIRECTIVE.sub("", text)).strip()
    heading, _, body = plain.partition("\n")
    html = _OUTSIDE.sub(r"\1", MarkdownIt("commonmark", {"html": False}).enable("table").render(body))
    return Page(
        path.stem,
        heading.removeprefix("# ").strip(),
        dict(_parted(each) for each in about.group(1).split()) if about else {},
        mark_safe(_TO_PAGE.sub(r'href="../\1/\2"', _named(html))),  # noqa: S308 -- our own text; its HTML is escaped
    )


def _parted(named: str) -> tuple[str, str]:
    """``policies#aturan-pinjam``: an address of the desk, and the section that explains it."""
    name, _sign, section = named.partition("#")
    return name, section


def _named(html: str) -> str:
    """Sections can be led to by their titles, as in the documentation."""
    return _SECTION.sub(lambda found: f'<h2 id="{slugify(unescape(strip_tags(found[1])))}">{found[1]}</h2>', html)

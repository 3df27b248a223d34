"""The handbook at the desk: the same pages that the documentation is built from, one key away from the work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

FRONT = "index"
_ABOUT = re.compile(r"^% pages: (.*)$", re.MULTILINE)
_COMMENT = re.compile(r"^%.*\n", re.MULTILINE)
_DIRECTIVE = re.compile(r"^```\{.*?^```\n?", re.MULTILINE | re.DOTALL)
_OUTSIDE = re.compile(r'<a href="\.\./[^"]*">(.*?)</a>', re.DOTALL)
"""A page of the documentation that the desk does not show: its words stay, without the link."""
_TO_PAGE = re.compile(r'href="([a-z0-9-]+)\.md(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the handbook. ``about``: the names of the desk's addresses that it explains."""

    slug: str
    title: str
    about: frozenset[str]
    html: SafeString


def index(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The list of pages; coming from a page of the desk, the one that explains it."""
    del by, at_point
    asked_from = request.GET.get("from", "")
    if explaining := next((page for page in pages().values() if asked_from in page.about), None):
        return redirect("desk:help_page", explaining.slug)
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
        frozenset(about.group(1).split()) if about else frozenset(),
        mark_safe(_TO_PAGE.sub(r'href="../\1/\2"', html)),  # noqa: S308 -- our own text, and HTML in it is escaped
    )

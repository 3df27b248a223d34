"""Pages for paper: a template becomes a PDF, with nothing fetched from anywhere."""

from collections.abc import Mapping
from importlib import import_module

import segno
from django.template.loader import render_to_string
from django.utils import translation

QUIET_ZONE = 2


def pdf(template: str, facts: Mapping[str, object], *, language: str) -> bytes:
    """A template in a language as PDF. Pictures stand in it as ``data:`` alone: no file and no server is asked."""
    with translation.override(language):
        page = render_to_string(template, dict(facts))
    weasyprint = import_module("weasyprint")  # at the first letter: commands that print nothing need not wait for it
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    made: bytes = weasyprint.HTML(string=page, url_fetcher=nothing).write_pdf()
    return made


def qr_picture(text: str) -> str:
    """A QR code as a ``data:`` address for a picture on paper; error correction M outlives a crease."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=QUIET_ZONE))

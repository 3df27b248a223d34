"""What stands in the head of a page for machines: its one address, its languages, its card, its feeds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from pustakota.design.languages import SITE_LANGUAGES, in_language
from pustakota.design.markup import filled, joined
from pustakota.sites.public.addresses import FEED_FORMS, absolute

if TYPE_CHECKING:
    from pustakota.sites.public.feeds import Feed

LONGEST_DESCRIPTION = 200
CARD_SIZE = (1200, 630)
# Inside a script element these could end it or begin another; JSON reads the escapes as the letters.
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Head:
    """Of one page. ``path``: its canonical address without host, where the one asked is another.

    ``indexed`` is False for pages that search machines should follow but not keep. ``languages``: where the page stands
    in each language, for pages that do not exist in all of them or have other addresses there.
    """

    title: str = ""
    description: str = ""
    image: str = ""
    kind: str = "website"
    path: str = ""
    indexed: bool = True
    feeds: Sequence[Feed] = ()
    linked_data: Mapping[str, Any] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)


def head_tags(head: Head, *, path: str, language: str, site: str) -> SafeString:
    """All tags of a page's head. The query never belongs to an address: what it changes is a view of the same page."""
    address = head.path or path
    tags = [*_addresses(address, head), *_card(head, address, language, site), *_feeds(head)]
    if head.linked_data:
        tags.append(_linked(head.linked_data))
    return joined(tags, between="\n  ")


def _addresses(address: str, head: Head) -> list[SafeString]:
    languages = head.languages or {code: in_language(address, code) for code in SITE_LANGUAGES}
    if not head.indexed:
        return [SafeString('<meta name="robots" content="noindex, follow">'), *_alternates(languages)]
    return [filled('<link rel="canonical" href="{}">', absolute(address)), *_alternates(languages)]


def _alternates(languages: Mapping[str, str]) -> list[SafeString]:
    form = '<link rel="alternate" hreflang="{}" href="{}">'
    found = [filled(form, code, absolute(address)) for code, address in languages.items()]
    own = languages.get(settings.LANGUAGE_CODE)
    return [*found, filled(form, "x-default", absolute(own))] if own else found


def _card(head: Head, address: str, language: str, site: str) -> list[SafeString]:
    """What is shown where somebody passes the page on (Open Graph; X reads it too)."""
    if not head.title:
        said = gettext("Search the collection of %(library)s") % {"library": site}
        return [filled('<meta name="description" content="{}">', said)]
    said = Truncator(" ".join(head.description.split())).chars(LONGEST_DESCRIPTION)
    given = {
        "og:type": head.kind,
        "og:title": head.title,
        "og:description": said,
        "og:url": absolute(address),
        "og:site_name": site,
        "og:locale": "id_ID" if language == "id" else "en_GB",
        "og:image": absolute(head.image) if head.image else "",
        "og:image:width": str(CARD_SIZE[0]) if head.image else "",
        "og:image:height": str(CARD_SIZE[1]) if head.image else "",
        "og:image:alt": head.title if head.image else "",
    }
    named = [filled('<meta name="description" content="{}">', said)] if said else []
    named += [SafeString('<meta name="twitter:card" content="summary_large_image">')] if head.image else []
    return named + [filled('<meta property="{}" content="{}">', name, value) for name, value in given.items() if value]


def _feeds(head: Head) -> list[SafeString]:
    form = '<link rel="alternate" type="application/{}+xml" title="{}" href="{}">'
    return [filled(form, form_of, feed.title, feed.address(form_of)) for feed in head.feeds for form_of in FEED_FORMS]


def _linked(thing: Mapping[str, Any]) -> SafeString:
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return SafeString(f'<script type="application/ld+json">{text}</script>')

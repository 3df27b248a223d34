"""The components. Every page is made of these; each is shown in each state at /design/.

Blocks (`{% button %}…{% endbutton %}`) take what stands inside as their content. Further keywords become attributes of
the element: `hx_get="/x"` is written `hx-get="/x"`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from pustakota.design import codes, covers, wording
from pustakota.design.charts import Bar, bars_svg
from pustakota.design.fixed import fixed
from pustakota.design.illustrations import illustration
from pustakota.design.languages import SITE_LANGUAGES, in_language, language_name
from pustakota.design.looks import COOKIE, Looks
from pustakota.design.markup import TONE_ICONS, attributes, filled, icon, joined, part
from pustakota.design.parts import Definition, FacetValue, Letterhead, Link
from pustakota.foundation.money import in_words_of_the_till

register = template.Library()
register.filter(language_name)

Tone = Literal["info", "yes", "wait", "no", "plain"]
Weight = Literal["main", "plain", "quiet", "danger"]
Size = Literal["", "small", "wide"]

register.tag(fixed)
register.simple_tag(icon)
register.simple_tag(illustration)
register.filter(wording.long_date)
register.filter(wording.weekday_date)
register.filter(wording.clock)
register.filter(wording.clock_after)
register.filter(wording.days_from)
register.filter(wording.grouped)
register.filter("rupiah", in_words_of_the_till)


# ── what can be pressed ──────────────────────────────────────────────────────────────────────────────────────────────


def _button_class(weight: Weight, size: Size) -> str:
    return f"button button-{weight} button-{size}" if size else f"button button-{weight}"


@register.simple_block_tag
def button(
    content: str, *, weight: Weight = "plain", icon_name: str = "", size: Size = "", **attrs: object
) -> SafeString:
    """Does something: submits a form unless `type` says otherwise. One `main` button on a page."""
    return filled(
        '<button class="{}"{}>{}<span>{}</span></button>',
        _button_class(weight, size),
        attributes({"type": "submit", **attrs}),
        icon(icon_name) if icon_name else "",
        content,
    )


@register.simple_block_tag
def link_button(
    content: str, href: str, *, weight: Weight = "plain", icon_name: str = "", size: Size = "", **attrs: object
) -> SafeString:
    """Goes somewhere, with the weight of a button."""
    return filled(
        '<a class="{}" href="{}"{}>{}<span>{}</span></a>',
        _button_class(weight, size),
        href,
        attributes(attrs),
        icon(icon_name) if icon_name else "",
        content,
    )


@register.simple_tag
def search_box(
    action: str,
    value: str = "",
    *,
    label: str = "",
    name: str = "q",
    completions: str = "",
    autofocus: bool = False,
    **attrs: object,
) -> SafeString:
    """The one box to look for anything; `attrs` go to the form. `completions`: where suggestions come from."""
    if completions:
        attrs |= {"data_behaviour": "complete", "data_completions": completions}
    button = '<button class="button button-main" type="submit">{}<span class="button-word">{}</span></button>'
    said = label or gettext("Search books, authors, subjects")
    return filled(
        '<form class="search-box" role="search" aria-label="{}" action="{}" method="get"{}>'
        '<input type="search" name="{}" value="{}" aria-label="{}" placeholder="{}" autocomplete="off"'
        ' autocapitalize="none" spellcheck="false" enterkeyhint="search"{}>{}</form>',
        said,
        action,
        attributes(attrs),
        name,
        value,
        said,
        gettext("Title, author, subject"),
        SafeString(" autofocus") if autofocus else "",
        filled(button, icon("search"), gettext("Search")),
    )


@register.simple_tag
def scan_button(target: str) -> SafeString:
    """Opens the camera and puts what it reads into the input with this id; unseen where a browser cannot do it."""
    return part("scan_button", {"target": target})


# ── what the page says ───────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_block_tag
def notice(content: str, tone: Tone = "info", title: str = "", focus: bool = False, sound: bool = False) -> SafeString:
    """Something happened, or should be known. `no` interrupts a screen reader, the others wait their turn."""
    return part(
        "notice",
        {"content": content, "tone": tone, "title": title, "focus": focus, "sound": sound, "icon": TONE_ICONS[tone]},
    )


@register.simple_tag
def refusal(reasons: Sequence[object], title: str = "", *, sound: bool = False, focus: bool = True) -> SafeString:
    """Every reason why not, at once, each with the rule behind it; the page's focus goes there."""
    said = [(getattr(reason, "message", reason), getattr(reason, "policy", "")) for reason in reasons]
    return part(
        "refusal",
        {"reasons": said, "title": title or gettext("That is not possible now"), "sound": sound, "focus": focus},
    )


@register.simple_tag
def status(word: str, tone: Tone = "plain", icon_name: str = "") -> SafeString:
    """A state in a word, a shape and a colour."""
    return filled(
        '<span class="status tone-{}">{}<span>{}</span></span>', tone, icon(icon_name or TONE_ICONS[tone]), word
    )


@register.simple_tag
def badge(word: str, tone: Tone = "plain", icon_name: str = "") -> SafeString:
    """A short mark beside a title."""
    return filled(
        '<span class="badge tone-{}">{}<span>{}</span></span>', tone, icon(icon_name) if icon_name else "", word
    )


@register.simple_block_tag
def empty_state(content: str, title: str, picture: str = "") -> SafeString:
    """Nothing here yet: says what belongs here, and holds the one button that begins it."""
    return part("empty_state", {"content": content, "title": title, "picture": picture and illustration(picture)})


@register.simple_tag
def offline() -> SafeString:
    """The words shown when the network is gone; what was typed stays where it is."""
    return part("offline", {})


@register.simple_tag
def skeleton(lines: int = 3) -> SafeString:
    """Where content will stand in a moment."""
    return part("skeleton", {"lines": range(lines)})


@register.simple_tag
def progress(value: int | None, maximum: int, label: str) -> SafeString:
    """How far something is; an unknown value (None) shows that it runs."""
    return part("progress", {"value": value, "maximum": maximum, "label": label})


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────


_FEW_WORDS = 250
"""Letters at most."""


@register.simple_tag
def field(bound: BoundField, *, short: bool = False, **attrs: str | bool) -> SafeString:
    """Label, hint, errors and input of a form's field; Django ties hint and errors to the input.

    ``short`` is for inputs that hold a few words; where long lines fit, the input stays wide.
    """
    short = short and (getattr(bound.field, "max_length", None) or 0) <= _FEW_WORDS
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    widget = bound.field.widget
    kind = "choices" if isinstance(widget, RadioSelect | CheckboxSelectMultiple) else "input"
    kind = "tick" if isinstance(widget, CheckboxInput) else kind
    return part("field", {"field": bound, "widget": bound.as_widget(attrs=names), "kind": kind, "short": short})


# ── things ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_block_tag
def card(content: str, title: str = "", href: str = "", level: int = 2) -> SafeString:
    """A thing among its like; with `href` the whole card is the link."""
    return part("card", {"content": content, "title": title, "href": href, "heading": f"h{level}"})


@register.simple_tag
def cover(title: str, author: str = "", classification: str = "", decorative: bool = True) -> SafeString:
    """A drawn cover, inline: for pages that show one. Lists use `cover_image`, which browsers keep."""
    return SafeString(covers.cover_svg(title, author, classification, decorative=decorative))


@register.simple_tag
def cover_image(src: str, soon: bool = False) -> SafeString:
    """A cover by its address, silent because the title stands beside it; `soon` for those seen first."""
    return filled(
        '<img class="cover" src="{}" alt="" width="{}" height="{}" loading="{}" decoding="async">',
        src,
        covers.WIDTH,
        covers.HEIGHT,
        "eager" if soon else "lazy",
    )


@register.simple_block_tag
def table(content: str, caption: str, cards: bool = False, caption_seen: bool = True) -> SafeString:
    """Rows that scroll in their own box; with `cards` each row becomes a card on a phone (cells name `data-label`)."""
    return part("table", {"content": content, "caption": caption, "cards": cards, "caption_seen": caption_seen})


@register.simple_tag
def definitions(pairs: Iterable[Definition | tuple[str, str]]) -> SafeString:
    """Terms and what they are."""
    rows = ((pair.term, pair.value) if isinstance(pair, Definition) else pair for pair in pairs)
    return filled('<dl class="definitions">{}</dl>', joined(filled("<dt>{}</dt><dd>{}</dd>", *row) for row in rows))


@register.simple_tag
def number_tile(number: int | None, label: str, sentence: str = "", href: str = "") -> SafeString:
    """A figure, its sentence and the way to its rows. A missing figure is hatched and says so; it is never 0."""
    return part("number_tile", {"number": number, "label": label, "sentence": sentence, "href": href})


@register.filter
def in_hours(minutes: int) -> str:
    """Minutes as hours with one decimal, as the language writes it."""
    return number_format(minutes / 60, decimal_pos=1)


@register.simple_tag
def whole_address(name: str, *parts: object) -> str:
    """The address of a page with that of the site before it, for where it leaves the page."""
    return str(settings.PUBLIC_URL) + reverse(name, args=parts)


@register.simple_tag
def webcal(name: str, *parts: object) -> str:
    """The same for a calendar program, which subscribes to it."""
    return "webcal" + whole_address(name, *parts).removeprefix("https").removeprefix("http")


@register.simple_tag
def qr(text: str, caption: str = "") -> SafeString:
    drawing = codes.qr_svg(text, gettext("QR code: %(text)s") % {"text": text})
    return part("code", {"kind": "qr", "drawing": drawing, "caption": caption})


@register.simple_tag
def barcode(text: str) -> SafeString:
    """Code 128 with the characters beneath, as scanners at the desk read it."""
    drawing = codes.code128_svg(text, gettext("Barcode: %(text)s") % {"text": text})
    return part("code", {"kind": "bars", "drawing": drawing, "caption": text})


@register.simple_tag
def kbd(*keys: str) -> SafeString:
    """Keys to press together."""
    return joined((filled('<kbd class="kbd">{}</kbd>', key) for key in keys), between=" + ")


@register.simple_tag
def bar_chart(bars: Sequence[Bar], title: str, step_label: str, value_label: str, before_label: str = "") -> SafeString:
    """Bars drawn on the server, with their numbers as a table below; what is missing is hatched.

    ``before_label`` names the line of the period before, where the bars carry one.
    """
    drawing = bars_svg(bars, title, gettext("The same numbers stand in the table below."))
    has_gaps = any(bar.is_missing for bar in bars)
    return part(
        "chart",
        {
            "title": title,
            "drawing": drawing,
            "bars": bars,
            "has_gaps": has_gaps,
            "step_label": step_label,
            "value_label": value_label,
            "before_label": before_label if any(bar.before is not None for bar in bars) else "",
        },
    )


# ── finding the way ──────────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def breadcrumb(*places: Link | str) -> SafeString:
    """The way back up; the last place is the page itself."""
    return part("breadcrumb", {"places": [p if isinstance(p, Link) else Link(p, "", current=True) for p in places]})


@register.simple_tag
def tabs(links: Sequence[Link], label: str) -> SafeString:
    """Neighbouring pages, one of them current: plain links, so that each has its address."""
    return part("tabs", {"links": links, "label": label})


@register.simple_tag
def pager(
    number: int, pages: int | None, previous: str = "", following: str = "", *, label: str = "", **attrs: object
) -> SafeString:
    """Page `number` of `pages` (None: nobody counted them); an empty address means there is none.

    `attrs` go to both links.
    """
    return part(
        "pager",
        {
            "number": number,
            "pages": pages,
            "previous": previous,
            "following": following,
            "label": label or gettext("Pages"),
            "attrs": attributes(attrs),
        },
    )


_FACET_PART, _CURRENT = attributes({"class": "facet-part"}), attributes({"aria_current": "true"})


@register.simple_tag
def facet(
    title: str, values: Sequence[FacetValue], opened: bool = False, before: str = "", **attrs: object
) -> SafeString:
    """Values to narrow a list by, counted; `before` stands above them.

    `hx_get=True`: htmx fetches each address; `attrs` go to each link.
    """
    shown = opened or any(value.chosen for value in values)
    is_fetched = bool(attrs.pop("hx_get", False))
    same = attributes(attrs)
    without = pgettext("leave out a value", "not")
    return filled(
        '<details class="facet"{}><summary>{}{}</summary>{}<ul>{}</ul></details>',
        attributes({"open": shown}),
        title,
        icon("chevron-down"),
        before,
        joined(_facet_value(value, same, without, is_fetched=is_fetched) for value in values),
    )


def _facet_value(value: FacetValue, same: SafeString, without: str, *, is_fetched: bool) -> SafeString:
    return filled(
        '<li{}><a class="facet-value"{}{}{}>{}<span class="facet-label">{}</span> '
        '<span class="facet-count">{}</span></a>{}</li>',
        _FACET_PART if value.is_part else "",
        _leading_to(value.href, is_fetched=is_fetched),
        same,
        _CURRENT if value.chosen else "",
        icon("check") if value.chosen else "",
        value.label,
        wording.grouped(value.count),
        _facet_not(value, same, without, is_fetched=is_fetched) if value.without_href else "",
    )


def _facet_not(value: FacetValue, same: SafeString, without: str, *, is_fetched: bool) -> SafeString:
    return filled(
        '<a class="facet-not"{}{}>{}<span class="visually-hidden"> {}</span></a>',
        _leading_to(value.without_href, is_fetched=is_fetched),
        same,
        without,
        value.label,
    )


def _leading_to(address: str, *, is_fetched: bool) -> SafeString:
    return filled(' href="{}" hx-get="{}"', address, address) if is_fetched else filled(' href="{}"', address)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002 -- the attribute's own name
    """A window above the page, opened by a link that carries `data-behaviour="dialog" data-dialog="<id>"`."""
    return part("dialog", {"content": content, "id": id, "title": title})


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """The same page in the other language; a page that is not in all of them names its own in ``addresses_in``."""
    request: HttpRequest = context["request"]
    here, own = get_language() or "id", context.get("addresses_in")
    addresses = {code: in_language(request.get_full_path(), code) for code in SITE_LANGUAGES}
    if own is not None:
        addresses = {code: own.get(code, in_language("/", code)) for code in SITE_LANGUAGES}
    links = (
        filled('<a href="{}" hreflang="{}" lang="{}">{}</a>', addresses[code], code, code, name)
        for code, name in SITE_LANGUAGES.items()
        if code != here
    )
    return filled('<span class="language-switch">{}{}</span>', icon("languages"), joined(links, between=" "))


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    """The person's own choice of light or dark, contrast and size, in a cookie so that no page flashes in the wrong."""
    request: HttpRequest | None = context.get("request")
    chosen = Looks.read(request.COOKIES.get(COOKIE, "") if request else "")
    return attributes({"data-theme": chosen.theme, "data-contrast": chosen.contrast, "data-text": chosen.text})


@register.simple_tag
def theme_button() -> SafeString:
    return part("theme_button", {})


@register.simple_tag
def letterhead(head: Letterhead) -> SafeString:
    """The head of a printed sheet: picture, name, and the lines beneath; colours and sizes stand in the element."""
    return part("print/letterhead", {"head": head})


@register.simple_tag
def stylesheets(*names: str) -> SafeString:
    """Links to the kit's style sheets and those of a face, in the order of the layers."""
    files = ["design/tokens.css", "design/base.css", "design/components.css", *names]
    return joined((filled('<link rel="stylesheet" href="{}">', static(name)) for name in files), between="\n")

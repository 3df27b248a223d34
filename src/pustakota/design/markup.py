"""The pieces that every component is made of: attributes, icons, the file of a component's template."""

from collections.abc import Mapping
from functools import cache

from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

TONE_ICONS = {"info": "info", "yes": "circle-check", "wait": "hourglass", "no": "octagon-x", "plain": "circle"}


def attributes(given: Mapping[str, object]) -> SafeString:
    """``hx_get="/x"`` → ``hx-get="/x"``; True stands alone, False, None and "" are left out."""
    kept = ((name.rstrip("_").replace("_", "-"), value) for name, value in given.items())
    return format_html_join(
        "", "{}", ((_attribute(name, value),) for name, value in kept if value not in {None, False, ""})
    )


def _attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


@cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon of our sprite (``frontend/icons.json``); silent unless it stands alone and needs a label."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', voice, static("built/icons.svg"), name)


def part(name: str, context: dict[str, object]) -> SafeString:
    """A component's template, rendered."""
    return SafeString(get_template(f"design/{name}.html").render(context))

"""The pieces that every component is made of: attributes, icons, the file of a component's template."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape

from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.safestring import SafeString

TONE_ICONS = {"info": "info", "yes": "circle-check", "wait": "hourglass", "no": "octagon-x", "plain": "circle"}


def filled(form: str, *parts: object) -> SafeString:
    """HTML with its gaps ``{}`` filled and escaped, but for what is HTML already.

    As Django's ``format_html``, without its care for lazy words in each step: a page fills hundreds of gaps. It is put
    together by hand, since ``str.format`` asks each part that is HTML already once more for its text.
    """
    html = [""] * (2 * len(parts) + 1)
    html[::2] = _between_gaps(form)
    html[1::2] = [part if type(part) is SafeString else _escaped(part) for part in parts]
    return SafeString("".join(html))


@cache
def _between_gaps(form: str) -> Sequence[str]:
    return form.split("{}")


def joined(parts: Iterable[object], between: str = "") -> SafeString:
    """HTML and words one after the other, the words escaped."""
    return SafeString(between.join([part if type(part) is SafeString else _escaped(part) for part in parts]))


def _escaped(part: object) -> str:
    """Of some seven hundred parts of a page those that are not HTML already: most are plain words without a mark."""
    if type(part) is not str:
        html = getattr(part, "__html__", None)
        if html:
            return str(html())
        part = str(part)
    is_plain = "&" not in part and "<" not in part and ">" not in part and '"' not in part and "'" not in part
    return part if is_plain else escape(part)


def attributes(given: Mapping[str, object]) -> SafeString:
    """``hx_get="/x"`` → ``hx-get="/x"``; True stands alone, False, None and "" are left out."""
    return joined(_attribute(name, value) for name, value in given.items() if value not in {None, False, ""})


def _attribute(name: str, value: object) -> SafeString:
    said = name.rstrip("_").replace("_", "-")
    return filled(" {}", said) if value is True else filled(' {}="{}"', said, value)


@cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon of our sprite (``frontend/icons.json``); silent unless it stands alone and needs a label."""
    voice = filled('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return filled('<svg class="icon" {}><use href="{}#{}"/></svg>', voice, static("built/icons.svg"), name)


def part(name: str, context: dict[str, object]) -> SafeString:
    """A component's template, rendered."""
    return SafeString(get_template(f"design/{name}.html").render(context))

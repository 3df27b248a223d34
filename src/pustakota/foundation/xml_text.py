"""Text as XML 1.0 allows it."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> str:
    """Escaped, without the characters that no XML document may hold; most texts need neither."""
    return value if _SPECIAL.search(value) is None else escape(_FORBIDDEN.sub("", value), {"\r": "&#13;"})


def attribute(value: str) -> str:
    """The same between double quotes."""
    return text(value).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


def element(name: str, value: str, attributes: Mapping[str, str] | None = None) -> str:
    """An element that holds text alone; nothing where there is no text."""
    return around(name, text(value), attributes) if value else ""


def around(name: str, inner: str, attributes: Mapping[str, str] | None = None) -> str:
    """An element around what is XML already; nothing around nothing."""
    if not inner:
        return ""
    told = "".join(f' {key}="{attribute(value)}"' for key, value in attributes.items()) if attributes else ""
    return f"<{name}{told}>{inner}</{name}>"

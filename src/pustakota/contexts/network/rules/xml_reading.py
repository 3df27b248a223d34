"""XML as other systems send it: parsed without document types, and mended where characters alone are wrong."""

import re
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"'][^>]*\?>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_SURROGATES = range(0xD800, 0xE000)
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


class NotXml(Exception):  # noqa: N818 -- reads as the sentence it is
    """Text that no mending makes XML."""


def parsed(data: bytes) -> Element:
    """The outermost element; raises ``NotXml`` with what is wrong."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotXml("it declares a document type") from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotXml(str(error)[:200]) from error
    return root


def mended(data: bytes) -> tuple[bytes, int]:
    """The same without characters that XML forbids and with its ampersands right, and how many places were mended."""
    encoding = found[1].decode("ascii") if (found := _ENCODING.match(data[:200])) else "utf-8"
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    text, dropped = _FORBIDDEN.subn("", _DECLARATION.sub("", text.removeprefix("\ufeff")))
    places = 0

    def right(match: re.Match[str]) -> str:
        nonlocal places
        kept = _reference(match)
        places += kept != match[0]
        return kept

    return _REFERENCE.sub(right, text).encode(), damaged + dropped + places


def _reference(match: re.Match[str]) -> str:
    number, name = match[1], match[2]
    if number:
        code = int(number[1:], 16) if number[0] == "x" else int(number)
        is_allowed = code < 0x110000 and code not in _SURROGATES and not _FORBIDDEN.match(chr(code))
        return match[0] if is_allowed else ""
    if name:
        if name in _OWN:
            return match[0]
        return escape(html5[f"{name};"]) if f"{name};" in html5 else f"&amp;{name};"
    return "&amp;"


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The children of this name, whatever their namespace."""
    return [each for each in element if local_name(each) == name]


def text_of(element: Element, name: str) -> str:
    """The text of the first child of this name; empty where there is none."""
    return next(((each.text or "").strip() for each in element if local_name(each) == name), "")

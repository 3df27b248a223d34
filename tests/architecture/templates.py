"""What a reader would see of a template that no translation touches."""

import re
from html.parser import HTMLParser

BLOCKS = re.compile(
    r"{%\s*(?P<block>blocktranslate|blocktrans|comment)\b.*?%}.*?{%\s*end(?P=block)\s*%}"
    r"|{%\s*block\s+\w*class\s*%}.*?{%\s*endblock\s*\w*\s*%}|{#.*?#}",
    re.DOTALL,
)
TAGS = re.compile(r"{%(?P<body>.*?)%}|{{.*?}}", re.DOTALL)
WORDS = re.compile(r"[^\W\d_]{2,}")
LITERAL = re.compile(r"""(?<![\w(=])(?P<key>\w+=)?(?P<quote>["'])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)""")
SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription"}
SILENT_ELEMENTS = {"script", "style", "code", "svg", "kbd"}
VOID_ELEMENTS = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMES = {
    "Pustakota",
    *("APA", "Chicago", "RIS", "BibTeX", "MARC", "MARCXML", "ISO"),
    "Bahasa",
    "Indonesia",
    "English",
    "HTML",
    "API",
    "ISBN",
    "MARC",
    "OPAC",
    "DDC",
    "QR",
    "PDF",
    "CSV",
}
UNSPOKEN_TAGS = {
    *("translate", "trans", "blocktranslate", "include", "extends", "load", "block", "url", "static", "if", "elif"),
    *("for", "with", "partial", "partialdef", "startpartial", "cache", "now", "csrf_token", "firstof", "cycle"),
    *("comment", "kbd"),
}


def untranslated(template: str) -> list[str]:
    """Texts between and in HTML elements, and words handed to components, that stand there in one language."""
    rest = BLOCKS.sub(" ", template)
    reader = _Reader()
    reader.feed(TAGS.sub(_stand_in, rest))
    reader.close()
    handed = [text for match in TAGS.finditer(rest) if match["body"] for text in _handed_to_component(match["body"])]
    return reader.found + handed


def _stand_in(tag: re.Match[str]) -> str:
    """A blank, or a letter where the tag gives an element its name."""
    return "x" if tag.string[: tag.start()].endswith(("<", "</")) else " "


def _handed_to_component(tag: str) -> list[str]:
    """Literals that read like a sentence or a label: ``{% button "Save" %}`` instead of ``{% button _("Save") %}``."""
    name = tag.split(maxsplit=1)[0] if tag.strip() else ""
    if name in UNSPOKEN_TAGS or name.startswith("end"):
        return []
    texts = [match["text"] for match in LITERAL.finditer(tag)]
    return [text for text in texts if re.match(r"[A-Z][a-z]+", text) and WORDS.findall(text) and text not in NAMES]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag in SILENT_ELEMENTS or (self.silent and tag not in VOID_ELEMENTS):
            self.silent += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag not in VOID_ELEMENTS:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._note(data)

    def _note(self, text: str) -> None:
        if [word for word in WORDS.findall(text) if word not in NAMES]:
            self.found.append(" ".join(text.split()))

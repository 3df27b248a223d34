"""The tag ``{% fixed %}…{% endfixed %}``: a part of a page that everybody sees alike, made once in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.base import Node
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.template.base import NodeList, Parser, Token
    from django.template.context import Context
    from django.utils.safestring import SafeString


class FixedNode(Node):
    """Its content is rendered without any variable, so nothing of one reader can be kept for the next."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._made: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        made = self._made.get(language)
        if made is None:
            made = self._made[language] = self.nodelist.render(context.new())
        return made


def fixed(parser: Parser, _token: Token) -> FixedNode:
    """What stands inside depends on the language alone: addresses, words, icons, style sheets."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)

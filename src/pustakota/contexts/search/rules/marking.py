"""Which letters of a text are those that somebody typed."""

import re
from collections.abc import Sequence

from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.parsing import parse

Piece = tuple[str, bool]
"""A part of a text, and whether it was typed."""

_WORD = re.compile(r"\w+(?:['’ʻʼ`-]\w+)*")


def typed_words(line: str) -> tuple[str, ...]:
    """The folded words of a line, the longest first; fields, limits and words left out are none."""
    words = {word for clause in parse(line).clauses for word in chunks(clause.text)}
    return tuple(sorted(words, key=len, reverse=True))


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The text in pieces, marked where one of its words begins as one of the typed words."""
    pieces: list[Piece] = []
    done = 0
    for found in _WORD.finditer(text):
        length = _typed(found[0], words)
        if length:
            pieces += [(text[done : found.start()], False), (found[0][:length], True)]
            done = found.start() + length
    return [piece for piece in (*pieces, (text[done:], False)) if piece[0]]


def _typed(word: str, words: Sequence[str]) -> int:
    """How many letters of the word were typed; of one that folding makes longer or shorter, all or none."""
    folded = fold(word)
    start = next((typed for typed in words if folded.startswith(typed)), "")
    return (len(start) if len(folded) == len(word) else len(word)) if start else 0

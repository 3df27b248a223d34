"""What people type, read as a question to the index. Nothing that can be typed is a mistake."""

import re
from dataclasses import dataclass, field

from pustakota.contexts.search.rules import identifiers
from pustakota.contexts.search.rules.analysis import OTHER, asked_forms, chunk_tokens, doubled_word, sounds
from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.vocabulary import CHAT

LONGEST_TEXT = 500
MOST_CLAUSES = 24
_QUOTES = re.compile("[“”„«»＂]")
_PIECE = re.compile(r'(?P<minus>(?<!\S)[-−!](?=[^\s-]))?(?:"(?P<phrase>[^"]*)"?|(?P<words>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found: `text` as typed and folded, `exact` tokens that are the word itself, `loose` others."""

    text: str
    exact: tuple[str, ...]
    loose: tuple[str, ...] = ()
    soft: bool = False
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side."""

    text: str
    exact: tuple[str, ...]
    soft: bool = False


Clause = Word | Phrase


@dataclass(frozen=True, slots=True)
class Question:
    """All `clauses` are required (or `at_least` of them, if that is given), none of `without` may occur.

    `identifier` is the whole line as a number, where it can be one.
    """

    clauses: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    identifier: str = ""
    title: str = field(default="", compare=False)
    at_least: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.clauses or self.without)


def parse(text: str) -> Question:
    """Words, "phrases" and -without; commas, brackets, operators and lone quotes are only space."""
    text = _QUOTES.sub('"', text.replace("\x00", " "))[:LONGEST_TEXT]
    clauses: list[Clause] = []
    without: list[Clause] = []
    for piece in _PIECE.finditer(text):
        found = _phrase(piece["phrase"]) if piece["phrase"] is not None else _words(piece["words"])
        (without if piece["minus"] else clauses).extend(found)
    clauses = _tidy(clauses)
    title = " ".join(token for clause in clauses for token in clause.exact)
    return Question(tuple(clauses), tuple(without[:MOST_CLAUSES]), identifiers.asked(text), title)


def word(text: str) -> Word:
    """The clause for one folded word."""
    doubled = doubled_word(text)
    base = doubled or text
    loose = [f"{doubled}2"] if doubled else []
    loose += [form for form in asked_forms(base) if form != base]
    return Word(text, (base,), (*loose, *sounds([base])), soft=text in CHAT)


def _phrase(text: str) -> list[Clause]:
    exact = tuple(token for chunk in chunks(fold(text)) for token in chunk_tokens(chunk, OTHER).exact)
    if len(exact) < 2:
        return list(_words(text))
    return [Phrase(" ".join(chunks(fold(text))), exact)]


def _words(text: str) -> list[Clause]:
    found: list[Clause] = []
    for chunk in chunks(fold(text)):
        parts = chunk.split("-")
        if doubled_word(chunk) or len(parts) == 1:
            found.append(word(chunk))
        else:
            found += [_part(part, "".join(parts)) for part in parts]
    number = identifiers.bare(text)
    if len(found) > 1 and any(letter.isdigit() for letter in number) and len(number) <= 40:
        return [_part(clause.text, number) for clause in found]
    return found


def _part(text: str, whole: str) -> Word:
    """A part of a hyphenated word or number: the joined form will do as well."""
    clause = word(text)
    return Word(text, clause.exact, (*clause.loose, whole), clause.soft)


def _tidy(clauses: list[Clause]) -> list[Clause]:
    """Doubled neighbours become one doubled word; the same clause is not asked twice."""
    tidy: list[Clause] = []
    for clause in clauses:
        last = tidy[-1] if tidy else None
        if last is not None and last.text == clause.text and isinstance(clause, Word):
            if len(clause.text) > 2 and clause.text.isalpha():
                tidy[-1] = word(f"{clause.text}2")
        elif clause not in tidy:
            tidy.append(clause)
    return tidy[:MOST_CLAUSES]

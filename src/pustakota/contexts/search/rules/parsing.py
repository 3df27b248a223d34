"""What people type, read as a question to the index. Nothing that can be typed is a mistake."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

from pustakota.contexts.search.rules import fields, identifiers, same_words
from pustakota.contexts.search.rules.analysis import OTHER, asked_forms, chunk_tokens, doubled_word, sounds
from pustakota.contexts.search.rules.conditions import Condition
from pustakota.contexts.search.rules.fields import ANYWHERE, Field
from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.vocabulary import CHAT

LONGEST_TEXT = 500
MOST_CLAUSES = 24
_OF_TITLES = ("any", "title")
_QUOTES = re.compile("[“”„«»＂]")
_CLASS = re.compile(r"\d{3}(\.\d{1,12})?", re.ASCII)
_PIECE = re.compile(
    r"(?P<minus>(?<!\S)[-−!](?=[^\s-]))?"
    rf"(?:(?P<field>{'|'.join(fields.NAMES)})\s*[:\uff1a]\s*(?=\S))?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<words>[^\s"]+))',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found: `text` as typed and folded, `exact` tokens that are the word itself, `loose` others.

    `phrases`: words side by side that say the same. `english`: how English books write it; it lets a thing be found,
    below what says the word itself, and makes no word a known one.
    """

    text: str
    exact: tuple[str, ...]
    loose: tuple[str, ...] = ()
    soft: bool = False
    beginnings: tuple[str, ...] = ()
    field: Field = ANYWHERE
    phrases: tuple[tuple[str, ...], ...] = ()
    english: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """As it stands in a line."""
        return f"{self.field.prefix}{self.text}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side."""

    text: str
    exact: tuple[str, ...]
    soft: bool = False
    field: Field = ANYWHERE

    @property
    def line(self) -> str:
        """As it stands in a line."""
        return f'{self.field.prefix}"{self.text}"'


Clause = Word | Phrase


@dataclass(frozen=True, slots=True)
class Limit:
    """What a field without words asks; `line` as it stands in a line."""

    line: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Question:
    """All `clauses` are required (or `at_least` of them, if that is given), none of `without` may occur.

    All `limits` are true, none of `beyond`. `identifier` is the whole line as a number, where it can be one.
    """

    clauses: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    limits: tuple[Limit, ...] = ()
    beyond: tuple[Limit, ...] = ()
    identifier: str = ""
    title: str = field(default="", compare=False)
    at_least: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.clauses or self.without or self.limits or self.beyond)

    @property
    def has_fields(self) -> bool:
        """Whether some part of the line names a field."""
        return bool(self.limits or self.beyond) or any(each.field.name for each in (*self.clauses, *self.without))

    @property
    def line(self) -> str:
        """The question as a line."""
        wanted = (each.line for each in (*self.clauses, *self.limits))
        return " ".join([*wanted, *(f"-{each.line}" for each in (*self.without, *self.beyond))])

    def of(self, clauses: Sequence[Clause]) -> "Question":
        """The same question with other clauses."""
        return replace(self, clauses=tuple(clauses), title=_title(clauses))


def parse(text: str, same: Sequence[str] = ()) -> Question:
    """Words, "phrases", fields: and -without; commas, brackets, operators and lone quotes are only space.

    `same`: lines of words that mean one thing, beside those of `same_words`.
    """
    return _parsed(_QUOTES.sub('"', text.replace("\x00", " "))[:LONGEST_TEXT], tuple(same))


@lru_cache(maxsize=1_000)
def _parsed(text: str, same: tuple[str, ...]) -> Question:
    """One page asks for records and for things of other kinds with the same line."""
    clauses: list[Clause] = []
    without: list[Clause] = []
    limits: list[Limit] = []
    beyond: list[Limit] = []
    for piece in _PIECE.finditer(text):
        if limit := _limit(piece):
            (beyond if piece["minus"] else limits).append(limit)
        else:
            (without if piece["minus"] else clauses).extend(_asked(piece))
    clauses = _tidy(clauses)
    named = bool(limits or beyond) or any(clause.field.name for clause in (*clauses, *without))
    return Question(
        clauses=tuple(_widened(clauses, same)),
        without=tuple(without[:MOST_CLAUSES]),
        limits=tuple(limits[:MOST_CLAUSES]),
        beyond=tuple(beyond[:MOST_CLAUSES]),
        identifier="" if named else identifiers.asked(text),
        title=_title(clauses),
    )


def as_class(text: str) -> Question | None:
    """The line as the beginning of a class number, where it can be one: 959.8."""
    number = text.strip()
    if not _CLASS.fullmatch(number):
        return None
    condition = fields.limited("class", number)
    return Question(limits=(Limit(f"class:{number}", condition),)) if condition else None


def _limit(piece: re.Match[str]) -> Limit | None:
    if not piece["field"]:
        return None
    value = piece["words"] if piece["phrase"] is None else piece["phrase"]
    condition = fields.limited(piece["field"], value)
    written = value if piece["phrase"] is None else f'"{value}"'
    return Limit(f"{piece['field'].lower()}:{written}", condition) if condition else None


def _asked(piece: re.Match[str]) -> list[Clause]:
    """The words of a piece, in the field that it names; a name whose value makes no sense is a word itself."""
    found = _phrase(piece["phrase"]) if piece["phrase"] is not None else _words(piece["words"])
    if not piece["field"]:
        return found
    where = fields.of_words(piece["field"])
    return [replace(clause, field=where) for clause in found] if where else [*_words(piece["field"]), *found]


def _title(clauses: Sequence[Clause]) -> str:
    """The words that can be a title."""
    return " ".join(token for clause in clauses if clause.field.group in _OF_TITLES for token in clause.exact)


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


def _widened(clauses: Sequence[Clause], same: Sequence[str]) -> list[Clause]:
    """Each word with what it, or the words around it, may also be called."""
    found: list[Clause] = []
    for is_worded, together in groupby(clauses, key=lambda clause: isinstance(clause, Word) and clause.field):
        run = list(together)
        if is_worded is False:
            found += run
            continue
        names = same_words.others([clause.exact[0] for clause in run], same)
        found += [_called(clause, others) for clause, others in zip(run, names, strict=True)]
    return found


def _called(clause: Clause, others: Sequence[same_words.Name]) -> Clause:
    if isinstance(clause, Phrase) or not others:
        return clause
    single = [name[0] for name in others if len(name) == 1]
    forms = [form for each in single for form in (each, *asked_forms(each))]
    loose = tuple(form for form in dict.fromkeys((*clause.loose, *forms)) if form not in clause.exact)
    return replace(clause, loose=loose, phrases=tuple(name for name in others if len(name) > 1))


def _tidy(clauses: list[Clause]) -> list[Clause]:
    """Doubled neighbours become one doubled word; the same clause is not asked twice."""
    tidy: list[Clause] = []
    for clause in clauses:
        last = tidy[-1] if tidy else None
        if last is not None and last.text == clause.text and last.field == clause.field and isinstance(clause, Word):
            if len(clause.text) > 2 and clause.text.isalpha():
                tidy[-1] = replace(word(f"{clause.text}2"), field=clause.field)
        elif clause not in tidy:
            tidy.append(clause)
    return tidy[:MOST_CLAUSES]

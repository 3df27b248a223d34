"""From text to tokens: what is indexed, and what a typed word may also mean.

Each word gives an *exact* token (folded, in its place, for phrases) and *loose* tokens: its stem, modern spellings,
equivalents, the joined form of a hyphenated pair, and how it sounds (marked with ~, names only).
Doubled words are one thing however they are written: kapal-kapal, kapal2, kapal kapal → kapal, and kapal2 loosely.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from pustakota.contexts.search.rules import spelling
from pustakota.contexts.search.rules.folding import folded_chunks
from pustakota.contexts.search.rules.stemming import is_root, stem
from pustakota.contexts.search.rules.vocabulary import EQUIVALENTS, PHONE, SUBJECT_WORDS

INDONESIAN, OLD_INDONESIAN, ENGLISH, OTHER = "indonesian", "old indonesian", "english", "other"
Manner = str
"""How the words of a text are reduced; follows from its language and year."""

_MANNERS = {"eng": ENGLISH, "ind": INDONESIAN, "may": INDONESIAN, "msa": INDONESIAN, "": INDONESIAN}
_MALAY_FAMILY = frozenset({"jav", "sun", "mad", "min", "bug", "mak", "ban", "btk", "ace", "mul", "und", "kaw"})
_TWICE = re.compile(r"^([^\W\d_]{3,})2(?=[^\W\d_]|$)")
LONGEST_TOKEN = 60
_CANONICAL = {word: group[0] for group in EQUIVALENTS for word in group}


class Tokens(NamedTuple):
    exact: tuple[str, ...]
    loose: tuple[str, ...]


_KEPT_WORDS = 14_000
_WITH_MORE = frozenset({"names", "subjects"})
_KNOWN: defaultdict[tuple[Manner, str], dict[str, Tokens]] = defaultdict(dict)
"""What was worked out before, by manner and by the weight class where that gives a word more tokens."""


def manner_of(language: str, year: int | None) -> Manner:
    if spelling.is_old(language, year):
        return OLD_INDONESIAN
    return _MANNERS.get(language, INDONESIAN if language in _MALAY_FAMILY else OTHER)


def tokens(text: str, manner: Manner) -> Tokens:
    """Exact and loose tokens of a text, in its order."""
    exact: list[str] = []
    loose: list[str] = []
    gather(text, manner, exact, loose)
    return Tokens(tuple(exact), tuple(loose))


def gather(text: str, manner: Manner, exact: list[str], loose: list[str], weight_class: str = "") -> None:
    """Add the tokens of a text to those of others: what an index entry is made of, thousands of times a second.

    Names have the tokens of their sound besides, subjects those of the Indonesian for their English words.
    """
    known = _KNOWN[manner, weight_class if weight_class in _WITH_MORE else ""]
    before = ""
    for chunk in folded_chunks(text):
        if chunk == before and len(chunk) > 2 and chunk.isalpha():
            loose.append(f"{chunk}2")
            continue
        own, other = known.get(chunk) or _learned(known, chunk, manner, weight_class)
        exact += own
        loose += other
        if before == "al":
            loose.append(before + chunk)
        before = chunk


def _learned(known: dict[str, Tokens], chunk: str, manner: Manner, weight_class: str) -> Tokens:
    """Words come again and again: their tokens are kept, in a plain dict, where a look costs least."""
    if len(known) >= _KEPT_WORDS:
        known.clear()
    exact, loose = chunk_tokens(chunk, manner)
    if weight_class == "names":
        loose += tuple(sounds(exact))
    elif weight_class == "subjects":
        loose += tuple(in_indonesian(exact))
    known[chunk] = found = Tokens(exact, loose)
    return found


def chunk_tokens(chunk: str, manner: Manner) -> Tokens:
    """Tokens of one folded word, or of words joined by hyphens. Loose tokens are those that differ from the exact."""
    if "-" in chunk or "2" in chunk:
        return _compound_tokens(chunk, manner)
    word = chunk[:LONGEST_TOKEN]
    return Tokens((word,), loose_forms(word, manner) if word.isalpha() else ())


def _compound_tokens(chunk: str, manner: Manner) -> Tokens:
    if doubled := doubled_word(chunk):
        return Tokens((doubled,), (f"{doubled}2", *loose_forms(doubled, manner)))
    words = tuple(word[:LONGEST_TOKEN] for word in chunk.split("-"))
    loose = [form for word in words for form in loose_forms(word, manner)]
    if len(words) > 1:
        loose += _joined(words, manner)
    return Tokens(words, tuple(dict.fromkeys(loose)))


def doubled_word(chunk: str) -> str:
    """Anak of anak-anak, anak2, anak2nya; '' where nothing is doubled."""
    if twice := _TWICE.match(chunk):
        return twice.group(1)
    first, dash, second = chunk.partition("-")
    return first if dash and first == second and len(first) > 2 and first.isalpha() else ""


def loose_forms(word: str, manner: Manner) -> tuple[str, ...]:
    """Other forms of a word in a thing: its stem, modern spellings and their stems, and what the word stands for."""
    forms = {reduced(word, manner)}
    for modern in spelling.spellings(word, old=manner == OLD_INDONESIAN):
        forms |= {modern, reduced(modern, manner)}
    forms.update([_CANONICAL[form] for form in (word, *forms) if form in _CANONICAL])
    if word == "alquran":
        forms.add("al")
    forms.discard(word)
    return tuple(forms)


def asked_forms(word: str) -> tuple[str, ...]:
    """What a word that somebody typed may stand for, the language unknown: as `loose_forms`, and phone spelling."""
    words = [word, *spelling.asked_spellings(word)]
    if word in PHONE:
        words.append(PHONE[word])
    forms = words[1:]
    for each in words:
        forms += [stem(each), english_stem(each)]
    forms += [_CANONICAL[form] for form in (*words, *forms) if form in _CANONICAL]
    forms += in_indonesian(words)
    return tuple(dict.fromkeys(forms))


def sounds(exact: Iterable[str]) -> list[str]:
    """Marked sound tokens of the longer words of a name."""
    return ["~" + spelling.sound(word) for word in exact if len(word) >= spelling.SHORTEST_SOUND and word.isalpha()]


def in_indonesian(exact: Iterable[str]) -> list[str]:
    """Indonesian stems for the English words of a subject heading."""
    return [SUBJECT_WORDS[word] for word in exact if word in SUBJECT_WORDS]


def reduced(word: str, manner: Manner) -> str:
    if manner in {INDONESIAN, OLD_INDONESIAN}:
        root = stem(word)
        return root if root != word or is_root(word) else english_stem(word)
    return english_stem(word) if manner == ENGLISH else word


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return word
    return next(iter(_english().analyze(word)), word)


@cache
def _english() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()


def _joined(words: tuple[str, ...], manner: Manner) -> list[str]:
    """al-quran → alquran; buku-bukunya → buku2."""
    whole = "".join(words)
    found = [whole] if len(whole) <= LONGEST_TOKEN and whole.isalpha() else []
    if len(words) == 2 and reduced(words[0], manner) == reduced(words[1], manner) and words[0].isalpha():
        found.append(f"{words[0]}2")
    return found

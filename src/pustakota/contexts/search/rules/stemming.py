"""Stems of Indonesian words: every way to take affixes off is tried, and the longest known root wins.

The roots are the dictionary of PySastrawi. Its own algorithm stops at the first root it meets (melukis → luk,
peternakan → terna) and takes 80 µs a word; taking the longest root of all is both surer and quicker.
"""

from collections.abc import Iterator
from functools import lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from pustakota.contexts.search.rules.vocabulary import EXTRA_ROOTS, MISLEADING_ROOTS, STEMS

PARTICLES = ("lah", "kah", "tah", "pun")
POSSESSIVES = ("nya", "ku", "mu")
SUFFIXES = ("kan", "an", "i", "wan", "wati", "man")
ANY = ""
VOWELS = "aiueo"
PREFIXES: tuple[tuple[str, str, str, float], ...] = (
    ("menge", ANY, "", 0),
    ("penge", ANY, "", 0),
    ("meng", VOWELS + "ghkq", "", 0),
    ("peng", VOWELS + "ghkq", "", 0),
    ("meng", VOWELS, "k", 1.0),
    ("peng", VOWELS, "k", 1.0),
    ("meny", VOWELS, "s", 0.5),
    ("peny", VOWELS, "s", 0.5),
    ("mem", "bfpv", "", 0),
    ("pem", "bfpv", "", 0),
    ("mem", VOWELS, "p", 0.5),
    ("pem", VOWELS, "p", 0.5),
    ("men", "cdjstz", "", 0),
    ("pen", "cdjstz", "", 0),
    ("men", VOWELS, "t", 0.5),
    ("pen", VOWELS, "t", 0.5),
    ("me", "lmnrwy", "", 0),
    ("pe", ANY, "", 0),
    ("per", ANY, "", 0),
    ("pel", "a", "", 0),
    ("ber", ANY, "", 0),
    ("bel", "a", "", 0),
    ("be", ANY, "", 0),
    ("ter", ANY, "", 0),
    ("te", ANY, "", 0),
    ("di", ANY, "", 0),
    ("ke", ANY, "", 0),
    ("se", ANY, "", 0),
)
"""Prefix, letters that may follow it, the letter that melted into it (menulis → tulis), and a doubt.
A melted k is the least sure: mengisi is isi, not kisi."""

SHORTEST_ROOT = 3
LONGEST_WORD = 40


@lru_cache(maxsize=1)
def roots() -> frozenset[str]:
    known = frozenset(StemmerFactory().get_words()) | frozenset(EXTRA_ROOTS) | frozenset(STEMS.values())
    return known - MISLEADING_ROOTS


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The root of a folded Indonesian word; the word itself where no root is known."""
    if word in STEMS:
        return STEMS[word]
    if len(word) <= SHORTEST_ROOT + 1 or len(word) > LONGEST_WORD or word in roots() or not word.isalpha():
        return word
    found = [(len(root) - doubt, -doubt, root) for root, doubt in _candidates(word) if root in roots()]
    return max(found)[2] if found else word


def is_root(word: str) -> bool:
    return word in roots()


def _candidates(word: str) -> Iterator[tuple[str, float]]:
    for rest, unsure in _without_endings(word):
        for core, doubt in _without_prefixes(rest, 2):
            if len(core) >= SHORTEST_ROOT:
                yield STEMS.get(core, core), doubt + unsure


def _without_endings(word: str) -> Iterator[tuple[str, float]]:
    """The word without nothing, a particle, a possessive, a suffix, and each lawful row of these."""
    for bare, _ in _cut(word, PARTICLES):
        for owned, _ in _cut(bare, POSSESSIVES):
            yield from _cut(owned, SUFFIXES)


def _cut(word: str, endings: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    yield word, 0
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            # bacakan is baca + kan sooner than bacak + an.
            yield word[: -len(ending)], 0.5 if ending == "an" and word.endswith("kan") else 0


def _without_prefixes(word: str, times: int) -> Iterator[tuple[str, float]]:
    yield word, 0
    if not times:
        return
    for prefix, followers, melted, doubt in PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and (followers == ANY or rest[:1] in tuple(followers)):
            for core, more in _without_prefixes(melted + rest, times - 1):
                yield core, doubt + more

"""Old and foreign spellings of one word. Each form found here is an extra token, never a replacement."""

import re
from functools import lru_cache

_SAFE = (("oe", "u"), ("tj", "c"), ("dj", "j"))
_OLD = (("nj", "ny"), ("sj", "sy"), ("ch", "kh"))
_OLD_J = re.compile(r"(?<![dtns])j")
_HAS_SAFE = re.compile("oe|tj|dj")

_SOUNDS = (
    ("tj", "c"), ("dj", "j"), ("oe", "u"), ("sj", "s"), ("sy", "s"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("ck", "k"),
    ("th", "t"), ("dh", "d"), ("dz", "s"), ("ph", "p"), ("ie", "i"), ("x", "ks"), ("q", "k"), ("z", "s"), ("v", "p"),
    ("f", "p"), ("w", "u"), ("y", "i"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
SHORTEST_SOUND = 5


def is_old(language: str, year: int | None) -> bool:
    """Whether j may stand for y, nj for ny, sj for sy, ch for kh: Indonesian or Malay, until the reform of 1972."""
    return language in {"ind", "may", "msa"} and year is not None and year <= 1972


def modern(word: str) -> str:
    """Oe → u, tj → c, dj → j: changes that break no modern word when kept beside it."""
    for old, new in _SAFE:
        word = word.replace(old, new)
    return word


def spellings(word: str, *, old: bool) -> tuple[str, ...]:
    """Modern forms of a folded word that differ from it; `old` allows the changes that would break modern words."""
    if not old and not _HAS_SAFE.search(word):
        return ()
    # The old j is found before dj becomes j.
    forms = [modern(word), modern(_old_letters(word))]
    return tuple(dict.fromkeys(form for form in forms if form != word))


def asked_spellings(word: str) -> tuple[str, ...]:
    """Forms of a word somebody typed: sj and nj are read as old spelling at once, j alone only beside dj, tj or oe."""
    forms = list(spellings(word, old=False))
    if "sj" in word or (word.startswith("nj") or "nji" in word):
        forms.append(modern(word.replace("sj", "sy").replace("nj", "ny")))
    return tuple(dict.fromkeys(form for form in forms if form != word))


def _old_letters(word: str) -> str:
    word = _OLD_J.sub("y", word)
    for old, new in _OLD:
        word = word.replace(old, new)
    return word


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """How a word sounds to an Indonesian ear: Nurcholish and Nurkholis, filsafat and pilsapat are one."""
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    word = _DOUBLE.sub(r"\1", word)
    return word.rstrip("h") or word

"""How an Indonesian loanword may be spelt in English: reinkarnasi, reincarnation. Most of the world describes
Indonesian books in English.

Only possible spellings are made here; which of them are words, the index knows.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

SHORTEST, MOST = 6, 12
ENDINGS: dict[str, tuple[str, ...]] = {
    "ak": ("act",),
    "al": ("al",),
    "ansi": ("ance", "ancy"),
    "aris": ("ary",),
    "arki": ("archy",),
    "asi": ("ation",),
    "ator": ("ator",),
    "edi": ("edy", "edia"),
    "egi": ("egy",),
    "ek": ("ect",),
    "em": ("em",),
    "en": ("ent",),
    "ensi": ("ence", "ency", "ention", "ension"),
    "ep": ("ept",),
    "er": ("er", "ary"),
    "ergi": ("ergy",),
    "es": ("ess",),
    "esi": ("ession", "etion", "esion"),
    "grafi": ("graphy",),
    "if": ("ive",),
    "ik": ("ic", "ics", "ical", "ict"),
    "ika": ("ics", "ica", "ic"),
    "ikat": ("icate",),
    "insi": ("ince",),
    "is": ("ist", "ical", "ic", "is"),
    "isasi": ("ization", "isation"),
    "isi": ("ition", "ission", "ision"),
    "isme": ("ism",),
    "itas": ("ity",),
    "krasi": ("cracy",),
    "krat": ("crat",),
    "ks": ("x",),
    "ksi": ("ction", "xion"),
    "ktor": ("ctor",),
    "ktur": ("cture", "ctor"),
    "kuensi": ("quence", "quency"),
    "ler": ("lar", "ler"),
    "logi": ("logy",),
    "men": ("ment",),
    "nis": ("nist", "nical"),
    "nomi": ("nomy", "nomics"),
    "ode": ("od", "ode"),
    "oni": ("ony",),
    "ori": ("ory",),
    "osi": ("otion", "osion"),
    "pati": ("pathy",),
    "por": ("port",),
    "psi": ("ption",),
    "rsi": ("rsion", "rtion"),
    "sial": ("cial", "tial"),
    "sien": ("cient", "tient"),
    "siensi": ("ciency", "cience"),
    "sional": ("tional", "ssional"),
    "sis": ("sis",),
    "sofi": ("sophy",),
    "sor": ("sor", "ssor"),
    "tas": ("ty",),
    "teks": ("text",),
    "temen": ("tment",),
    "tomi": ("tomy",),
    "tri": ("try",),
    "tut": ("tute",),
    "uk": ("uct",),
    "um": ("um",),
    "ur": ("ure",),
    "us": ("us",),
    "usi": ("ution", "ussion", "usion"),
    "vasi": ("vation", "vasion"),
    "yek": ("ject",),
}
"""Endings and what they may be in English, the likeliest first. The longest ending of a word is read, no other."""

PARTS = (
    ("aks", "acc"), ("analis", "analys"), ("antrop", "anthrop"), ("aritm", "arithm"), ("arkeo", "archaeo"),
    ("arsi", "archi"), ("dinam", "dynam"), ("etn", "ethn"), ("filo", "philo"), ("fis", "phys"), ("foto", "photo"),
    ("hidro", "hydro"), ("hip", "hyp"), ("karakt", "charact"), ("krom", "chrom"), ("kron", "chron"), ("lir", "lyr"),
    ("matem", "mathem"), ("mekan", "mechan"), ("metod", "method"), ("mit", "myth"), ("monark", "monarch"),
    ("ortod", "orthod"), ("otom", "autom"), ("oton", "auton"), ("otor", "author"), ("pato", "patho"),
    ("psik", "psych"), ("retor", "rhetor"), ("ritm", "rhythm"), ("sikl", "cycl"), ("simb", "symb"), ("simf", "symph"),
    ("simp", "symp"), ("sin", "syn"), ("sional", "tional"), ("sist", "syst"), ("sosi", "soci"), ("suks", "succ"),
    ("teat", "theat"), ("tekn", "techn"), ("teo", "theo"), ("terap", "therap"), ("termo", "thermo"),
    ("tesis", "thesis"), ("tip", "typ"), ("tolik", "tholik"), ("vaks", "vacc"),
)  # fmt: skip
"""Parts of words, most of them Greek, that Indonesian writes as they sound."""

_ENDING = re.compile(rf"({'|'.join(sorted(ENDINGS, key=len, reverse=True))})$")
_LATIN = ((re.compile("ks"), "x"), (re.compile("ku(?=[ae])"), "qu"), (re.compile("k(?=[aoulrt]|$)"), "c"))
_ONE_LETTER = ((re.compile("s(?=[eiy]|$)"), "c"), (re.compile("j(?=[ei])"), "g"), (re.compile("f"), "ph"))
_ALONE = re.compile(r"(?<=[aiueo])([bcdfglmnprst])(?=[aiueolr]|$)")


@lru_cache(maxsize=10_000)
def in_english(word: str) -> tuple[str, ...]:
    """Possible English spellings of a folded word, the likeliest first; none of most words."""
    ending = _ENDING.search(word)
    if ending is None or len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return ()
    spelt = [
        (places + later, stem + end)
        for places, stem in enumerate(_stems(word, ending[0]))
        for later, end in enumerate(ENDINGS[ending[0]])
    ]
    found = dict.fromkeys(english for _, english in sorted(spelt, key=lambda each: each[0]))
    found.pop(word, None)
    return tuple(found)[:MOST]


def _stems(word: str, ending: str) -> list[str]:
    """What stands before the ending in English letters, and the same with one letter spelt otherwise."""
    learned = word
    for part, greek in PARTS:
        learned = learned.replace(part, greek)
    roots = dict.fromkeys(_latin(each.removesuffix(ending)) for each in (word, learned) if each.endswith(ending))
    return list(dict.fromkeys([*roots, *(other for root in reversed(roots) for other in _respelt(root))]))


def _latin(stem: str) -> str:
    for letters, written in _LATIN:
        stem = letters.sub(written, stem)
    return stem


def _respelt(root: str) -> Iterator[str]:
    """One place at a time: a consonant that is double in English, the first and the last sooner than others."""
    alone = list(_ALONE.finditer(root))
    for place in dict.fromkeys((*alone[:1], *alone[-1:])):
        yield _doubled(root, place)
    for letter, written in _ONE_LETTER:
        for place in letter.finditer(root):
            yield root[: place.start()] + written + root[place.end() :]
    for place in alone[1:-1]:
        yield _doubled(root, place)


def _doubled(root: str, place: re.Match[str]) -> str:
    return root[: place.end()] + place[0] + root[place.end() :]

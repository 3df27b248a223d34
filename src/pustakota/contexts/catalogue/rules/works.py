"""Which records are editions of one work: a key made of one record alone. Equal keys, one work.

It must never bring together what is not the same; what it leaves apart staff can join. So a record has no key, and
stands alone, where its heading says too little: collective titles ("Poems", "Laws, etc."), selections, serials and
parts of other records, music without a uniform title, films, maps, pictures and things. A film is not its book. A book
read aloud, in braille or on a screen is the book in another form, and a translation is the work that it names as its
original (240, 765, "Translation of:").
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from pustakota.contexts.catalogue.marc.record import Field, Fields, MarcRecord, by_tag, first, values
from pustakota.contexts.catalogue.rules.wording import ascii_words, folded

TEXTS, MUSIC = "ati", "cdj"
"""Types of record (leader/06): what is read or heard as words, what is sung and played."""
_WHOLE = "m"
_ARTICLES = frozenset({"the", "a", "an"})
_JOINING = frozenset({"and", "dan", "und", "et"})
_COLLECTIVE = frozenset(
    """works|selections|poems|poetry|selected poems|collected poems|complete poems|new poems|new and selected poems
    novels|short stories|stories|selected stories|collected stories|plays|selected plays|essays|selected essays
    collected essays|letters|selected letters|correspondence|speeches|selections english|prose works|poetical works
    collected works|selected works|complete works|selected writings|writings|collected papers|papers|diaries|memoirs
    laws etc|treaties etc|laws|treaties|constitution|songs|sonatas|symphonies|concertos|proceedings|report|reports
    final report|annual report|hearing|hearings|bibliography|catalog|catalogue|index|introduction|preface|guide
    handbook|manual|proceedings papers|cases|problems|essays in criticism|short novels|three plays|two plays
    puisi|sajak|sajak sajak|kumpulan puisi|kumpulan sajak|kumpulan cerpen|cerpen|cerita pendek|drama|esai|pidato
    kumpulan pidato|laporan|laporan akhir|laporan tahunan|laporan penelitian|prosiding|undang undang|pedoman
    surat surat|catatan|ceramah|makalah|himpunan|bibliografi|katalog|direktori|disertasi|skripsi|tesis|ringkasan
    gesammelte werke|gedichte|briefe|werke|schriften|aufsatze|romane|poesies|oeuvres|obras|obras completas|poesia
    obra poetica|antologia|poesias|cuentos|opere|lettere""".replace("\n", "|").split("|")
)  # fmt: skip
_COLLECTIVE_FORMS = frozenset(" ".join(title.split()) for title in _COLLECTIVE)
_NOISE = re.compile(
    r"^(?:(?:a|an|the|sebuah|suatu|ein|eine|un|una|kumpulan) )?(?:[^\W\d]+ ){0,3}"
    r"(?:novel|novels|roman|mystery|thriller|romance|western|story|stories|memoir|autobiography|biography|biografi"
    r"|autobiografi|cerpen|puisi|sajak|poems|play|drama|novela|romanzo|erzahlung|cerita|riwayat)$"
)
"""Subtitles that only say what kind of thing it is."""
_LONG_TITLE = 4
"""So many words must a title have that no person answers for."""
_AGAIN_AND_AGAIN = re.compile(
    r"\b(?:hearings?|annual|yearbook|directory|statistics|reports?|proceedings|tahunan|direktori|statistik|laporan"
    r"|prosiding|rencana|kumpulan)\b"
)
"""What bodies and editors publish under the same title though it is another thing each time."""
_COMPANION = re.compile(r"\b(?:teachers?|instructors?|key|workbook|guru)\b")
"""Said of an edition, this makes it a book that goes with the work."""
_OTHER_ROLE = re.compile(r"\b(?:ed|eds|editor|comp|compiler|trans|tr|translator|penyunting|penerjemah|penyusun)\b")
_ROLE_CODES = frozenset({"edt", "com", "trl"})
_ORIGINAL = re.compile(
    r"^\W*(?:translation of|terjemahan(?:\s+dari)?|diterjemahkan dari|judul asli(?:nya)?|originally published as)"
    r"\s*:?\s+(?P<title>[^;/]+)", re.IGNORECASE,
)  # fmt: skip
_OLD_SPELLING = (("tj", "c"), ("dj", "j"), ("oe", "u"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"), ("y", "j"))
"""Both spellings come to one form, which is neither; that strays in other languages too, but in all records alike."""
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u02bf\u02be`\ufe20\ufe21]")
_NOT_WORDS = re.compile(r"[\W_]+")
_SPOKEN_SELECTION = re.compile(r"\bselections?\b")
_HASH_BYTES = 8
_REMEMBERED_WORDS = 50_000


def work_of(record: MarcRecord) -> int | None:
    """The number that the editions of one work share, above 0; none for what stands alone."""
    return work_in(record.leader, by_tag(record.fields))


def work_in(leader: str, fields: Fields) -> int | None:
    """The same of a record whose fields are sorted by their tags already."""
    key = _work_key(leader, fields)
    return number_of(key) if key else None


def number_of(key: str) -> int:
    """The key as a number of 62 bits: databases and engines keep it as it is."""
    return (int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=_HASH_BYTES).digest()) >> 2) or 1


def work_key(record: MarcRecord) -> str:
    """Kind, author and title of the work in a form that editions share; empty where they cannot be told."""
    return _work_key(record.leader, by_tag(record.fields))


def _work_key(leader: str, fields: Fields) -> str:
    type_of_record, level = leader[6:7], leader[7:8]
    if level != _WHOLE or type_of_record not in TEXTS + MUSIC:
        return ""
    if type_of_record in MUSIC:
        return _key("music", _personal_author(fields), _uniform_title(fields.get("240", ()), "akmnpr"))
    uniform = _uniform_title(fields.get("240", ()), "anp") or _uniform_title(fields.get("130", ()), "anp")
    return _text_key(fields, uniform)


def _text_key(fields: Fields, uniform: str) -> str:
    if _is_selection(fields) or _is_companion(fields):
        return ""
    if author := _personal_author(fields):
        title = uniform or _original_title(fields) or _title(fields)
        return _key("text", author, title)
    whole = _whole_title(fields)
    if "130" in fields:
        return "" if _is_dated(whole) and not _is_dated(uniform) else _key("text", "-", uniform)
    if whole.count(" ") < _LONG_TITLE - 1 or _is_dated(whole) or _AGAIN_AND_AGAIN.search(whole):
        return ""
    body = _names(fields.get("110", ()), "ab") or _names(fields.get("111", ()), "ancd")
    editor = _names(fields.get("700", ()), "ab")
    return _key("text", body or (f"ed {editor}" if editor else ""), whole)


def _key(kind: str, author: str, title: str) -> str:
    return f"{kind}|{author}|{title}" if author and title and title not in _COLLECTIVE_IN_FORM else ""


def _personal_author(fields: Fields) -> str:
    """The person of 100 in any order of the names; none where that person only edited, compiled or translated."""
    for field in fields.get("100", ()):
        role = folded(" ".join(values(field, "e")))
        if _OTHER_ROLE.search(role) or _ROLE_CODES.intersection(values(field, "4")):
            return ""
        return _name(field, "ab")
    return ""


def _names(fields: Iterable[Field], codes: str) -> str:
    return next((name for field in fields if (name := _name(field, codes))), "")


def _name(field: Field, codes: str) -> str:
    """Words of a name in their alphabetical order: "Toer, Pramoedya Ananta" is "Pramoedya Ananta Toer"."""
    return " ".join(sorted(_words(" ".join(values(field, codes)))))


def _uniform_title(fields: Iterable[Field], codes: str) -> str:
    """240 or 130 without language, date and version; none for selections and collective titles."""
    for field in fields:
        if values(field, "k"):
            return ""
        parts = [part[1:] for part in field[2:] if part and part[0] in codes]
        title = _form(" ".join(parts))
        return "" if title in _COLLECTIVE_IN_FORM else title
    return ""


def _is_selection(fields: Fields) -> bool:
    """A uniform title of a collection or of selections says that the title proper is no work of its own."""
    for tag in ("240", "130"):
        for field in fields.get(tag, ()):
            if any(_SPOKEN_SELECTION.search(folded(value)) for value in values(field, "k")):
                return True
    return False


def _is_companion(fields: Fields) -> bool:
    return any(_COMPANION.search(_plain(value)) for field in fields.get("250", ()) for value in values(field, "ab"))


def _original_title(fields: Fields) -> str:
    """What a translation says it was made from."""
    for field in fields.get("765", ()):
        if title := _form(first(field, "s") or first(field, "t")):
            return title
    for field in fields.get("500", ()):
        if found := _ORIGINAL.match(first(field, "a")):
            return _form(found["title"])
    return ""


def _title(fields: Fields) -> str:
    """The title proper, its part or volume, and its subtitle: by that one book of a series differs from the next."""
    for field in fields.get("245", ()):
        title, part, rest = _proper(field), _form(" ".join(values(field, "np"))), " ".join(values(field, "b"))
        if title in _COLLECTIVE_IN_FORM or not title:
            return ""
        subtitle = "" if _NOISE.match(_plain(rest)) else _form(rest)
        return "|".join(each for each in (title, part, subtitle) if each)
    return ""


def _whole_title(fields: Fields) -> str:
    for field in fields.get("245", ()):
        return " ".join(filter(None, (_proper(field), _form(" ".join(values(field, "bnp"))))))
    return ""


def _is_dated(title: str) -> bool:
    """Titles of bodies and editors with a number in them come again each year."""
    return any(word.isdecimal() for word in title.split())


def _proper(field: Field) -> str:
    """245$a without its article, as the indicator says."""
    text = first(field, "a")
    skip = field[1][1:2]
    if skip in "123456789" and skip and int(skip) < len(text):
        text = text[int(skip) :]
    return _form(text)


def _form(text: str) -> str:
    """Words of a title in a form for comparing: without case, marks, joining words, first article and old spelling."""
    return " ".join(_words(text, is_title=True))


def _words(text: str, *, is_title: bool = False) -> Iterator[str]:
    words = _plain(text).split()
    if is_title and len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    for word in words:
        if not (is_title and word in _JOINING):
            yield _respelt(word)


def _plain(text: str) -> str:
    if text.isascii():
        return ascii_words(text)
    return _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", folded(text))).strip()


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _respelt(word: str) -> str:
    for old, new in _OLD_SPELLING:
        if old in word:
            word = word.replace(old, new)
    return word


_COLLECTIVE_IN_FORM = frozenset(_form(title) for title in _COLLECTIVE_FORMS)

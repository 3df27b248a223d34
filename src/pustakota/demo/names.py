"""Names of people who do not exist, put together in the ways Indonesians are named: often without a family name."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple


class Name(NamedTuple):
    """A full name, and what the person is called."""

    full: str
    call: str


MEN = ("Adi", "Agung", "Aldi", "Andri", "Arif", "Arya", "Bagas", "Bagus", "Bambang", "Bayu", "Bima", "Budi", "Candra",
       "Dadang", "Danang", "Dedi", "Deni", "Dimas", "Dodi", "Edi", "Eko", "Fajar", "Galih", "Gilang", "Guntur", "Hadi",
       "Hari", "Heru", "Indra", "Irfan", "Iwan", "Joko", "Kurnia", "Lukman", "Nanang", "Pandu", "Rahmat", "Raka",
       "Rama", "Rian", "Rudi", "Satria", "Surya", "Taufik", "Teguh", "Tono",
       "Wahyu", "Wawan", "Yanto", "Yoga")  # fmt: skip
WOMEN = ("Anisa", "Aprilia", "Astuti", "Ayu", "Cahya", "Citra", "Desi", "Dewi", "Diah", "Dina", "Endah", "Erna",
         "Fitri", "Galuh", "Hesti", "Ika", "Indah", "Intan", "Kartika", "Lestari", "Lilis", "Maya", "Mega", "Mira",
         "Nanik", "Nita", "Nur", "Puji", "Putri", "Rani", "Ratna", "Retno", "Rina", "Ririn", "Sari", "Sekar", "Sinta",
         "Sri", "Suci", "Tika", "Titik", "Tri", "Umi", "Utami", "Vina", "Wati", "Wulan",
         "Yanti", "Yuli", "Yuni")  # fmt: skip
JAVANESE_ENDS = ("Santoso", "Wibowo", "Prasetyo", "Nugroho", "Susanto", "Setiawan", "Purnomo", "Hartono", "Widodo",
                 "Utomo", "Saputro", "Kusumo", "Wijayanto", "Handoko", "Raharjo", "Pambudi", "Yulianto")  # fmt: skip
JAVANESE_ENDS_OF_WOMEN = ("Lestari", "Wahyuni", "Rahayu", "Handayani", "Setyowati", "Kusumawati", "Purwanti",
                          "Widyastuti", "Ningsih", "Hastuti", "Yuliani", "Puspitasari", "Wulandari")  # fmt: skip
ALONE = ("Wagiman", "Sukirman", "Paijo", "Tukiran", "Ngatijo", "Sutrisno", "Kasiman", "Parmin", "Suparti", "Wakidi")
WOMEN_ALONE = (
    "Sumiati",
    "Ponirah",
    "Sutinah",
    "Wagiyem",
    "Tumini",
    "Ngatmi",
    "Suparmi",
    "Kasinem",
    "Juminten",
    "Painah",
)
BATAK = (
    "Simanullang",
    "Sitorus",
    "Hutapea",
    "Sihombing",
    "Manurung",
    "Lumban Gaol",
    "Marpaung",
    "Silaban",
    "Rajagukguk",
)
CHRISTIAN = ("Daniel", "Yohanes", "Markus", "Samuel", "Jonathan", "Togar", "Parlindungan", "Andreas")
CHRISTIAN_WOMEN = ("Maria", "Ruth", "Debora", "Lamria", "Tiur", "Ester", "Kristina", "Rotua")
MALAY = ("Muhammad", "Ahmad", "Abdul", "Raja", "Syamsul", "Zainal", "Khairul", "Syarif")
MALAY_ENDS = ("Hidayat", "Fadli", "Ramli", "Arifin", "Effendi", "Anwari", "Syahputra", "Firdaus", "Hamdan")
MALAY_WOMEN = ("Siti", "Nurul", "Cut", "Aisyah", "Zahra", "Salmah", "Mariam", "Halimah")
MALAY_ENDS_OF_WOMEN = ("Hasanah", "Khairani", "Zubaidah", "Rahmah", "Aminah", "Mardhiah", "Humaira", "Safitri")
BALINESE = ("I Wayan", "I Made", "I Nyoman", "I Ketut", "I Gede", "I Komang")
BALINESE_WOMEN = ("Ni Wayan", "Ni Made", "Ni Nyoman", "Ni Ketut", "Ni Luh", "Ni Komang")
BALINESE_ENDS = ("Sudarma", "Artawan", "Suardika", "Widiana", "Darmawan", "Sukerta", "Mertayasa")
BALINESE_ENDS_OF_WOMEN = ("Suryani", "Ariyanti", "Sukmawati", "Puspawati", "Widiastini", "Laksmi")
CHINESE = ("Lim", "Tan", "Halim", "Salim", "Gunadi", "Tanoto", "Lukito", "Hartanto", "Wijaya", "Kosasih")
MODERN = ("Kevin", "Hendra", "Steven", "Felix", "Edwin", "William", "Sandi", "Ferry")
MODERN_WOMEN = ("Meilani", "Jessica", "Lina", "Silvia", "Vivian", "Melisa", "Angelina", "Yenny")
SUNDANESE_ENDS = ("Suherman", "Kurniawan", "Sutisna", "Permana", "Gunawan", "Hermawan", "Sunarya", "Ruhiyat")
SUNDANESE_ENDS_OF_WOMEN = ("Rohaeni", "Nuraeni", "Komariah", "Sumarni", "Rostiana", "Suryati")


def _javanese(chance: Random, woman: bool) -> Name:
    first = chance.choice(WOMEN if woman else MEN)
    return _called(first, chance.choice(JAVANESE_ENDS_OF_WOMEN if woman else JAVANESE_ENDS))


def _one_word(chance: Random, woman: bool) -> Name:
    return Name(chance.choice(WOMEN_ALONE if woman else ALONE), "")


def _batak(chance: Random, woman: bool) -> Name:
    return _called(chance.choice(CHRISTIAN_WOMEN if woman else CHRISTIAN), chance.choice(BATAK))


def _malay(chance: Random, woman: bool) -> Name:
    first = chance.choice(MALAY_WOMEN if woman else MALAY)
    end = chance.choice(MALAY_ENDS_OF_WOMEN if woman else MALAY_ENDS)
    return Name(f"{first} {end}", end)


def _balinese(chance: Random, woman: bool) -> Name:
    first = chance.choice(BALINESE_WOMEN if woman else BALINESE)
    end = chance.choice(BALINESE_ENDS_OF_WOMEN if woman else BALINESE_ENDS)
    return Name(f"{first} {end}", first.split()[1])


def _chinese(chance: Random, woman: bool) -> Name:
    return _called(chance.choice(MODERN_WOMEN if woman else MODERN), chance.choice(CHINESE))


def _sundanese(chance: Random, woman: bool) -> Name:
    first = chance.choice(WOMEN if woman else MEN)
    return _called(first, chance.choice(SUNDANESE_ENDS_OF_WOMEN if woman else SUNDANESE_ENDS))


def _three_words(chance: Random, woman: bool) -> Name:
    first, second = chance.sample(WOMEN if woman else MEN, 2)
    return _called(first, f"{second} {chance.choice(JAVANESE_ENDS_OF_WOMEN if woman else JAVANESE_ENDS)}")


def _called(first: str, rest: str) -> Name:
    return Name(f"{first} {rest}", first)


WAYS: dict[Callable[[Random, bool], Name], int] = {
    _javanese: 30,
    _one_word: 10,
    _batak: 9,
    _malay: 16,
    _balinese: 6,
    _chinese: 8,
    _sundanese: 11,
    _three_words: 10,
}
"""Each way of naming, and how many of a hundred people are named so."""


def invented_names(chance: Random, count: int, *, but_not: frozenset[str] = frozenset()) -> list[Name]:
    """Names of as many people, men and women alike, each once, and none of ``but_not`` (folded as ``folded`` does)."""
    found: dict[str, Name] = {}
    while len(found) < count:
        (way,) = chance.choices(list(WAYS), list(WAYS.values()))
        name = way(chance, chance.random() < 0.55)
        if name.full not in found and folded(name.full) not in but_not:
            found[name.full] = name
    return list(found.values())


def folded(name: str) -> str:
    """A name in whatever order its parts stand, to compare it with headings ("Toer, Ananta")."""
    return " ".join(sorted(name.replace(",", " ").replace(".", " ").casefold().split()))

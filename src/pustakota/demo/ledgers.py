"""What people asked, lost and were given: suggestions and their answers, lost books, a letter, a morning of stories."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases.actions import Answered, Contact, Kind
from pustakota.contexts.charges import actions as charges
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation import queries as circulation_queries
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.participation import actions as participation
from pustakota.contexts.participation.actions import ActivityKind, Method, Part
from pustakota.contexts.people import queries
from pustakota.demo import people, places
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron


class Wish(NamedTuple):
    """A title that somebody misses: how many days ago, whose card (none: a visitor), and what the library said."""

    title: str
    author: str
    days_ago: float
    card: int | None
    outcome: str = ""
    words: str = ""


WISHES = (
    Wish("Ronggeng Dukuh Paruk", "Ahmad Tohari", 40, 3, "will_be_bought", "Kami pesan bulan ini; terima kasih."),
    Wish("Gadis Kretek", "Ratih Kumala", 33, 110, "in_collection", "Sudah ada dua eksemplar di Cabang Tirtasari."),
    Wish("Kamus Bahasa Isyarat Indonesia", "", 26, None, "will_be_bought", "Kami minta bantuan Gerkatin memilih."),
    Wish("Majalah Bobo edisi 1990-an", "", 21, 118, "declined", "Majalah lama tidak dijual lagi; bacalah yang baru."),
    Wish("Laut Bercerita", "Leila S. Chudori", 12, 121),
    Wish("Resep Masakan Nusantara tanpa Santan", "", 5, 5),
    Wish("Panduan Hidroponik di Pekarangan", "", 2, None),
    Wish("Komik sejarah kota kita", "", 0.2, 130),
)
LOST = 3
"""How many of those in good standing lost what they had; the first has brought another copy."""


def keep_ledgers(at: datetime) -> None:
    """Wishes, a wish to join, lost books, a clearance letter, and a morning of stories that somebody counted."""
    main = places.service_points()[0]
    for wish in WISHES:
        _wish(wish, main, at)
    _join(ADULT, main, at - timedelta(hours=4))
    _join(CHILD, main, at - timedelta(hours=3))
    _ask_correction(at)
    _lose(main, at)
    _pay_for_cards(main, at)
    _clear(main, at - timedelta(days=1))
    _tell_stories(main, at - timedelta(days=3))


def _member(number: int) -> "Patron":
    patron = queries.patron_of_card(people.card(number))
    assert patron is not None
    return patron


def _wish(wish: Wish, main: "ServicePoint", at: datetime) -> None:
    begun = at - timedelta(days=wish.days_ago)
    case = cases.open_case(
        kind=Kind.SUGGESTION,
        subject=wish.title,
        answers=[Answered("author", "Pengarang", wish.author)] if wish.author else [],
        at_point=main,
        asker=_member(wish.card).person if wish.card else None,
        source=cases.Source.DEMO,
        by=SYSTEM,
        at=begun,
    )
    if wish.outcome:
        answered = begun + timedelta(days=2)
        cases.close_case(case=case, outcome=wish.outcome, words=wish.words, by=SYSTEM, at=answered)


ADULT = (
    ("for_whom", "Kartu ini untuk", "saya, sudah 18 tahun"),
    ("name", "Nama lengkap", "Wening Larasati"),
    ("call_name", "Nama panggilan", "Ning"),
    ("born_on", "Tanggal lahir", "1996-08-14"),
    ("phone", "Nomor telepon", "0800 0009 9001"),
    ("who", "Saya", "warga"),
)
CHILD = (
    ("for_whom", "Kartu ini untuk", "anak di bawah 18 tahun"),
    ("name", "Nama lengkap", "Laksmi Puspita"),
    ("born_on", "Tanggal lahir", "2015-03-09"),
    ("phone", "Nomor telepon", "0800 0009 9002"),
    ("guardian", "Nama orang tua atau wali", "Sri Puspita"),
)
"""A child whose mother has not agreed yet: the request waits."""


def _join(said: tuple[tuple[str, str, str], ...], main: "ServicePoint", at: datetime) -> None:
    values = {field: value for field, _asked, value in said}
    cases.open_case(
        kind=Kind.REGISTRATION,
        subject=values["name"],
        answers=[Answered(*each) for each in said],
        form=("daftar-anggota", 2),
        contact=Contact(name=values["name"], phone=values["phone"]),
        at_point=main,
        source=cases.Source.DEMO,
        by=SYSTEM,
        at=at,
    )


def _ask_correction(at: datetime) -> None:
    patron = _member(people.GOOD[3])
    wished = {"address": ("Alamat", "Jalan Pandan 12, RT 02/RW 05, Tirtasari")}
    remark = "Kami pindah bulan lalu."
    cases.ask_correction(patron=patron, wished=wished, remark=remark, by=SYSTEM, at=at - timedelta(hours=20))


def _lose(main: "ServicePoint", at: datetime) -> None:
    found = (next(iter(circulation_queries.open_loans(_member(number))), None) for number in people.GOOD)
    for place, loan in enumerate(islice(filter(None, found), LOST)):
        charge = circulation.declare_lost(loan=loan, at_point=main, by=SYSTEM, at=at - timedelta(days=6 - place))
        if place == 0:
            charges.settle_in_kind(charge=charge, because="Eksemplar pengganti", by=SYSTEM, at=at - timedelta(days=2))


CARD_PRICE, FIRST_PART = 10_000, 4_000


def _pay_for_cards(main: "ServicePoint", at: datetime) -> None:
    """Two new cards by a decision of the head: one paid at once, one in part."""
    decision = organisation.add_document(
        document=organisation.PolicyDocument(
            number="Keputusan Kepala Dinas 12/2025",
            title="Penggantian kartu anggota yang hilang",
            dated_on=date(2025, 6, 2),
            valid_from=date(2025, 7, 1),
        ),
        by=SYSTEM,
    )
    for number, part in zip(people.OTHERS[:2], (None, FIRST_PART), strict=True):
        charge = charges.charge(
            person=_member(number).person,
            why=charges.Why.CARD,
            amount=CARD_PRICE,
            basis=decision,
            at_point=main,
            by=SYSTEM,
            at=at - timedelta(days=3),
        )
        received = at - timedelta(hours=20)
        charges.pay(charge=charge, amount=part, method=charges.Method.CASH, by=SYSTEM, at=received)


def _clear(main: "ServicePoint", at: datetime) -> None:
    circulation.clear_member(patron=_member(people.UNTOUCHED[-1]), at_point=main, by=SYSTEM, at=at)


def _tell_stories(main: "ServicePoint", at: datetime) -> None:
    activity: dict[str, Any] = {
        "kind": ActivityKind.EVENT,
        "ref": "demo:dongeng-1",
        "at_point": main,
        "began_at": at,
        "at": at,
    }
    common = {**activity, "source": participation.Source.DEMO, "by": SYSTEM}
    participation.record(**common, method=Method.COUNT, number=23)
    for number in (*range(220, 232), 300):
        part = Part.SPEAKER if number == 300 else Part.ATTENDEE
        participation.record(**common, method=Method.SCAN, person=_member(number).person, part=part)

"""A quarter of programmes: story times, classes, talks and a circle without names; what is over is reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.people import queries as members
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.actions import Band, Kind, Mode, Source
from pustakota.contexts.spaces import queries as spaces
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pustakota.contexts.people.models import Patron

WEEKS_BEFORE, WEEKS_AHEAD = 6, 7
FIRST_CARD, LAST_CARD = 100, 219


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A programme of the demo: what it is, when, and how many usually come."""

    title: str
    kind: Kind
    about: str
    rule: str
    starts: str
    minutes: int
    point: int = 0
    capacity: int | None = None
    registration: Mode = Mode.OPEN
    nameless: bool = False
    ages: tuple[int | None, int | None] = (None, None)
    party: int = 1
    themes: tuple[str, ...] = ()
    access: str = "Tanpa tangga; toilet untuk kursi roda di lantai yang sama."
    usual: int = 12
    terms: Mapping[str, int] = field(default_factory=dict)


OFFERED = (
    Offered(
        title="Cerita di Pagi Hari",
        kind=Kind.STORY_TIME,
        about="Dongeng, lagu, dan buku bergambar untuk anak bersama orang tua. Datang saja, tanpa mendaftar.",
        rule="FREQ=WEEKLY;BYDAY=SA", starts="09:00", minutes=60, registration=Mode.NONE, ages=(3, 8), usual=24,
    ),
    Offered(
        title="Kelas Koding untuk Remaja",
        kind=Kind.COURSE,
        about="Membuat gim pertama dengan Scratch, lalu Python. Laptop disediakan. Tidak perlu pengalaman.",
        rule="FREQ=WEEKLY;BYDAY=WE", starts="15:30", minutes=120, capacity=12, ages=(None, None),
        themes=("literasi digital",), usual=10,
    ),
    Offered(
        title="Bedah Buku Bulanan",
        kind=Kind.BOOK_TALK,
        about="Satu buku, satu pembicara, banyak pendapat. Buku bulan ini dapat dipinjam di meja layanan.",
        rule="FREQ=MONTHLY;BYDAY=-1TH", starts="16:00", minutes=120, capacity=40, party=3, usual=28,
    ),
    Offered(
        title="Lingkar Sehat Jiwa",
        kind=Kind.WELLBEING,
        about="Ruang aman untuk bercerita dan didengar, didampingi relawan terlatih. Nama tidak dicatat.",
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", starts="16:00", minutes=90, registration=Mode.NONE, nameless=True,
        themes=("kesehatan jiwa",), usual=9,
    ),
    Offered(
        title="Komputer Dasar untuk Semua",
        kind=Kind.WORKSHOP,
        about="Surel, berkas, dan keamanan akun, pelan-pelan dan dari awal. Boleh membawa ponsel sendiri.",
        rule="FREQ=WEEKLY;BYDAY=TU", starts="10:00", minutes=90, capacity=8, point=1, party=2,
        themes=("literasi digital",), usual=7,
    ),
    Offered(
        title="Bank Sampah dan Kompos Rumah",
        kind=Kind.WORKSHOP,
        about="Memilah, mengompos, dan menabung sampah bersama warga RW. Alat disediakan.",
        rule="FREQ=MONTHLY;BYDAY=2SU", starts="09:00", minutes=150, capacity=25, party=4, themes=("lingkungan",),
        usual=18, terms={"opens_before": 21, "residents_before": 7, "most_in_household": 4},
    ),
)  # fmt: skip


def hold_past(at: datetime) -> None:
    """What took place in the last weeks, with who came, reported."""
    chance = Random("arunika programmes")
    for offered in OFFERED:
        programme = _add(offered, at)
        today = periods.local_day(at, programme.service_point.zone)
        _series(programme, offered, today - timedelta(weeks=WEEKS_BEFORE), today - timedelta(days=1), at)
        for occurrence in queries.occurrences().filter(programme=programme):
            _take_place(occurrence, offered, chance)


def plan_ahead(at: datetime) -> None:
    """What comes in the next weeks, some of it full, and one date called off."""
    chance = Random("arunika programmes ahead")
    for offered, programme in zip(OFFERED, queries.programmes_in_order(), strict=True):
        today = periods.local_day(at, programme.service_point.zone)
        _series(programme, offered, today + timedelta(days=1), today + timedelta(weeks=WEEKS_AHEAD), at)
        ahead = list(queries.occurrences().filter(programme=programme, starts_at__gt=at))
        for place, occurrence in enumerate(ahead):
            _register(occurrence, offered.usual if place < 2 else offered.usual // 3, chance, at)
        if offered.title == "Kelas Koding untuk Remaja" and len(ahead) > 3:
            actions.call_off(occurrence=ahead[3], because="Pengajar bertugas di luar kota", by=SYSTEM, at=at)
    _in_a_room(at)
    _about_books()
    point = places.service_points()[0]
    actions.say_residents(
        library=point.library, at_point=point, type_codes=[], address_words=", ".join(people.VILLAGES), by=SYSTEM
    )


def _about_books() -> None:
    """Each of the monthly talks is about a book of the collection and its author."""
    talks = queries.occurrences().filter(programme__kind=Kind.BOOK_TALK)
    books = catalogue.newest_records(40)
    for talk, book in zip(talks, [each for each in books if each.authors], strict=False):
        actions.link(programme=talk.programme, occurrence=talk, record=book, by=SYSTEM)
        actions.link(programme=talk.programme, occurrence=talk, author=book.authors[0], by=SYSTEM)


def _add(offered: Offered, at: datetime) -> queries.Programme:
    return actions.add_programme(
        service_point=places.service_points()[offered.point],
        title=offered.title,
        kind=offered.kind,
        about=offered.about,
        registration=offered.registration,
        is_nameless=offered.nameless,
        age_from=offered.ages[0],
        age_to=offered.ages[1],
        access=offered.access,
        contact="Meja layanan, setiap jam buka",
        themes=list(offered.themes),
        minutes=offered.minutes,
        capacity=offered.capacity,
        most_in_party=offered.party,
        **offered.terms,
        by=SYSTEM,
        at=at,
    )


def _series(programme: queries.Programme, offered: Offered, first: date, last: date, at: datetime) -> None:
    actions.plan_series(
        programme=programme,
        rule=offered.rule,
        first=first,
        last=last,
        starts=time.fromisoformat(offered.starts),
        by=SYSTEM,
        at=at,
    )


def _take_place(occurrence: queries.Occurrence, offered: Offered, chance: Random) -> None:
    """Registered days before, most came, the report the same evening."""
    starts = occurrence.starts_at
    if offered.registration == Mode.NONE:
        number = max(3, round(chance.gauss(offered.usual, 4)))
        _count(occurrence, number, chance)
    else:
        _register(occurrence, offered.usual, chance, starts - timedelta(days=5))
        for registration in queries.registrations_of(occurrence):
            if registration.status == queries.Status.CONFIRMED and chance.random() < 0.85:
                actions.check_in(registration=registration, by=SYSTEM, at=starts, source=Source.DEMO)
    actions.report(occurrence=occurrence, by=SYSTEM, at=occurrence.ends_at + timedelta(hours=1))


def _count(occurrence: queries.Occurrence, number: int, chance: Random) -> None:
    """At a story time children and adults are told apart; elsewhere a number is enough."""
    at = occurrence.starts_at
    if occurrence.programme.kind != Kind.STORY_TIME:
        actions.count(occurrence=occurrence, number=number, by=SYSTEM, at=at, source=Source.DEMO)
        return
    children = round(number * chance.uniform(0.5, 0.65))
    numbers = {Band.CHILD: children, Band.ADULT: number - children}
    actions.tally(occurrence=occurrence, counter="paper", numbers=numbers, by=SYSTEM, at=at, source=Source.DEMO)


def _register(occurrence: queries.Occurrence, number: int, chance: Random, at: datetime) -> None:
    if occurrence.registration != Mode.OPEN or (occurrence.opens_at and at < occurrence.opens_at):
        return
    # A course has the same pupils on each of its dates.
    whose = Random(occurrence.programme.title) if occurrence.programme.kind == Kind.COURSE else chance
    for patron in _some(number + 2 if occurrence.capacity == number + 2 else number, whose):
        party = chance.randint(1, occurrence.programme.most_in_party)
        actions.register(occurrence=occurrence, person=patron.person, by=SYSTEM, at=at, party=party)


def _some(number: int, chance: Random) -> list[Patron]:
    cards = chance.sample(range(FIRST_CARD, LAST_CARD + 1), number)
    found = (members.patron_of_card(people.card(each)) for each in cards)
    return [patron for patron in found if patron is not None]


def _in_a_room(at: datetime) -> None:
    """One date has the hall, so that nobody else can have it then."""
    hall = spaces.resources().filter(name="Aula").first()
    programme = next(each for each in queries.programmes_in_order() if each.title == "Bedah Buku Bulanan")
    if hall is None:
        return
    day = periods.local_day(at, programme.service_point.zone) + timedelta(days=10)
    start = periods.start_of_day(day, programme.service_point.zone) + timedelta(hours=10)
    actions.plan(
        programme=programme, starts_at=start, title="Bedah buku istimewa bersama penulis", room=hall, capacity=60,
        by=SYSTEM, at=at,
    )  # fmt: skip

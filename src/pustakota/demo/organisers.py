"""Citizens who run events of their own: two organisers, one who learns, one who has just applied."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.organisers import actions, queries
from pustakota.contexts.organisers.actions import Band
from pustakota.contexts.organisers.queries import Terms
from pustakota.contexts.people import queries as members
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as dated
from pustakota.contexts.programmes.actions import Kind, Source
from pustakota.contexts.spaces import queries as spaces
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisers.queries import Organiser, OwnEvent
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.programmes.queries import Occurrence, Programme
    from pustakota.contexts.spaces.queries import Resource, Span
    from pustakota.foundation.actors import Actor

POETRY, KNITTING, LEARNING, ASKING = 150, 151, 152, 153
"""Their cards."""
GUESTS = (160, 161, 162, 163, 164)
LENGTH = timedelta(hours=2)
WISHES = {
    POETRY: ("Puisi jarang dibaca keras-keras di kota kita.", "Malam puisi sebulan sekali, mikrofon terbuka."),
    KNITTING: ("Ibu-ibu di Sisir ingin belajar sambil bertemu.", "Rajut dan baca: merajut sambil mendengar cerita."),
    LEARNING: ("Saya guru, ingin mengajak murid ke luar kelas.", "Klub sains rumahan dengan buku percobaan."),
    ASKING: ("Di kampung kami belum ada klub baca.", "Klub baca untuk ibu muda, tiap Sabtu pagi."),
}


def let_organise(at: datetime) -> None:
    """The rule, the course that was held, and how far each of them is."""
    main = places.service_points()[0]
    began = at - timedelta(days=70)
    course = _course(main, began)
    terms = Terms(
        service_point=main,
        course=course,
        words="Kursus berikutnya diumumkan di kalender. Tanya dulu? Datang ke meja layanan umum, Sabtu pagi.",
    )
    rooms = spaces.resources().filter(service_point=main, name__in=["Ruang Diskusi", "Aula"])
    terms = actions.keep_terms(terms=terms, rooms=list(rooms), by=SYSTEM)
    poetry, knitting = (_organiser(card, main, began) for card in (POETRY, KNITTING))
    _held(poetry, terms, at - timedelta(days=14))
    _ahead(knitting, terms, at)
    _draft(poetry, terms, at)
    learning = _asked(LEARNING, main, at - timedelta(days=20))
    actions.accept(organiser=learning, words="Selamat datang! Ikuti kursus berikutnya.", by=SYSTEM, at=at)
    _asked(ASKING, main, at - timedelta(days=1))


def _course(main: ServicePoint, at: datetime) -> Programme:
    """Whoever came to it has taken it; it gives no certificate."""
    course = programmes.add_programme(
        service_point=main,
        title="Menjadi Penyelenggara Acara",
        kind=Kind.WORKSHOP,
        about="Merancang acara, menjaga data tamu, keselamatan ruang, dan menulis laporan. Gratis, untuk anggota.",
        minutes=180,
        capacity=12,
        by=SYSTEM,
        at=at,
    )
    day = periods.start_of_day(periods.local_day(at, main.zone), main.zone)
    date = programmes.plan(programme=course, starts_at=day + timedelta(hours=9), by=SYSTEM, at=at)
    for card in (POETRY, KNITTING):
        programmes.walk_in(
            occurrence=date, person=_patron(card).person, by=SYSTEM, at=date.starts_at, source=Source.DEMO
        )
    programmes.report(occurrence=date, by=SYSTEM, at=date.ends_at)
    return course


def _patron(card: int) -> Patron:
    patron = members.patron_of_card(people.card(card))
    assert patron is not None, card
    return patron


def _asked(card: int, main: ServicePoint, at: datetime) -> Organiser:
    why, wish = WISHES[card]
    return actions.apply(person=_patron(card).person, at_point=main, why=why, wish=wish, by=SYSTEM, at=at)


def _organiser(card: int, main: ServicePoint, at: datetime) -> Organiser:
    """Two days after the course they watched an event, and were given the credential."""
    asked = _asked(card, main, at)
    later = at + timedelta(days=2)
    trainee = actions.accept(organiser=asked, words="Terima kasih, mari mulai.", by=SYSTEM, at=later)
    actions.watch(organiser=trainee, occurrence=_last_date(main, later), by=SYSTEM, at=later)
    return actions.credit(organiser=trainee, by=SYSTEM, at=later)


def _last_date(main: ServicePoint, at: datetime) -> Occurrence:
    """The last event at the point that keeps names."""
    dates = dated.agenda_of(main.pk, at - timedelta(days=30), at).filter(programme__is_nameless=False)
    return list(dates)[-1]


def _acting(organiser: Organiser) -> Actor:
    assert organiser.person is not None
    assert organiser.person.account is not None
    return members.actor_of(organiser.person.account)


def _free(terms: Terms, at: datetime, days: int) -> tuple[Resource, Span]:
    """The first room and time of two hours that is free, so many days later or a little after."""
    for more in range(10):
        day = periods.local_day(at, terms.service_point.zone) + timedelta(days=days + more)
        for room, spans in queries.free_times(terms, day, at=at):
            for span in spans:
                if span.length >= LENGTH and room.policy.terms.longest >= LENGTH:
                    return room, spaces.Span(span.start, span.start + LENGTH)
    raise LookupError("no room is free in ten days")


def _planned(organiser: Organiser, terms: Terms, at: datetime, *, days: int, title: str, about: str) -> OwnEvent:
    room, span = _free(terms, at, days)
    by = _acting(organiser)
    event = actions.draft(
        organiser=organiser,
        title=title,
        about=about,
        kind=Kind.BOOK_TALK,
        room=room,
        starts_at=span.start,
        ends_at=span.end,
        capacity=8,
        by=by,
        at=at,
    )
    for record in catalogue.newest_records(2):
        actions.link_title(event=event, record=record, by=by)
    return event


def _announced(event: OwnEvent, at: datetime) -> OwnEvent:
    actions.send(event=event, by=_acting(event.organiser), at=at)
    sent = queries.own_event(event.code)
    assert sent is not None
    return actions.approve(event=sent, staff=(), words="Bagus sekali, silakan.", by=SYSTEM, at=at)


def _held(organiser: Organiser, terms: Terms, at: datetime) -> None:
    """An evening of poems some days ago: five guests, three of them came, and six more without a name."""
    made = _planned(
        organiser, terms, at, days=4, title="Mikrofon Terbuka: Puisi Kota", about="Bawa satu puisi, sendiri atau bukan."
    )
    event = _announced(made, at)
    date, by = event.occurrence, _acting(organiser)
    assert date is not None
    seats = [programmes.register(occurrence=date, person=_patron(card).person, by=SYSTEM, at=at) for card in GUESTS]
    for seat in seats[:3]:
        actions.check_in(event=event, registration_id=seat.pk, by=by, at=date.starts_at)
    numbers = dict.fromkeys(Band, 0) | {Band.TEEN: 2, Band.ADULT: 4}
    actions.tally(event=event, numbers=numbers, by=by, at=date.starts_at)
    words = "Sembilan orang, tiga membaca puisi sendiri. Perlu mikrofon kedua dan air minum."
    actions.report(event=event, words=words, by=by, at=date.ends_at + timedelta(hours=1))


def _ahead(organiser: Organiser, terms: Terms, at: datetime) -> None:
    """Next week, with some who have registered."""
    made = _planned(
        organiser, terms, at, days=6, title="Rajut dan Baca", about="Merajut sambil mendengar cerita; benang ada."
    )
    event = _announced(made, at)
    assert event.occurrence is not None
    for card in GUESTS[:4]:
        programmes.register(occurrence=event.occurrence, person=_patron(card).person, by=SYSTEM, at=at)


def _draft(organiser: Organiser, terms: Terms, at: datetime) -> None:
    """What waits for the library."""
    made = _planned(
        organiser, terms, at, days=12, title="Mikrofon Terbuka: Puisi Desa", about="Untuk penyair dari desa-desa."
    )
    actions.send(event=made, by=_acting(organiser), at=at)

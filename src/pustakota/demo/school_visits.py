"""What is offered to schools, and classes in every state: here before, agreed, asking, waiting for the next term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.school_visits import actions, queries
from pustakota.contexts.school_visits.actions import Contact
from pustakota.contexts.school_visits.queries import Group, Phase, Unit, Wish
from pustakota.demo import places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM, VISITOR

if TYPE_CHECKING:
    from pustakota.contexts.programmes.queries import Occurrence

PAST_WEEKS, WEEKS_AHEAD = 3, 5


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A programme for schools in the demo."""

    title: str
    about: str
    outcomes: str
    phases: tuple[str, ...]
    weekday: int
    starts: str
    minutes: int
    most: int = 36
    languages: tuple[str, ...] = ("id",)
    unit: str = Unit.GROUPS
    capacity: int = 1
    at_once: bool = False


OFFERED = (
    Offered(
        title="Jelajah Perpustakaan",
        about="Tur rak, mencari buku sendiri dengan nomor panggil, lalu dongeng. Siswa pulang dengan kartu anggota.",
        outcomes="Peserta didik menemukan dan memilih bacaan sesuai minat serta menjelaskan alasannya.",
        phases=(Phase.A, Phase.B, Phase.C), weekday=1, starts="08:30", minutes=120, languages=("id", "jv"),
    ),
    Offered(
        title="Detektif Hoaks",
        about="Memeriksa foto, judul, dan sumber berita dalam kelompok kecil, dengan komputer perpustakaan.",
        outcomes="Peserta didik mengevaluasi kredibilitas sumber informasi digital.",
        phases=(Phase.D, Phase.E, Phase.F), weekday=3, starts="09:00", minutes=90, most=30, languages=("id", "en"),
        unit=Unit.PUPILS, capacity=60, at_once=True,
    ),
    Offered(
        title="Dongeng Dolanan",
        about="Dongeng Jawa, tembang dolanan, dan buku bergambar untuk anak PAUD dan TK.",
        outcomes="Anak menunjukkan kesenangan membaca dan mengenali cerita daerahnya.",
        phases=(Phase.FOUNDATION,), weekday=4, starts="09:00", minutes=60, most=25, languages=("jv", "id"),
    ),
)  # fmt: skip
SCHOOLS = ("SDN Sisir 01", "SDN Ngaglik 01", "SMPN 1 Batu", "TK Dharma Wanita Junrejo", "MI Nurul Huda Bumiaji")


def receive(at: datetime) -> None:
    """All of it; what is over has its report."""
    for offered in OFFERED:
        _offer(offered, at)
    tour, hoaxes, tales = (next(each for each in queries.offers() if str(each) == one.title) for one in OFFERED)
    before = _dates(tour, OFFERED[0], at, range(-PAST_WEEKS, 0))
    for week, date in enumerate(before):
        _was_here(tour, date, SCHOOLS[week % 2], f"{4 + week}A")
    ahead = _dates(tour, OFFERED[0], at, range(1, WEEKS_AHEAD))
    _dates(hoaxes, OFFERED[1], at, range(1, WEEKS_AHEAD))
    _dates(tales, OFFERED[2], at, range(1, 3))
    agreed = _ask(tour, SCHOOLS[0], "5B", at - timedelta(days=3), occurrence=ahead[1], wants_cards=True)
    actions.agree(visit=agreed, by=SYSTEM, at=at - timedelta(days=2))
    _ask(tour, SCHOOLS[4], "6", at, occurrence=ahead[2])
    today = periods.local_day(at, tour.programme.service_point.zone)
    wishes = [Wish(day=today + timedelta(days=days), part="morning") for days in (12, 14)]
    _ask(tour, SCHOOLS[1], "4A", at, wishes=wishes)
    _ask(tour, SCHOOLS[1], "3B", at)
    free = queries.free_dates([hoaxes], at=at)[hoaxes.pk]
    _ask(hoaxes, SCHOOLS[2], "8C", at, grade="8", occurrence=free[0])


def _offer(offered: Offered, at: datetime) -> None:
    programme = programmes.add_programme(
        service_point=places.service_points()[0],
        title=offered.title,
        kind=programmes.Kind.SCHOOL_VISIT,
        about=offered.about,
        minutes=offered.minutes,
        capacity=offered.capacity,
        access="Tanpa tangga; toilet untuk kursi roda di lantai yang sama.",
        contact="Layanan anak dan sekolah, setiap jam buka",
        by=SYSTEM,
        at=at,
    )
    offer = queries.Offer(
        programme=programme,
        phases=list(offered.phases),
        outcomes=offered.outcomes,
        languages=list(offered.languages),
        lunch="Pendopo belakang, ada keran cuci tangan",
        arrival="Bus berhenti di sisi alun-alun; masuk lewat pintu timur. Tas disimpan di loker.",
        most=offered.most,
        counted_in=offered.unit,
        at_once=offered.at_once,
    )
    actions.keep_offer(offer=offer, by=SYSTEM, at=at)


def _dates(offer: queries.Offer, offered: Offered, at: datetime, weeks: range) -> list[Occurrence]:
    """One a week on its weekday; those of the past, too."""
    zone = offer.programme.service_point.zone
    today = periods.local_day(at, zone)
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(weeks=week, days=offered.weekday) for week in weeks]
    start = time.fromisoformat(offered.starts)
    return [
        programmes.plan(
            programme=offer.programme,
            starts_at=periods.start_of_day(day, zone) + timedelta(hours=start.hour, minutes=start.minute),
            by=SYSTEM,
            at=at,
        )
        for day in days
    ]


def _ask(
    offer: queries.Offer, school: str, class_name: str, at: datetime, *, grade: str = "", **given: object
) -> queries.ClassVisit:
    groups = [Group(grade=grade or class_name[0], girls=14, boys=13)]
    teacher = Contact(name="Ibu guru kelas", phone="+6281200000000")
    return actions.ask(
        offer=offer, school=school, class_name=class_name, groups=groups, adults=2, contact=teacher, by=VISITOR, at=at,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _was_here(offer: queries.Offer, date: Occurrence, school: str, class_name: str) -> None:
    asked_at = date.starts_at - timedelta(days=20)
    visit = actions.agree(visit=_ask(offer, school, class_name, asked_at, occurrence=date), by=SYSTEM, at=asked_at)
    came = [Group(grade=class_name[0], girls=13, boys=13)]
    noted = actions.note_came(
        visit=visit, groups=came, adults=2, by=SYSTEM, at=date.starts_at, source=programmes.Source.DEMO
    )
    actions.report(
        visit=noted,
        done="Tur rak, mencari buku sendiri, dan dongeng penutup. Setiap siswa membawa pulang satu buku.",
        titles=catalogue.newest_records(4),
        next_step="Kotak berisi 30 buku untuk pojok baca kelas dapat diambil pekan depan.",
        by=SYSTEM,
        at=date.ends_at,
    )
    programmes.report(occurrence=date, by=SYSTEM, at=date.ends_at + timedelta(hours=1))

"""A book festival with twenty sessions that was held, and the call for the next one."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.festivals import actions, queries
from pustakota.contexts.festivals.queries import Kind, Stage, Step
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.spaces import queries as spaces
from pustakota.demo import places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import date, datetime

    from pustakota.contexts.spaces.queries import Resource

DAYS_AGO, LENGTH = 12, 2
PROPOSED = (
    ("Menulis Kota dari Pinggir Sungai", "Ratih Kumala", Kind.TALK),
    ("Membaca Ulang Bumi Manusia", "Bagus Prakoso", Kind.BOOK),
    ("Puisi di Kebun Apel", "Komunitas Pelangi Sastra", Kind.READING),
    ("Zine dari Kertas Bekas", "Studio Gerimis", Kind.WORKSHOP),
    ("Wayang Suket untuk Anak", "Ki Slamet Widodo", Kind.PERFORMANCE),
    ("Tanda Tangan: Cerita dari Lereng Panderman", "Dewi Anjani", Kind.SIGNING),
    ("Dongeng Topeng Malang", "Sanggar Asmorobangun", Kind.CHILDREN),
    ("Menerjemahkan Rasa Jawa", "Arif Bagaskara", Kind.TALK),
)
OWN = (
    ("Pembukaan bersama Wali Kota", Kind.PERFORMANCE), ("Cerita di Pagi Hari: edisi festival", Kind.CHILDREN),
    ("Bedah Buku: Sejarah Jawa", Kind.BOOK), ("Klinik Naskah Pertama", Kind.WORKSHOP),
    ("Baca Nyaring bersama Ibu", Kind.CHILDREN), ("Arsip Foto Keluarga", Kind.WORKSHOP),
    ("Pustaka dan Pertanian Kota", Kind.TALK), ("Komik Strip dalam Satu Jam", Kind.WORKSHOP),
    ("Panggung Terbuka", Kind.READING), ("Perpustakaan Desa Bercerita", Kind.TALK),
    ("Lomba Mendongeng SD", Kind.CHILDREN), ("Penutupan dan Musik", Kind.PERFORMANCE),
)  # fmt: skip


def hold_festival(at: datetime) -> None:
    """Twenty sessions on two days with who came; then the call for next year's, with proposals to review."""
    festival = _call("Festival Literasi Arunika", at - timedelta(days=DAYS_AGO + 40), at - timedelta(days=DAYS_AGO))
    stages = _stages(festival)
    for place, (title, speaker, kind) in enumerate(PROPOSED):
        _accepted(festival, title, speaker, kind, at - timedelta(days=DAYS_AGO + 39 - place))
    for title, kind in OWN:
        actions.add_session(festival=festival, title=title, kind=kind, by=SYSTEM, volunteers_needed=1)
    _schedule(festival, stages)
    actions.publish_schedule(festival=festival, by=SYSTEM, at=at - timedelta(days=DAYS_AGO + 10))
    for name, about in (("Penerbit Lereng", "buku anak dan lokal"), ("Komunitas Baca Junrejo", "tukar buku")):
        actions.add_stand(festival=festival, name=name, about=about, place="Halaman depan", by=SYSTEM, at=at)
    _take_place(festival)
    ahead = _call("Festival Literasi Arunika berikutnya", at - timedelta(days=3), at + timedelta(days=60))
    _stages(ahead, hall=spaces.resources().filter(name="Aula").first())
    for title, speaker, kind in PROPOSED[:3]:
        _proposed(ahead, f"{title} (lanjutan)", speaker, kind, at - timedelta(days=1))


def _call(title: str, opens_at: datetime, first: datetime) -> queries.Festival:
    point = places.service_points()[0]
    first_on = periods.local_day(first, point.zone)
    return actions.call_festival(
        at_point=point,
        title=title,
        about="Dua hari buku, cerita, dan bengkel kerja untuk semua umur. Gratis.",
        call="Kami mencari cerita tentang kota, sungai, dan orang-orangnya. Pembicara mendapat konsumsi.",
        first_on=first_on,
        last_on=first_on + timedelta(days=LENGTH - 1),
        opens_at=opens_at,
        closes_at=periods.start_of_day(first_on - timedelta(days=11), point.zone),
        by=SYSTEM,
        at=opens_at,
    )


def _stages(festival: queries.Festival, *, hall: Resource | None = None) -> list[Stage]:
    """The first in a room of ours, which is claimed with the schedule; the second is a tent."""
    return [
        actions.keep_stage(stage=Stage(festival=festival, name=name, resource=room), by=SYSTEM)
        for name, room in (("Panggung Aula", hall), ("Tenda Anak", None))
    ]


def _proposed(festival: queries.Festival, title: str, speaker: str, kind: Kind, at: datetime) -> queries.Proposal:
    made = actions.begin_proposal(
        festival=festival,
        title=title,
        kind=kind,
        about="Usulan untuk festival, dengan ruang tanya jawab di akhir.",
        speaker=speaker,
        phone="+6281200000000",
        at=at,
    )
    return actions.take_step(proposal=made, step=Step.SUBMIT, at=at)


def _accepted(festival: queries.Festival, title: str, speaker: str, kind: Kind, at: datetime) -> None:
    proposal = _proposed(festival, title, speaker, kind, at)
    actions.give_score(proposal=proposal, points=4, words="Dekat dengan kota kita", by=SYSTEM, at=at)
    accepted = actions.take_step_as_staff(proposal=proposal, step=Step.ACCEPT, by=SYSTEM, at=at)
    actions.take_step(proposal=accepted, step=Step.CONFIRM, at=at)


def _schedule(festival: queries.Festival, stages: list[Stage]) -> None:
    """Five hours a day on two stages, from nine o'clock; the titles that are talked about stand with some."""
    titles = catalogue.newest_records(6)
    zone = festival.programme.service_point.zone
    for place, session in enumerate(sorted(queries.sessions(festival), key=lambda row: row.pk)):
        day, slot = divmod(place // len(stages), 5)
        start = periods.start_of_day(_day(festival, day), zone) + timedelta(hours=9 + slot)
        actions.place_session(session=session, stage=stages[place % len(stages)], starts_at=start, by=SYSTEM)
        if place < len(titles):
            actions.change_session(session=session, titles=[titles[place]], by=SYSTEM)


def _day(festival: queries.Festival, number: int) -> date:
    return festival.first_on + timedelta(days=number)


def _take_place(festival: queries.Festival) -> None:
    """Everybody was counted; in the children's tent age and sex were seen, and one session was never noted."""
    chance = Random("arunika festival")
    for session, occurrence in queries.shown(festival)[:-1]:
        seen = session.kind == Kind.CHILDREN
        for sex in ("f", "m") if seen else ("",):
            actions.note_tally(
                session=session,
                number=max(4, round(chance.gauss(22 if seen else 38, 7))),
                age_band=queries.AgeBand.CHILDREN if seen else "",
                sex=sex,
                by=SYSTEM,
                at=occurrence.starts_at,
                source=programmes.Source.DEMO,
            )
        programmes.report(occurrence=occurrence, by=SYSTEM, at=occurrence.ends_at + timedelta(hours=1))

"""Cameras, projectors and kits that are lent out, a machine that is down, and a season of groups."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.people import queries as members
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import Condition, Kind, Wanted
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Booking, HandOut, Resource

CAMERA = "Lensa 18–55 mm\nBaterai dan pengisi daya\nKartu memori 64 GB\nTas"
PROJECTOR = "Kabel HDMI\nKabel listrik\nPengendali jarak jauh"
ROBOTS = "Papan mikrokontroler\n6 sensor\n2 motor\nKabel USB\nBuku panduan"
GROUPS = (
    (151, "Paduan Suara Gita Tirta", "Latihan mingguan", 24, (1, 15, 17), (3, 15, 17)),
    (163, "Klub Catur Sumberjati", "Latihan dan turnamen kecil", 12, (1, 16, 18), (5, 9, 11)),
    (172, "Komunitas Menulis Arunika", "Membaca dan membahas naskah", 10, (2, 15, 17), (4, 15, 17)),
)
"""Whose card, which group, what for, how many, and two wishes: weekday, from and until which hour."""


class Lent:
    """What is lent out at the main library, from now on."""

    def __init__(self, at: datetime) -> None:
        self.at, self.main = at.replace(minute=0, second=0, microsecond=0), places.service_points()[0]
        self.terms = actions.add_policy(
            name="Alat: dibawa pulang sampai 3 hari", longest=240, most_days=3, window_days=30, most_open=2,
            release_after=120, by=SYSTEM,
        )  # fmt: skip

    def thing(self, name: str, *, part_of: Resource | None = None, is_pool: bool = False, parts: str = "") -> Resource:
        return actions.add_resource(
            service_point=self.main, name=name, kind=Kind.EQUIPMENT, policy=self.terms, part_of=part_of,
            is_pool=is_pool, equipment=parts, by=SYSTEM, at=self.at,
        )  # fmt: skip

    def patron(self, number: int) -> Patron:
        found = members.patron_of_card(people.card(number))
        assert found is not None, "the demo has this member"
        return found

    def booked(self, thing: Resource, number: int, start: timedelta, end: timedelta, purpose: str) -> Booking:
        span = queries.Span(self.at + start, self.at + end)
        at = min(self.at, span.start) - timedelta(hours=3)
        return actions.book(resource=thing, patron=self.patron(number), span=span, purpose=purpose, by=SYSTEM, at=at)

    def out(self, booking: Booking, words: str = "") -> HandOut:
        units = queries.units_to_choose(queries.equipment_in(booking)[0])
        return actions.hand_out(
            booking=booking, thing=booking.resource, unit=units[0].unit if units else None, words=words,
            condition=Condition.GOOD, by=SYSTEM, at=booking.starts_at,
        )  # fmt: skip


def lend_equipment(at: datetime) -> None:
    """One camera out, one late, one to be fetched, a kit that came back with something missing."""
    lent, hour = Lent(at), timedelta(hours=1)
    cameras = lent.thing("Kamera video", is_pool=True, parts=CAMERA)
    for number in (1, 2, 3):
        lent.thing(f"Kamera video {number}", part_of=cameras)
    projector = lent.thing("Proyektor jinjing", parts=PROJECTOR)
    kit = lent.thing("Kit robotik", parts=ROBOTS)
    lent.out(lent.booked(cameras, 165, -27 * hour, -3 * hour, "Liputan festival desa"))
    lent.out(lent.booked(cameras, 171, -2 * hour, 46 * hour, "Film pendek sekolah"), "Goresan kecil di bawah")
    lent.booked(cameras, 178, hour, 25 * hour, "Foto produk UMKM")
    lent.booked(projector, 183, 2 * hour, 5 * hour, "Nonton bersama RW 03")
    back = lent.out(lent.booked(kit, 190, -50 * hour, -26 * hour, "Lomba robot"))
    actions.take_back(
        hand_out=back, condition=Condition.WORN, words="Kotak penyok", parts=back.parts[:-1], by=SYSTEM,
        at=lent.at - 25 * hour,
    )  # fmt: skip
    _break_down(lent)
    _season(lent)


def _break_down(lent: Lent) -> None:
    """A cutter with a dull blade, and somebody who had booked it."""
    cutter = actions.add_resource(
        service_point=lent.main,
        name="Pemotong vinil",
        kind=Kind.MACHINE,
        policy=lent.terms,
        by=SYSTEM,
        at=lent.at,
    )
    lent.booked(cutter, 194, timedelta(hours=24), timedelta(hours=26), "Stiker untuk bank sampah")
    actions.note_fault(
        resource=cutter, what="Pisau tumpul, pengganti sudah dipesan", out_from=lent.at,
        out_until=lent.at + timedelta(days=6), by=SYSTEM, at=lent.at,
    )  # fmt: skip


def _season(lent: Lent) -> None:
    """Three groups ask, two of them for the same hours."""
    today = periods.local_day(lent.at, lent.main.zone)
    season = actions.add_season(
        at_point=lent.main, name="Ruang mingguan untuk komunitas", about="Satu ruang, satu hari, setiap minggu.",
        opens_on=today - timedelta(days=6), closes_on=today + timedelta(days=8), first_on=today + timedelta(days=21),
        last_on=today + timedelta(days=111), by=SYSTEM,
    )  # fmt: skip
    for number, group, purpose, heads, *wishes in GROUPS:
        wanted = [Wanted(weekday=day, begins=time(start), ends=time(end)) for day, start, end in wishes]
        actions.ask_for_season(
            season=season, patron=lent.patron(number), group=group, purpose=purpose, people=heads, wishes=wanted,
            by=SYSTEM, at=lent.at,
        )  # fmt: skip

"""The workshop of the city: licences, prints in each state, spools, cameras, an audio player, a studio waiting."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pustakota.contexts.people import queries as members
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import Kind, LicenceKind, Material, Mode, StockReason
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Resource

LICENSED = (121, 134, 140)
JOBS = (
    (121, "gantungan-kunci-arunika.stl", "submitted", "Warna bebas, untuk lima anak."),
    (134, "wadah-pensil.stl", "approved", ""),
    (140, "roda-gigi-pompa.stl", "printing", "Untuk pompa air RT 03."),
    (118, "peta-timbul-kota.stl", "failed", "Peta timbul untuk teman netra."),
    (150, "huruf-braille.stl", "ready", ""),
    (162, "tatakan-gelas.stl", "collected", ""),
    (121, "pistol-mainan.stl", "declined", ""),
)
"""Whose card, the model, how far it has come, the wish."""
SPOOLS = (("PLA putih", 1000), ("PLA hijau", 2000), ("PETG hitam", 350))


def furnish(at: datetime) -> None:
    """Everything of the workshop at the main library."""
    main = places.service_points()[0]
    printer = _found("Pencetak 3D")
    kind = actions.keep_licence_kind(
        kind=LicenceKind(
            name="Izin pencetak 3D", valid_days=730,
            how="Ikuti pengenalan mesin: Rabu dan Sabtu pukul 10 di Perpustakaan Pusat, satu jam, gratis. Bawa kartu.",
        ), by=SYSTEM,
    )  # fmt: skip
    actions.want_licence(resource=printer, kind=kind, by=SYSTEM)
    for number in LICENSED:
        actions.issue_licence(kind=kind, patron=_patron(number), at_point=main, by=SYSTEM, at=at - timedelta(days=40))
    _print(printer, at)
    _equip(printer, at)
    _record(at)


def _print(printer: Resource, at: datetime) -> None:
    spools = []
    for name, grams in SPOOLS:
        material = actions.keep_material(
            material=Material(service_point=printer.service_point, name=name, low_grams=400), by=SYSTEM
        )
        note: dict[str, Any] = {
            "why": StockReason.RECEIVED,
            "by": SYSTEM,
            "at": at - timedelta(days=30),
            "note": "Belanja triwulan",
        }
        actions.note_stock(material=material, grams=grams, **note)
        spools.append(material)
    for place, sent in enumerate(JOBS):
        _job(printer, spools[place % 2], sent, at - timedelta(hours=60 - 6 * place))


def _job(printer: Resource, material: Material, sent: tuple[int, str, str, str], at: datetime) -> None:
    number, name, state, wish = sent
    model = bytes(80) + (200).to_bytes(4, "little") + bytes(50 * 200)
    job = actions.send_print_job(
        patron=_patron(number), material=material, model=BytesIO(model), name=name, size=len(model), wish=wish,
        by=SYSTEM, at=at,
    )  # fmt: skip
    if state == "declined":
        actions.decline_print(job=job, because="Tiruan senjata tidak kami cetak.", by=SYSTEM, at=at)
    if state in {"submitted", "declined"}:
        return
    actions.approve_print(job=job, grams=48, minutes=150, by=SYSTEM, at=at)
    if state == "approved":
        return
    actions.start_print(job=job, machine=printer, by=SYSTEM, at=at)
    if state == "failed":
        actions.fail_print(job=job, grams=12, because="Lepas dari alas cetak.", by=SYSTEM, at=at)
    if state in {"ready", "collected"}:
        actions.finish_print(job=job, grams=45, minutes=142, by=SYSTEM, at=at)
    if state == "collected":
        actions.hand_over_print(job=job, by=SYSTEM, at=at)


def _equip(printer: Resource, at: datetime) -> None:
    """Six cameras of which any one is booked, a player for those who read by ear, and a technician."""
    given: dict[str, Any] = {"service_point": printer.service_point, "policy": printer.policy, "by": SYSTEM, "at": at}
    cameras = actions.add_resource(
        name="Kamera", kind=Kind.EQUIPMENT, is_pool=True, about="Enam kamera yang sama; Anda mendapat salah satunya.",
        **given,
    )  # fmt: skip
    for number in range(1, 7):
        actions.add_resource(name=f"Kamera {number}", kind=Kind.EQUIPMENT, part_of=cameras, **given)
    kit = actions.add_resource(
        name="Pemutar buku audio DAISY", kind=Kind.EQUIPMENT,
        about="Untuk pembaca netra: pemutar dengan tombol timbul dan penyuara telinga.", **given,
    )  # fmt: skip
    for name in ("Pemutar DAISY", "Penyuara telinga"):
        actions.add_resource(name=name, kind=Kind.EQUIPMENT, part_of=kit, **given)
    actions.add_resource(name="Teknisi studio", kind=Kind.STAFF, mode=Mode.STAFF, **given)
    today = periods.local_day(at, printer.service_point.zone)
    for ahead in range(1, 5):
        if free := queries.slots(cameras, today + timedelta(days=ahead), at=at):
            actions.book(resource=cameras, patron=_patron(170 + ahead), span=free[0], by=SYSTEM, at=at)


def _record(at: datetime) -> None:
    """A podcast with three voices: one agreed, one did not answer yet, and for a child a guardian must."""
    studio, technician = _found("Studio Rekaman"), _found("Teknisi studio")
    studio = actions.change_resource(resource=studio, records_people=True, by=SYSTEM, at=at)
    today = periods.local_day(at, studio.service_point.zone)
    for ahead in range(2, 9):
        free = queries.slots(studio, today + timedelta(days=ahead), at=at)
        if len(free) > 1:
            session = actions.book(
                resource=studio, patron=_patron(180), span=free[1], along=[technician], by=SYSTEM, at=at,
                purpose="Siniar dongeng kampung",
            )  # fmt: skip
            ratna = actions.name_recorded(booking=session, name="Ratna", is_child=False, by=SYSTEM)
            actions.name_recorded(booking=session, name="Pak Wiryo", is_child=False, by=SYSTEM)
            actions.name_recorded(booking=session, name="Dimas", is_child=True, by=SYSTEM)
            actions.answer_by_link(code=ratna.code, agrees=True, at=at)
            return


def _found(name: str) -> Resource:
    return next(each for each in queries.resources() if each.name == name)


def _patron(number: int) -> Patron:
    found = members.patron_of_card(people.card(number))
    assert found is not None
    return found

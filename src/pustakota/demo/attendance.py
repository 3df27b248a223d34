"""What follows events in the demo: questions, certificates and a licence, what people said, and a phone at the door."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pustakota.contexts.fieldwork import actions as fieldwork
from pustakota.contexts.forms import actions as forms
from pustakota.contexts.people import actions as members_actions
from pustakota.contexts.people import queries as members
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.actions import Kind, Part, Source
from pustakota.contexts.spaces import queries as spaces
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence, Programme

CIRCLE = "Lingkar Sehat Jiwa"
CODING, TALK, PRINTER = "Kelas Koding untuk Remaja", "Bedah Buku Bulanan", "Pengenalan Pencetak 3D"
QUESTIONS = {
    "title": {"id": "Sebelum kelas koding", "en": "Before the coding class"},
    "fields": [
        {
            "name": "laptop", "kind": "choice", "required": True,
            "label": {"id": "Membawa laptop sendiri?", "en": "Do you bring a laptop?"},
            "choices": [{"value": "ya", "label": {"id": "Ya", "en": "Yes"}},
                        {"value": "pinjam", "label": {"id": "Tidak, pinjam di sini", "en": "No, I borrow one here"}}],
        },
        {
            "name": "sistem", "kind": "text", "show_if": {"field": "laptop", "is": "ya"},
            "label": {"id": "Sistem operasinya", "en": "Its operating system"},
        },
        {
            "name": "perlu", "kind": "many",
            "label": {"id": "Yang membantu saya ikut", "en": "What helps me to take part"},
            "choices": [{"value": "depan", "label": {"id": "duduk di depan", "en": "a seat in front"}},
                        {"value": "isyarat", "label": {"id": "bahasa isyarat", "en": "sign language"}}],
        },
    ],
}  # fmt: skip
SURVEY = {
    "title": {"id": "Bagaimana kegiatannya?", "en": "How was it?"},
    "fields": [
        {
            "name": "umum", "kind": "choice", "required": True,
            "label": {"id": "Secara umum", "en": "All in all"},
            "choices": [{"value": "4", "label": {"id": "sangat baik", "en": "very good"}},
                        {"value": "3", "label": {"id": "baik", "en": "good"}},
                        {"value": "2", "label": {"id": "kurang baik", "en": "not so good"}},
                        {"value": "1", "label": {"id": "tidak baik", "en": "bad"}}],
        },
        {
            "name": "usul", "kind": "long_text",
            "label": {"id": "Apa yang sebaiknya lain?", "en": "What should be different?"},
        },
    ],
}  # fmt: skip
SAID = (
    *("Waktunya lebih lama sedikit.", "Mohon ada sesi akhir pekan.", "Bukunya ditambah, cepat habis dipinjam."),
    *("Pembicaranya bagus, terima kasih.", "", "", "Ruangannya agak panas.", "", "Ada camilan, senang."),
)


def follow_events(at: datetime) -> None:
    """Everything of this page, from what has taken place."""
    chance = Random("arunika attendance")
    asked = forms.publish(code="kelas-koding", definition=QUESTIONS, by=SYSTEM, at=at)
    survey = forms.publish(code="pendapat-kegiatan", definition=SURVEY, by=SYSTEM, at=at)
    by_title = {each.title: each for each in queries.programmes_in_order()}
    coding = _changed(by_title[CODING], at, certificate="share", certificate_least=60, form=asked.form)
    talk = _changed(by_title[TALK], at, certificate="came", survey=survey.form)
    _certify_last(coding, at)
    for occurrence in _held(talk):
        _a_speaker(occurrence)
        _say(occurrence, survey, chance)
    _certify_last(talk, at)
    _say_openly(_changed(by_title[CIRCLE], at, survey=survey.form), survey, chance)
    _learn_to_print(at)
    _at_the_door(by_title["Komputer Dasar untuk Semua"], at)


def _changed(programme: Programme, at: datetime, **given: Any) -> Programme:
    return actions.change_programme(programme=programme, by=SYSTEM, at=at, **given)


def _held(programme: Programme) -> list[Occurrence]:
    found = queries.occurrences().filter(programme=programme, state=queries.State.REPORTED)
    return list(found.order_by("starts_at"))


def _certify_last(programme: Programme, at: datetime) -> None:
    for occurrence in _held(programme)[-1:]:
        actions.certify(occurrence=occurrence, by=SYSTEM, at=min(at, occurrence.ends_at + timedelta(hours=20)))


def _a_speaker(occurrence: Occurrence) -> None:
    speaker = _person(people.card(27))
    actions.note_part(
        occurrence=occurrence, person=speaker, part=Part.SPEAKER, by=SYSTEM,
        at=occurrence.ends_at, source=Source.DEMO,
    )  # fmt: skip


def _say(occurrence: Occurrence, survey: Version, chance: Random) -> None:
    """Six of ten answer, most of them well."""
    came = [row for row in queries.registrations_of(occurrence) if row.status == queries.Status.ATTENDED]
    for row in came:
        if chance.random() < 0.6:
            said = {"umum": chance.choices("4321", [12, 9, 2, 1])[0], "usul": chance.choice(SAID)}
            row.occurrence = occurrence
            actions.answer_survey(
                registration=row, version=survey, values={name: word for name, word in said.items() if word},
                at=occurrence.ends_at + timedelta(hours=20),
            )  # fmt: skip


def _say_openly(circle: Programme, survey: Version, chance: Random) -> None:
    """In the room a QR leads to the questions: nobody knows who answered."""
    for occurrence in _held(circle):
        for _one in range(queries.heads(occurrence) - 2):
            said = {"umum": chance.choices("432", [6, 4, 1])[0]}
            actions.answer_openly(occurrence=occurrence, version=survey, values=said, at=occurrence.ends_at)


def _learn_to_print(at: datetime) -> None:
    """An introduction that ends with the licence for the printer."""
    kind = spaces.licence_kinds().filter(name="Izin pencetak 3D").first()
    main = places.service_points()[0]
    programme = actions.add_programme(
        service_point=main, title=PRINTER, kind=Kind.WORKSHOP, minutes=60, capacity=6, certificate="came",
        about="Satu jam di depan mesin: menyiapkan model, mengganti filamen, berhenti dengan aman. Sesudahnya Anda "
        "boleh memesan pencetak 3D.",
        licence_kind=kind, by=SYSTEM, at=at - timedelta(days=30),
    )  # fmt: skip
    day = periods.start_of_day(periods.local_day(at, main.zone), main.zone)
    begun = actions.plan(
        programme=programme, starts_at=day - timedelta(days=3, hours=-10), by=SYSTEM, at=at - timedelta(days=20)
    )
    for number in (30, 31, 32, 33):
        registration = actions.register(
            occurrence=begun, person=_person(people.card(number)), by=SYSTEM, at=at - timedelta(days=10)
        )
        if number != 33:
            actions.check_in(registration=registration, by=SYSTEM, at=begun.starts_at, source=Source.DEMO)
    actions.report(occurrence=begun, by=SYSTEM, at=begun.ends_at)
    actions.certify(occurrence=begun, by=SYSTEM, at=begun.ends_at + timedelta(hours=1))
    actions.plan(programme=programme, starts_at=day + timedelta(days=4, hours=10), by=SYSTEM, at=at)


def _at_the_door(programme: Programme, at: datetime) -> None:
    """A phone that has noted who comes to today's class; one card was refused, since nobody has it."""
    point = programme.service_point
    start = periods.start_of_day(periods.local_day(at, point.zone), point.zone) + timedelta(hours=10)
    today = actions.plan(programme=programme, starts_at=start, by=SYSTEM, at=at)
    rows = [
        actions.register(occurrence=today, person=_person(people.card(number)), by=SYSTEM, at=at)
        for number in range(40, 46)
    ]
    phone = members_actions.add_device(
        name="Ponsel pintu", kind=DeviceKind.PHONE, at_point=point, by=SYSTEM, at=at
    ).device
    noted: list[dict[str, Any]] = [{"kind": "here", "registration": row.pk} for row in rows[:3]]
    noted += [{"kind": "tally", "numbers": {"child": 2, "adult": 1}}, {"kind": "card", "card": "A9999"}]
    entries = [
        said | {"uuid": str(UUID(int=place, version=4)), "seq": place, "at": at.isoformat(), "occurrence": today.pk}
        for place, said in enumerate(noted, 1)
    ]
    sending = {"sent_at": at.isoformat(), "entries": entries}
    fieldwork.take(sent=sending, device=phone, by=members.actor_of_device(phone), at=at)


def _person(card: str) -> Person:
    found = members.patron_of_card(card)
    assert found is not None, card
    return found.person

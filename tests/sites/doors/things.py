"""One thing of every kind that an address may name: each belongs to the same service point, or to the same member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.charges import actions as charges
from pustakota.contexts.charges.models import Payment
from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.insights import actions as insights
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.contexts.network.models import Entry, Group, HarvestRun, Source, Target
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.models import Letter, TimetableRow
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import DeviceKind, Organisation, Patron, RoleHeld, SchoolClass, SignInProvider
from pustakota.contexts.privacy import actions as privacy
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.search import actions as search
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces.models import Locker
from pustakota.foundation.actors import SYSTEM
from tests.factories.cases import a_case
from tests.factories.catalogue import an_item
from tests.factories.charges import a_basis, a_charge
from tests.factories.circulation import a_hold, a_loan, a_policy
from tests.factories.community import a_published_proposal
from tests.factories.computers import a_computer
from tests.factories.festivals import a_festival, a_proposal, a_session
from tests.factories.fieldwork import a_refused_entry
from tests.factories.joining import a_registration_from_home
from tests.factories.moments import NOW
from tests.factories.notices import a_reader, queued
from tests.factories.organisation import a_library, a_point
from tests.factories.organisers import a_sent_plan, an_organiser, an_own_event
from tests.factories.people import a_child, a_member_of_staff, a_patron
from tests.factories.programmes import a_programme, a_registration, an_occurrence
from tests.factories.reading import a_list, a_saved_search
from tests.factories.school_visits import a_reported_class, an_offer
from tests.factories.spaces import (
    a_booking,
    a_fault,
    a_hand_out,
    a_licence_kind,
    a_material,
    a_picture_of,
    a_print_job,
    a_room,
    a_season,
    a_span,
    an_application,
    some_equipment,
)
from tests.factories.visits import a_use_in_place, some_guests

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

Words = dict[str, Any]


@dataclass(frozen=True)
class Town:
    """The point that everything belongs to, another of the same library, one of another library; two members."""

    point: ServicePoint
    sister: ServicePoint
    elsewhere: ServicePoint
    member: Patron
    stranger: Patron
    things: Words
    named: dict[str, Words]

    def words(self, name: str, wants: tuple[str, ...]) -> Words:
        """What stands in an address: its own words, else the thing that goes by that name everywhere."""
        own = self.named.get(name, {})
        return {want: own.get(want, self.things.get(want)) for want in wants}


def a_town() -> Town:
    first, second = a_library("Perpustakaan Kota"), a_library("Perpustakaan Kampus")
    point, sister = a_point(library=first, name="Batu"), a_point(library=first, name="Junrejo")
    member = a_reader(phone="+6281234567890", name="Siti Aminah", home=point)
    stranger = a_patron(name="Budi Santoso", home=point)
    a_child(guardian=member, name="Bima")
    things = {"library_id": first.pk, "point_id": point.pk, "card": member.card_number}
    things |= (
        _lending(point, member)
        | _people(point, stranger)
        | _catalogue()
        | _network()
        | _telling(member)
        | _incident(point)
        | _spaces(point)
        | _programmes(point)
    )
    elsewhere = a_point(library=second, name="Kampus")
    return Town(point, sister, elsewhere, member, stranger, things, _named(point, member, stranger))


def _lending(point: ServicePoint, member: Patron) -> Words:
    record = _a_title("Bumi manusia")
    loan = a_loan(item=an_item(record=record, at_point=point), patron=member)
    return {
        "record_id": record.pk,
        "name": "bumi-manusia",
        "barcode": loan.item.barcode,
        "loan_id": loan.pk,
        "free_barcode": an_item(at_point=point).barcode,
        "page_id": 0,
        "block": "00000000-0000-4000-8000-000000000000",
        "shape": "persegi",
        "policy_id": a_policy("Aturan Batu", service_point=point).pk,
        "visit_id": some_guests(point).pk,
        "use_id": a_use_in_place(point).pk,
        "document_id": a_basis().pk,
        "signed_in_id": 0,
        "passkey_id": 0,
    }


def _a_title(title: str) -> Record:
    """A record that can be written out again."""
    marc = MarcRecord("00000nam a2200000 a 4500", [data_field("245", "10", [("a", title)])])
    return catalogue.add_record(marc=marc, by=SYSTEM, at=NOW)


def _people(point: ServicePoint, stranger: Patron) -> Words:
    twin = a_patron(name="Budi Santosa", home=point)
    school = Organisation.objects.create(name="SDN Sumberjati 1", kind="school")
    device = people.add_device(name="Tablet", kind=DeviceKind.GUEST_BOOK, at_point=point, by=SYSTEM, at=NOW).device
    clerk = a_member_of_staff("pegawai", role="relawan", at_point=point)
    merge = people.merge_persons(keep=stranger.person, gone=twin.person, because="satu orang", by=SYSTEM, at=NOW)
    return {
        "merge_id": merge.pk,
        "registration_id": a_registration_from_home(point).pk,
        "identity_id": 0,
        "organisation_id": school.pk,
        "class_id": SchoolClass.objects.create(organisation=school, name="5A", school_year="2026/2027").pk,
        "device_id": device.pk,
        "account_id": clerk.account_id,
        "role_id": RoleHeld.objects.get(person=clerk).pk,
    }


def _catalogue() -> Words:
    refer = {"kind": "author", "label": "Toer, P. A.", "see": "Toer, Pramoedya", "is_also": False}
    return {
        "reference_id": catalogue.refer(**refer, by=SYSTEM, at=NOW).pk,  # type: ignore[arg-type]
        "query_id": search.judge_query(text="bumi manusia", by=SYSTEM, at=NOW).pk,
        "decision_id": 0,
    }


def _incident(point: ServicePoint) -> Words:
    facts = privacy.Facts(what="Daftar terkirim", data="nama", how="Surel.", handling="Dihapus.", found_at=NOW)
    return {"incident_id": privacy.keep_incident(facts=facts, at_point=point, by=SYSTEM, at=NOW).pk}


def _spaces(point: ServicePoint) -> Words:
    room = a_room(at_point=point, name="Aula")
    blackout = spaces.add_blackout(at_point=point, words="Salat Jumat", first_on=date(2026, 1, 2), weekday=4, by=SYSTEM)
    spaces.add_lockers(at_point=point, first=1, last=1, by=SYSTEM)
    return {
        "locker_id": Locker.objects.get(service_point=point).pk,
        "resource_id": room.pk,
        "fault_id": a_fault(at_point=point).pk,
        "licence_kind_id": _a_licence_wanted(point),
        "season_id": a_season(at_point=point).pk,
        "terms_id": room.policy_id,
        "layout_id": spaces.keep_layout(resource=room, name="Rapat", seats=8, by=SYSTEM, at=NOW).pk,
        "blackout_id": blackout.pk,
        "picture_code": a_picture_of(room).code,
        "material_id": a_material(at_point=point).pk,
    }


def _a_licence_wanted(point: ServicePoint) -> int:
    kind = a_licence_kind()
    spaces.want_licence(resource=a_room(at_point=point), kind=kind, by=SYSTEM)
    return kind.pk


def _programmes(point: ServicePoint) -> Words:
    occurrence = an_occurrence(a_programme(at_point=point))
    visit = a_reported_class(an_offer(at_point=point))
    return {
        "programme_id": occurrence.programme_id,
        "occurrence_id": occurrence.pk,
        "subject_id": programmes.link(programme=occurrence.programme, author="Hirata, Andrea", by=SYSTEM).pk,
        "offer_id": visit.offer_id,
        "class_visit_id": visit.pk,
        "entry_id": a_refused_entry(point, occurrence).pk,
        "organiser_id": an_organiser(at_point=point).pk,
        **_festival(point),
    }


def _network() -> Words:
    source = Source.objects.create(
        name="Mitra", base_url="https://mitra.example/oai", prefix="marc21", due_at=NOW, added_at=NOW
    )
    run = HarvestRun.objects.create(source=source, is_whole=True, prefix="marc21", began_at=NOW, seen_at=NOW)
    group = Group.objects.create(made_at=NOW)
    for number in "12":
        Entry.objects.create(source=source, identifier=number, changed_at=NOW, group=group, title="Bumi manusia")
    target = Target.objects.create(
        name="PNRI", base_url="https://sru.example/", isbn_query="{isbn}", words_query="{words}"
    )
    return {"source_id": source.pk, "run_id": run.pk, "group_id": group.pk, "target_id": target.pk}


def _telling(member: Patron) -> Words:
    row = TimetableRow(kind=Kind.OVERDUE, service_point=member.home_point, days=[3])
    return {"row_id": notices.add_timetable(row=row, by=SYSTEM, at=NOW).pk}


def _a_letter_sent(member: Patron) -> Letter:
    queued(member)
    notices.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    return Letter.objects.get(channel=Channel.WHATSAPP)


def _a_wait(member: Patron, point: ServicePoint) -> str:
    """The code of somebody's waiting for a time that another has."""
    room = a_room(at_point=point)
    a_booking(room, span=a_span("14:00", "15:00"))
    return spaces.wait_for(resource=room, patron=member, span=a_span("14:00", "15:00"), by=SYSTEM, at=NOW).code


def _festival(point: ServicePoint) -> Words:
    festival = a_festival(at_point=point)
    proposal = a_proposal(festival)
    return {"festival_id": festival.pk, "session_id": a_session(festival).pk, "proposal_id": proposal.pk}


def _named(point: ServicePoint, member: Patron, stranger: Patron) -> dict[str, Words]:
    """The words of addresses that share a name with others."""
    codes = {
        ("place_hold", "cancel_hold", "clear_hold", "slip"): a_hold(
            record=an_item(at_point=point).record, pickup=point, patron=member
        ).code,
        ("case", "take_case", "reopen_case", "correct_from_case", "register_from_case"): a_case(
            at_point=point, asker=member.person
        ).code,
        ("message_sent", "message_wrong_number", "message_stop", "message_again"): _a_letter_sent(member).code,
        ("letter",): _a_clearance(member).code,
        ("booking", "move_booking"): a_booking(a_room(at_point=point, records_people=True), patron=member).code,
        ("print_job", "print_model"): a_print_job(a_material(at_point=point), patron=member).code,
        ("answer_somebody",): a_registration(an_occurrence(a_programme(at_point=point)), patron=member).code,
        ("organiser_plan",): a_sent_plan(an_organiser(at_point=point)).code,
        ("hand_over",): a_booking(some_equipment(at_point=point)).code,
        ("recorded",): a_booking(a_room(at_point=point)).code,
        ("form", "edit_form", "form_answers"): "daftar-anggota",
        ("charge", "ask_in_money"): a_charge(member).code,
        ("topic",): notices.add_topic(name="Kegiatan anak", by=SYSTEM).code,
    }
    named: dict[str, Words] = {f"desk:{name}": {"code": code} for names, code in codes.items() for name in names}
    return named | _of_the_desk(member, stranger) | _of_the_site(member, point, codes) | _of_the_api(member, named)


def _a_clearance(member: Patron) -> Any:
    said = {"name": member.person.name, "card_number": member.card_number}
    return credentials.issue(
        kind=credentials.Kind.CLEARANCE,
        holder=member.person,
        at_point=member.home_point,
        template="circulation/print/clearance.html",
        said=said,
        by=SYSTEM,
        at=NOW,
    )


def _of_the_desk(member: Patron, stranger: Patron) -> dict[str, Words]:
    month = period_around(PeriodKind.MONTH, date(2025, 2, 10))
    insights.close_period(period=month, by=SYSTEM, at=NOW)
    closed = {"kind": month.kind.value, "first": month.first.isoformat()}
    owed = a_charge(member, amount=5000)
    charges.pay(charge=owed, method=charges.Method.CASH, by=SYSTEM, at=NOW)
    receipt = Payment.objects.get(charge=owed).receipt
    return {
        "desk:edit_provider": {"code": SignInProvider.objects.create(code="kota", name="Kota", is_offered=False).code},
        "desk:computer": {"resource_id": a_computer(at_point=member.home_point).pk},
        "desk:help_page": {"slug": "meja-sirkulasi"},
        "desk:forget_week": {"day": "2026-12-25"},
        "desk:brand_style": {"colour": "1f4e79"},
        "desk:merge": {"first": stranger.person_id, "second": member.person_id},
        "desk:fault_picture": {"picture_code": a_fault(at_point=member.home_point).photo},
        "desk:photo_file": {"code": "tidak-ada"},
        "desk:hand_out_photo": {"picture_code": a_hand_out(at_point=member.home_point, has_photo=True).out_photo},
        "desk:letter_text": {"kind": "clearance"},
        "desk:receipt": {"code": owed.code, "number": receipt},
        "desk:figures_download": {"kind": "csv"},
        "desk:close_year": {"year": 2024},
        "desk:closed_period": closed,
        "desk:closed_document": closed,
        "public:closed_figures": closed,
    } | {f"desk:{name}": {"day": "2026-12-25"} for name in ("forget_date", "forget_holiday")}


def _of_the_site(member: Patron, point: ServicePoint, codes: dict[tuple[str, ...], str]) -> dict[str, Words]:
    hold = a_hold(record=an_item(at_point=point).record, pickup=point, patron=member)
    mine = {"code": a_list(member, _a_title("Laskar pelangi")).code, "form": "ris"}
    saved = {"code": a_saved_search(member).code}
    proposed = {"proposal_id": a_published_proposal(patron=member, at_point=point).pk}
    own = {"code": an_own_event(an_organiser(patron=member, at_point=point)).code}
    return {
        "public:cancel_hold": {"code": hold.code},
        "public:cancel_booking": {
            "code": a_booking(a_room(at_point=point), patron=member, span=a_span("11:00", "12:00")).code
        },
        "public:recorded_people": {"code": next(code for names, code in codes.items() if "booking" in names)},
        "public:recording_consent": {"code": _somebody_recorded(point)},
        "public:withdraw_print": {"code": a_print_job(a_material(at_point=point), patron=member).code},
        "public:withdraw_from_season": {"code": an_application(at_point=point, patron=member).code},
        "public:take_instead": {"code": next(code for names, code in codes.items() if "booking" in names)},
        "public:move_booking": {
            "code": a_booking(a_room(at_point=point), patron=member, span=a_span("13:00", "14:00")).code
        },
        **{
            f"public:{name}": {"code": a_registration(an_occurrence(a_programme(at_point=point)), patron=member).code}
            for name in ("registration", "answer_registration", "survey")
        },
        **dict.fromkeys(("public:my_plan", "public:own_door"), own),
        **dict.fromkeys(("public:my_citizen_proposal", "public:citizen_proposal"), proposed),
        "desk:citizen_proposal": proposed,
        "public:my_proposal": {"code": a_proposal(a_festival(at_point=point)).code},
        **{
            f"public:{name}": {"code": a_reported_class(an_offer(at_point=point)).code}
            for name in ("class_visit", "class_visit_report")
        },
        "public:open_survey": {"key": "tidak-ada"},
        "public:room_picture": {"code": a_picture_of(a_room(at_point=point)).code},
        "public:my_calendar_file": {"secret": "tidak-ada"},
        **{f"public:{name}": {"code": _a_wait(member, point)} for name in ("take_offer", "stop_waiting")},
        **{f"public:{name}": mine for name in ("my_list", "cite_my_list", "my_list_file")},
        **{f"public:{name}": saved for name in ("saved_search", "delete_search")},
        "public:case": {"code": a_case(at_point=point, asker=member.person).code},
        "public:letter": {"code": _a_clearance(member).code},
        "public:verify": {"code": _a_clearance(member).code},
        "public:stop_messages": {"code": told.stop_code(member.person_id, "email")},
        "public:join_about": {"who": "dewasa"},
        "public:join_send": {"who": "dewasa"},
        "public:share_title": {"name": "bumi-manusia"},
        "public:title_file": {"form": "ris"},
        "public:new_titles_feed": {"form": "rss"},
        "public:browse_class": {"number": 8},
        "public:browse_headings": {"way": "pengarang"},
        "public:browse_shelf": {"code": point.code},
        "public:service_point": {"code": point.code},
        "computer:queue": {"code": point.code},
        "pages:news_feed": {"form": "rss"},
        "fixed:sitemap_part": {"number": 0},
        "fixed:brand": {"digits": "1f4e79", "face": "jakarta"},
        "fixed:app_icon": {"digits": "1f4e79", "size": "192", "maskable": ""},
        "fixed:logo": {"digest": "tidak-ada"},
        "pages:file": {"name": "tidak-ada.png"},
        "public:shared_list": {"address": "tidak-ada"},
        "public:cite_shared_list": {"address": "tidak-ada"},
        "public:shared_list_file": {"address": "tidak-ada", "form": "ris"},
    }


def _somebody_recorded(point: ServicePoint) -> str:
    session = a_booking(a_room(at_point=point, records_people=True))
    return spaces.name_recorded(booking=session, name="Rara", is_child=False, by=SYSTEM).code


def _of_the_api(member: Patron, named: dict[str, Words]) -> dict[str, Words]:
    mine, saved = a_list(member, _a_title("Cantik itu luka"), title="Kedua").code, a_saved_search(member, "daun").code
    words = {f"api:{name}": {"code": mine} for name in ("my_list", "delete_list", "share_list", "withdraw_list")}
    words |= {f"api:{name}": {"code": mine} for name in ("put_title", "take_title_out")}
    words |= {f"api:{name}": {"code": saved} for name in ("change_search", "delete_search")}
    return words | {"api:cancel": named["desk:cancel_hold"], "api:cancel_booking": named["desk:booking"]}

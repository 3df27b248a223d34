"""What the law gives people (UU 27/2022; P1 to P5): withdraw, have a copy, correct, be forgotten, and not be kept."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pustakota.config.personal_data import KEPT
from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases import tasks as cases_tasks
from pustakota.contexts.cases.models import Case, Kind
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation import tasks as circulation_tasks
from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.notices import actions as notices_actions
from pustakota.contexts.notices import tasks as notices
from pustakota.contexts.notices.rules import Channel
from pustakota.contexts.participation import tasks as participation_tasks
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import RegistrationRefused
from pustakota.contexts.people.models import Account, Correction, How, Passkey, Patron, Person
from pustakota.contexts.visits import tasks as visits_tasks
from pustakota.contexts.visits.models import Visit
from pustakota.foundation import clock, journal, personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.contexts.notices.carriers import FakeCarrier
from tests.factories.cases import a_case
from tests.factories.catalogue import an_item
from tests.factories.charges import a_charge
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.notices import a_reader, queued
from tests.factories.people import a_child, a_member_acting, a_member_of_staff, a_patron, somebody_with_role
from tests.factories.visits import a_member_visit

pytestmark = pytest.mark.django_db
NIK = "3579014204880001"
NAME, MAIL, PHONE, STREET, CARD = (
    "Wulandari Kinasih",
    "wulan@example.org",
    "+6281298765432",
    "Jalan Kenanga Tujuh",
    "W77001",
)
PUSH = "https://web.push.apple.com/wulan-device"


@pytest.fixture(autouse=True)
def a_monday_in_english(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.OFFERED_CHANNELS, settings.PUSH_SERVICES = ["email", "push"], [".push.apple.com"]
    with translation.override("en"):
        yield


def a_whole_life() -> Patron:
    """A member about whom every context keeps something."""
    patron = a_patron(name=NAME, email=MAIL, born_on=date(1988, 4, 2), card_number=CARD)
    person, point = patron.person, patron.home_point
    by = a_member_acting(patron)
    for purpose in ("loan_history", "email", "push", "news"):
        actions.give_consent(person=person, purpose=purpose, by=by, at=NOW, how=How.WEB)
    actions.confirm_phone(person=person, by=by, at=NOW, phone=PHONE)
    actions.keep_identity_number(person=person, number=NIK, by=by, at=NOW)
    actions.correct_person(
        person=person, name=NAME, call_name="Wulan", born_on=date(1988, 4, 2), address=STREET, email=MAIL, by=by, at=NOW
    )
    loan = a_loan(patron=patron)
    a_returned(loan.item, loan.service_point, at=later(days=2))
    item = an_item()
    circulation.cancel_hold(hold=a_hold(record=item.record, pickup=item.service_point, patron=patron), by=by, at=NOW)
    a_member_visit(patron, point)
    queued(patron)
    notices_actions.subscribe_browser(endpoint=PUSH, p256dh="k" * 87, auth="a" * 22, by=by, at=NOW)
    a_case(asker=person, subject="Buku tentang batik", by=by, at_point=point)
    actions.note_look(person=person, what="page", by=somebody_with_role("kepala"), at=NOW, at_point=point)
    account = person.account
    assert account
    Passkey.objects.create(account=account, name="Telepon Wulan", credential="Zm9v", public_key="Zm9v", made_at=NOW)
    return Patron.objects.select_related("person", "home_point").get(pk=patron.pk)


def values_of_every_table() -> str:
    """Every value of every column of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += cursor.fetchall()
    return json.dumps(found, default=str)


def files_of(folder: Path) -> bytes:
    return (
        b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()) if folder.exists() else b""
    )


# P1


def test_p1_withdrawing_messages_keeps_loans_working_and_stops_them_within_a_minute(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    post = FakeCarrier()
    monkeypatch.setitem(notices.CARRIERS, Channel.EMAIL, lambda: post)
    patron = a_reader(email=MAIL, agrees=("email", "news"))
    queued(patron)
    by = a_member_acting(patron)
    for purpose in ("news", "email"):
        assert actions.withdraw_consent(person=patron.person, purpose=purpose, by=by, at=NOW, how=How.WEB) == 1
    monkeypatch.setattr(clock, "now", lambda: later(minutes=1))
    notices.send(later(minutes=1))
    queued(patron, number=2, at=later(minutes=1))
    notices.send(later(minutes=2))
    assert post.parcels == []
    loan = a_loan(patron=patron, at=later(minutes=1))
    assert circulation.renew(loan=loan, by=by, at=later(days=1))
    a_returned(loan.item, loan.service_point, at=later(days=2))


def test_p1_each_agreement_is_withdrawn_by_itself_and_stays_on_record() -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    for purpose in ("news", "email"):
        actions.give_consent(
            person=child.person, purpose=purpose, said_by=mother.person, by=SYSTEM, at=NOW, how=How.PAPER
        )
    actions.withdraw_consent(person=child.person, purpose="news", by=SYSTEM, at=later(days=1), how=How.WEB)
    assert set(queries.standing_consents(child.person_id)) == {"guardian", "email"}
    lines = {line.purpose: line for line in queries.consents_of(child.person_id)}
    assert (lines["news"].said_by, lines["news"].text_version, lines["news"].withdrawn_at) == (
        mother.person,
        queries.TEXT_VERSION,
        later(days=1),
    )


# P2

LEADS_TO_A_PERSON = {Person, Patron, Account}
NOT_SHOWN = {
    "people.RecoveryCode": "digests; how many are left is shown",
    "people.Account_groups": "Django's own groups, which nothing here fills",
    "people.Account_user_permissions": "Django's own rights, which nothing here fills",
    "people.RoleHeld": "of staff, who are no members; shown on the page of roles",
    "people.Merge": "staff's reason why two entries were one person; the entries' own data are shown",
    "circulation.MergeMove": "where a loan came from when two entries became one; the loan is shown",
    "visits.NothingNoted": "which member of staff noted that nothing was to be noted",
    "notices.Recipient": "the number of tries to reach somebody; the letters are shown",
}
"""Tables with a way to a person whose rows a copy leaves out, each with the reason."""


def tables_with_a_person() -> set[str]:
    """Every table of ours that points to a person, a membership or an account: made from the models."""
    own = {part.context for part in KEPT} | {"forms", "insights", "organisation", "catalogue", "foundation"}
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in own
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField) and field.related_model in LEADS_TO_A_PERSON
    }


def test_p2_no_table_with_a_person_is_missing_from_the_copy() -> None:
    listed = {table for part in KEPT for table in part.tables}
    assert tables_with_a_person() - listed == set()
    assert len(tables_with_a_person()) > 25, "the list is made, not empty"
    assert NOT_SHOWN.keys() <= listed


def test_p2_every_context_shows_what_it_keeps_in_json_csv_and_pdf(client: Client) -> None:
    patron = a_whole_life()
    assert patron.person.account
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    whole = client.get(reverse("public:download_my_data")).json()
    assert set(whole) == {part.context for part in KEPT}
    text = json.dumps(whole, ensure_ascii=False)
    told = (NAME, MAIL, PHONE, STREET, CARD, NIK, "1988-04-02", PUSH, "Buku tentang batik", "Telepon Wulan")
    assert [value for value in told if value not in text] == []
    empty = {heading for part in whole.values() for heading, rows in part.items() if not rows}
    filled = {heading for part in whole.values() for heading, rows in part.items() if rows}
    assert {"Person", "Membership", "What was agreed to", "Corrections", "Who looked", "Visits", "Requests"} <= filled
    assert not empty & {"Loans", "Messages", "Browsers that take messages", "Ways to sign in"}
    lines = client.get(reverse("public:download_my_data_csv")).content.decode()
    assert [value for value in told if value.lstrip("+") not in lines] == []
    paper = client.get(reverse("public:download_my_data_pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


# P3

WISHED = {"name": ("Full name", "Wulandari Kinanti"), "phone": ("Telephone", "081211112222")}


def test_p3_a_correction_is_asked_for_falls_due_in_three_days_and_its_history_says_what_changed_by_whom() -> None:
    patron = a_whole_life()
    by = a_member_acting(patron)
    case = cases.ask_correction(patron=patron, wished=WISHED, remark="", by=by, at=NOW)
    assert (case.kind, case.asker) == (Kind.CORRECTION, patron.person)
    assert case.due_at
    assert case.due_at <= NOW + timedelta(hours=72)
    librarian = a_member_of_staff("gunarto", role="pustakawan")
    assert librarian.account
    staff = queries.actor_of(librarian.account)
    cases.correct_from_case(case=case, by=staff, at=later(days=1))
    case.refresh_from_db()
    patron.person.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "corrected")
    assert (patron.person.name, patron.person.phone) == ("Wulandari Kinanti", "+6281211112222")
    newest = queries.corrections_of(patron.person_id)[0]
    assert (newest.row.asked_in, newest.by_name, newest.by_role) == (case.code, "Petugas", "librarian")
    assert ("name", NAME, "Wulandari Kinanti") in newest.changes
    assert [each.row.is_own for each in queries.corrections_of(patron.person_id)] == [False, True]


def test_p3_without_any_opening_hours_the_law_s_three_days_hold() -> None:
    patron = a_patron()
    case = cases.ask_deletion(patron=patron, remark="", by=a_member_acting(patron), at=NOW)
    assert case.due_at
    assert case.due_at <= NOW + timedelta(hours=72)


def test_p3_what_cannot_be_written_leaves_the_request_and_the_data_as_they_are(
    nothing_changes: NothingChanges,
) -> None:
    patron, other = a_patron(email=MAIL), a_patron(email="lain@example.org")
    case = cases.ask_correction(
        patron=patron, wished={"email": ("E-mail", "lain@example.org")}, remark="", by=a_member_acting(patron), at=NOW
    )
    assert other
    with nothing_changes(), pytest.raises(RegistrationRefused):
        cases.correct_from_case(case=case, by=somebody_with_role("pustakawan"), at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        cases.correct_from_case(case=case, by=a_member_acting(other), at=NOW)


def test_p3_the_member_asks_on_a_page_and_staff_write_it_with_one_press(client: Client) -> None:
    patron = a_patron(name=NAME)
    assert patron.person.account
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    page = reverse("public:ask_correction")
    assert NAME in client.get(page).content.decode()
    assert client.post(page, {"name": NAME}).status_code == 422
    assert client.post(page, {"name": "Wulandari Kinanti"}).status_code == 302
    assert client.post(page, {"name": "Wulandari Kinanti"}).status_code == 422, "asked already"
    case = Case.objects.get()
    staff = a_member_of_staff("gunarto", role="pustakawan", at_point=patron.home_point)
    assert staff.account
    desk = Client()
    desk.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    shown = desk.get(reverse("desk:case", args=[case.code])).content.decode()
    assert "Wulandari Kinanti" in shown
    assert "Write it as asked" in shown
    assert desk.post(reverse("desk:correct_from_case", args=[case.code])).status_code == 302
    assert Person.objects.get(pk=patron.person_id).name == "Wulandari Kinanti"
    assert "Wulandari Kinanti" in client.get(reverse("public:my_data")).content.decode()
    assert NAME in desk.get(reverse("desk:member", args=[patron.card_number])).content.decode(), "what stood before"


# P4


def test_p4_after_erasure_nothing_of_a_person_is_left_in_tables_index_logs_push_or_files(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    patron = a_whole_life()
    cases.ask_deletion(patron=patron, remark="saya pindah kota", by=a_member_acting(patron), at=NOW)
    marks = [NAME, "Wulan", MAIL, PHONE.lstrip("+"), STREET, CARD, NIK, PUSH, "Telepon Wulan", "saya pindah"]
    before = values_of_every_table()
    assert [mark for mark in marks if mark not in before] == [NIK], "the search sees all but what is sealed"
    sealed = patron.person.identity_number.sealed
    with caplog.at_level(logging.DEBUG):
        personal_data.forget(patron.person_id, by=somebody_with_role("pustakawan"), at=later(days=3))
    after = values_of_every_table()
    assert [mark for mark in [*marks, sealed] if mark in after] == []
    assert [mark for mark in marks if mark in caplog.text] == []
    for folder in (settings.SEARCH_INDEX_PATH, settings.DATA / "private", settings.DATA / "public"):
        kept = files_of(Path(folder))  # "Wulan" alone may be an author of what other tests laid there
        assert [mark for mark in marks if mark != "Wulan" and mark.encode() in kept] == []
    case = Case.objects.get(kind=Kind.DELETION)
    assert (case.state, case.outcome, case.asker) == ("closed", "deleted", None)


def test_p4_the_log_of_loans_outside_the_database_forgets_after_its_days(
    tmp_path: Path, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.JOURNAL = tmp_path / "loans"
    with django_capture_on_commit_callbacks(execute=True):
        journal.note({"fact": "lent", "card": CARD}, at=NOW)
    assert CARD.encode() in files_of(settings.JOURNAL)
    journal.prune(at=datetime.now(NOW.tzinfo) + timedelta(days=settings.JOURNAL_DAYS + 1))
    assert files_of(settings.JOURNAL) == b""


def test_p4_what_is_open_stands_in_the_way_and_the_member_reads_why(client: Client) -> None:
    patron = a_patron()
    assert patron.person.account
    a_loan(patron=patron)
    a_charge(patron)
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    shown = client.get(reverse("public:ask_deletion")).content.decode()
    for reason in personal_data.reasons_not_to_forget(patron.person_id):
        assert str(reason.message) in shown
    assert len(personal_data.reasons_not_to_forget(patron.person_id)) == 2
    assert client.post(reverse("public:ask_deletion"), {"remark": ""}).status_code == 302
    assert Case.objects.get().kind == Kind.DELETION


# P5


def test_p5_some_days_later_nothing_that_ended_leads_to_a_member(settings: Settings) -> None:
    patron = a_patron()
    loan = a_loan(patron=patron)
    a_returned(loan.item, loan.service_point, at=NOW)
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point, patron=patron)
    circulation.cancel_hold(hold=hold, by=SYSTEM, at=NOW)
    a_member_visit(patron, patron.home_point)
    stranger = a_case(contact=cases.Contact(name="Orang Lewat", email="lewat@example.org"))
    cases.close_case(case=stranger, outcome="declined", words="Maaf.", by=SYSTEM, at=NOW)
    nightly: list[Callable[[datetime], int]] = [
        circulation_tasks.part_from_members,
        visits_tasks.part_from_members,
        participation_tasks.part_from_persons,
        cases_tasks.forget_strangers,
    ]
    for task in nightly:
        task(later(days=settings.LOAN_GRACE_DAYS - 8))
    assert (Loan.objects.get().patron, Hold.objects.get().patron) == (patron, patron)
    for task in nightly:
        task(later(days=max(settings.LOAN_GRACE_DAYS, 30) + 1))
    linked = [
        Loan.objects.exclude(patron=None).count(),
        Hold.objects.exclude(patron=None).count(),
        Visit.objects.exclude(person=None).count(),
        Case.objects.exclude(contact_email="", contact_name="").count(),
    ]
    assert linked == [0, 0, 0, 0]
    assert Loan.objects.get().person_key, "still countable"


# The register


def test_every_table_stands_in_one_line_of_the_register_of_processing() -> None:
    for part in KEPT:
        lines = [table for line in part.processing for table in line.tables]
        assert sorted(lines) == sorted(set(lines)), part.context


def test_the_officer_reads_the_register_and_who_looked_and_others_do_not() -> None:
    patron = a_patron(name=NAME, card_number=CARD)
    clerk = a_member_of_staff("tiur", role="sirkulasi", at_point=patron.home_point)
    officer = a_member_of_staff("petra", role="pelindung_data")
    Person.objects.filter(pk=clerk.pk).update(name="Tiur Hutasuhut")
    desks = {}
    for each in (clerk, officer):
        assert each.account
        desks[each] = Client()
        desks[each].force_login(each.account, backend="pustakota.foundation.sessions.AccountBackend")
    assert desks[clerk].get(reverse("desk:member", args=[CARD])).status_code == 200
    for name in ("desk:privacy", "desk:looks"):
        assert desks[clerk].get(reverse(name)).status_code == 403
        assert desks[officer].get(reverse(name)).status_code == 200
    shown = desks[officer].get(reverse("desk:looks") + f"?kartu={CARD}").content.decode()
    assert "Tiur Hutasuhut" in shown
    assert NAME in shown
    assert "Tiur" in desks[officer].get(reverse("desk:looks") + f"?petugas={clerk.account_id}").content.decode()
    assert NAME not in desks[officer].get(reverse("desk:looks") + "?kartu=X1").content.decode()
    register = desks[officer].get(reverse("desk:privacy")).content.decode()
    assert f"{settings.LOAN_GRACE_DAYS} days after the return" in register
    assert "people.Person" in desks[officer].get(reverse("desk:privacy") + "?bentuk=csv").content.decode()


def test_a_correction_that_changes_nothing_leaves_no_line() -> None:
    patron = a_patron(name=NAME)
    given = {"name": NAME, "call_name": "", "born_on": None, "address": "", "email": ""}
    assert actions.correct_person(person=patron.person, **given, by=SYSTEM, at=NOW) is None  # type: ignore[arg-type]
    assert not Correction.objects.exists()

"""What members are told about loans and holds, when, and how it is taken back – by the real outbox."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.circulation import actions, tasks
from pustakota.contexts.circulation.models import Loan, Source
from pustakota.contexts.circulation.permissions import Override
from pustakota.contexts.circulation.rules.telling import due_soon_step, overdue_step
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.notices.rules import FIRST_DAYS, Kind
from pustakota.contexts.people.models import Patron
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron

pytestmark = pytest.mark.django_db
moment = {"now": NOW}
SOON, LATE = FIRST_DAYS[Kind.DUE_SOON], FIRST_DAYS[Kind.OVERDUE]


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    moment["now"] = NOW
    monkeypatch.setattr(clock, "now", lambda: moment["now"])
    with translation.override("en"):
        yield


def deliver(at: datetime = NOW) -> None:
    moment["now"] = at
    Outbox({event: [r for r in rs if "push_availability" not in r.__name__] for event, rs in SUBSCRIPTIONS.items()}
           ).drain(at=at)  # fmt: skip


def inbox(patron: Patron, today: date = MONDAY, *, besides: str = "welcome") -> list[str]:
    """What a member reads, without the greeting of the first day."""
    rows = [row.notice for row in told.inbox(patron.person_id) if row.notice.kind != besides]
    return [told.line([notice], today=today) for notice in rows]


def morning(days: int) -> datetime:
    return at_clock(MONDAY + timedelta(days=days), "05:40")


def test_a_member_is_told_three_days_before_on_the_day_and_three_days_after() -> None:
    loan = a_loan()
    assert (loan.due_on, loan.patron is not None) == (MONDAY + timedelta(days=7), True)
    kinds = []
    for days in range(12):
        tasks.tell_of_loans(morning(days))
        kinds.append(list(Notice.objects.order_by("pk").values_list("kind", flat=True)))
    assert [len(found) for found in kinds] == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]
    assert kinds[-1] == ["due_soon", "due_soon", "overdue"]


def test_a_worker_that_slept_tells_once_what_is_true_when_it_wakes() -> None:
    loan = a_loan()
    tasks.tell_of_loans(morning(22))
    notice = Notice.objects.get()
    assert notice.key == f"circulation/overdue:{loan.pk}:{loan.due_on}:14"
    tasks.tell_of_loans(morning(23))
    assert Notice.objects.count() == 1


def test_what_was_lent_this_morning_is_not_due_soon_already() -> None:
    assert due_soon_step(MONDAY, MONDAY + timedelta(days=2), MONDAY, SOON) is None
    assert due_soon_step(MONDAY, MONDAY, MONDAY, SOON) == 0
    assert due_soon_step(MONDAY, MONDAY + timedelta(days=2), MONDAY - timedelta(days=1), SOON) == 3
    assert due_soon_step(MONDAY, MONDAY - timedelta(days=1), MONDAY, SOON) is None


@pytest.mark.parametrize(("late", "step"), [(0, None), (2, None), (3, 3), (6, 3), (7, 7), (45, 30), (400, 90)])
def test_the_steps_after_the_due_day(late: int, step: int | None) -> None:
    assert overdue_step(MONDAY, MONDAY - timedelta(days=late), LATE) == step


def test_no_title_is_named_unless_the_member_asks_for_it() -> None:
    plain, open_ = a_patron(), a_patron()
    me = a_member_acting(open_)
    notices.choose(person_id=open_.person_id, language="id", names_titles=True, by=me, at=NOW)
    for patron in (plain, open_):
        a_loan(item=an_item(record=a_record("Bumi manusia")), patron=patron)
    tasks.tell_of_loans(morning(10))
    assert inbox(plain, MONDAY + timedelta(days=10)) == [
        "A loan was due on Monday, 9 March (3 days ago). Please bring it back; others may be waiting."
    ]
    assert inbox(open_)[0].endswith("Title: Bumi manusia")
    assert "Bumi" not in str(Notice.objects.get(about=plain.person_id).facts)


def test_a_returned_loan_is_neither_due_nor_late() -> None:
    loan = a_loan()
    tasks.tell_of_loans(morning(10))
    assert len(inbox(loan.patron)) == 1
    a_returned(loan.item, loan.service_point, at=later(days=11))
    deliver(later(days=11))
    assert inbox(loan.patron) == []


def test_a_renewal_takes_back_the_old_due_day_and_tells_the_new_one() -> None:
    loan = a_loan()
    tasks.tell_of_loans(morning(5))
    renewed = actions.renew(loan=loan, by=SYSTEM, at=later(days=5))
    deliver(later(days=5))
    deliver(later(days=6))
    (line,) = inbox(loan.patron)
    assert line.startswith("A loan was renewed. The new due day is")
    assert str(renewed.due_on.day) in line


def test_a_ready_hold_calls_the_member_once_and_collecting_takes_the_call_back() -> None:
    point = a_point(name="Perpustakaan Batu")
    item = an_item(at_point=point)
    hold = a_hold(record=item.record, pickup=point)
    a_returned(item, point)
    deliver()
    deliver(later(minutes=1))
    (line,) = inbox(hold.patron)
    assert line.startswith("A reserved title is ready for you at Perpustakaan Batu. Please collect it by")
    actions.check_out(item=item, patron=hold.patron, at_point=point, by=SYSTEM, at=later(minutes=5), source=Source.DESK)
    deliver(later(minutes=6))
    assert inbox(hold.patron) == []


def test_a_hold_that_is_cancelled_before_the_worker_looks_calls_nobody() -> None:
    point = a_point()
    item = an_item(at_point=point)
    hold = a_hold(record=item.record, pickup=point)
    a_returned(item, point)
    actions.cancel_hold(hold=hold, by=SYSTEM, at=NOW)
    deliver()
    assert Notice.objects.exclude(kind="welcome").count() == 0


def test_a_childs_hold_calls_the_guardian_by_the_childs_name() -> None:
    point = a_point()
    mother = a_patron(home=point)
    item = an_item(at_point=point)
    a_hold(record=item.record, pickup=point, patron=a_child(guardian=mother, name="Bima"))
    a_returned(item, point)
    deliver()
    ready = [row.notice for row in told.inbox(mother.person_id) if row.notice.kind == "hold_ready"]
    assert told.line(ready, today=MONDAY, reader_id=mother.person_id).startswith("Bima: A reserved title is ready")


def test_a_copy_lent_to_somebody_else_takes_the_call_back() -> None:
    point = a_point()
    item = an_item(at_point=point)
    hold = a_hold(record=item.record, pickup=point)
    a_returned(item, point)
    deliver()
    assert Notice.objects.filter(kind="hold_ready", withdrawn_at=None).count() == 1
    given = {"by": SYSTEM, "at": NOW, "source": Source.DESK, "override": Override("mendesak")}
    actions.check_out(item=item, patron=a_patron(), at_point=point, **given)
    deliver(later(minutes=2))
    hold.refresh_from_db()
    assert hold.status == "waiting"
    assert Notice.objects.filter(kind="hold_ready", withdrawn_at=None).count() == 0


def test_a_new_member_is_welcomed_once_and_an_old_one_not_at_all() -> None:
    new, old = a_patron(), a_patron(joined_at=later(days=-30))
    deliver()
    deliver(later(minutes=1))
    (line,) = inbox(new, besides="")
    assert line.startswith("Welcome to the library. Your membership is valid until 2 March 2027.")
    assert inbox(old, besides="") == []


def test_loans_are_told_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pustakota.contexts.circulation.actions.telling.PAGE", 2)
    point = a_point()
    patrons = [a_patron(home=point) for _ in range(5)]
    for patron in patrons:
        a_loan(item=an_item(at_point=point), patron=patron)
    assert Loan.objects.count() == 5
    tasks.tell_of_loans(morning(10))
    assert Notice.objects.filter(kind="overdue").count() == 5

"""The one box: what a card, a barcode and words lead to, as a page and as a fragment."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.circulation.models import Hold, Loan, OverrideLogged
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import clock
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_policy
from tests.factories.moments import NOW, later
from tests.factories.people import a_patron

HTMX = {"HX-Request": "true"}


def scan(client: Client, code: str, *, htmx: bool = False, **given: Any) -> Any:
    headers = HTMX if htmx else {}
    return client.post(reverse("desk:start"), {"scan": code, **given}, headers=headers)


def test_a_card_opens_the_member(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(name="Siti Aminah", home=point, card_number="A0113")
    a_loan(patron=patron, item=an_item(record=a_record("Bumi Manusia"), at_point=point))
    answer = scan(desk, "a0113")
    assert answer.status_code == 200
    assert answer.context["sitting"].member == patron
    assert "Bumi Manusia" in answer.text
    assert "may borrow 2 more" in answer.text


def test_the_same_card_again_closes_the_member(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    answer = scan(desk, patron.card_number, mode="lend", member=patron.pk)
    assert answer.context["sitting"].member is None
    assert answer.context["sitting"].mode == "return"


def test_an_item_with_a_member_open_is_lent(desk: Client, point: ServicePoint) -> None:
    patron, item = a_patron(home=point), an_item(at_point=point)
    answer = scan(desk, item.barcode, mode="lend", member=patron.pk)
    assert answer.status_code == 200
    loan = Loan.objects.still_out().get(item=item)
    assert loan.patron == patron
    assert loan.source == "desk"


def test_a_refused_loan_says_every_reason_and_its_rule(desk: Client, point: ServicePoint) -> None:
    a_policy("Aturan Batu", service_point=point, max_loans=1)
    patron = a_patron(home=point)
    a_loan(patron=patron, at_point=point)
    item = an_item(at_point=point)
    answer = scan(desk, item.barcode, mode="lend", member=patron.pk, htmx=True)
    assert answer.status_code == 422
    assert "The limit of 1 loans is reached" in answer.text
    assert "Rule: Aturan Batu" in answer.text
    assert 'name="reason"' not in answer.text
    assert not Loan.objects.filter(item=item).exists()


def test_a_volunteer_may_not_lend(volunteer: Client, point: ServicePoint) -> None:
    item = an_item(at_point=point)
    answer = scan(volunteer, item.barcode)
    assert answer.status_code == 403
    assert "Your role does not let you lend and take back here." in answer.text


def test_not_allowed_reaches_a_fragment_as_an_answer(volunteer: Client, point: ServicePoint) -> None:
    answer = scan(volunteer, an_item(at_point=point).barcode, htmx=True)
    assert answer.status_code == 403
    assert "<html" not in answer.text
    assert "Your role does not let you" in answer.text


def test_who_may_overrule_lends_all_the_same_with_a_reason(librarian: Client, point: ServicePoint) -> None:
    patron, item = a_patron(home=point, blocked=True), an_item(at_point=point)
    refused = scan(librarian, item.barcode, mode="lend", member=patron.pk, htmx=True)
    assert 'name="reason"' in refused.text
    again = {"mode": "lend", "member": patron.pk, "retry": item.barcode, "reason": "tugas sekolah"}
    answer = scan(librarian, "", **again, htmx=True)
    assert answer.status_code == 200
    assert Loan.objects.still_out().filter(item=item, patron=patron).exists()
    assert OverrideLogged.objects.get().reason == "tugas sekolah"


def test_a_reason_left_in_the_page_does_not_reach_another_item(librarian: Client, point: ServicePoint) -> None:
    patron, item, other = a_patron(home=point, blocked=True), an_item(at_point=point), an_item(at_point=point)
    answer = scan(librarian, other.barcode, mode="lend", member=patron.pk, retry=item.barcode, reason="tugas")
    assert answer.status_code == 422
    assert not Loan.objects.exists()


def test_an_item_with_nobody_open_is_returned(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    answer = scan(desk, loan.item.barcode)
    assert answer.status_code == 200
    loan.refresh_from_db()
    assert loan.returned_at == NOW


def test_a_return_that_somebody_waits_for_says_whom_and_until_when(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(item=an_item(at_point=point))
    waiting = a_patron(name="Budi Santoso", home=point, card_number="A0113")
    a_hold(record=loan.item.record, pickup=point, patron=waiting)
    answer = scan(desk, loan.item.barcode, htmx=True)
    assert "Put it on the hold shelf: <b>A0113</b> · Budi Santoso" in answer.text
    assert "until Thursday, 5 March" in answer.text
    assert Hold.objects.get().status == "ready"


def test_a_return_wanted_elsewhere_says_where_to_send_it(desk: Client, point: ServicePoint) -> None:
    from_elsewhere = a_patron(name="Dewi")
    loan = a_loan(item=an_item(at_point=point))
    a_hold(record=loan.item.record, pickup=from_elsewhere.home_point, patron=from_elsewhere)
    answer = scan(desk, loan.item.barcode, htmx=True)
    assert f"Send it to <b>{from_elsewhere.home_point.name}</b>" in answer.text


def test_a_lend_without_a_card_is_refused(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    answer = scan(desk, loan.item.barcode, mode="lend")
    assert answer.status_code == 422
    assert "Scan the card first" in answer.text
    loan.refresh_from_db()
    assert loan.returned_at is None


def test_in_renewal_mode_an_item_is_renewed(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point, at=later(days=-3))
    answer = scan(desk, loan.item.barcode, mode="renew")
    assert answer.status_code == 200
    loan.refresh_from_db()
    assert loan.renewals == 1


def test_a_renewal_by_its_button_is_refused_with_the_reason(librarian: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    a_hold(record=loan.item.record, pickup=point)
    answer = librarian.post(
        reverse("desk:renew"), {"loan": loan.pk, "mode": "lend", "member": loan.patron_id}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "1 member is waiting for this title. Please return it in time." in answer.text
    again = {"mode": "lend", "member": loan.patron_id, "retry_loan": loan.pk, "reason": "ujian"}
    assert scan(librarian, "", **again).status_code == 200
    loan.refresh_from_db()
    assert loan.renewals == 1


def test_a_volunteer_may_not_renew(volunteer: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    assert volunteer.post(reverse("desk:renew"), {"loan": loan.pk}).status_code == 403


def test_the_last_results_are_listed_and_a_loan_can_be_undone(desk: Client, point: ServicePoint) -> None:
    patron, item = a_patron(home=point), an_item(at_point=point)
    scan(desk, item.barcode, mode="lend", member=patron.pk, htmx=True)
    loan = Loan.objects.get()
    page = desk.get(reverse("desk:start"))
    assert [(line.word, line.loan_id) for line in page.context["lines"]] == [("Lent", loan.pk)]
    answer = desk.post(reverse("desk:undo"), {"loan": loan.pk}, headers=HTMX)
    assert answer.status_code == 200
    assert "Undone" in answer.text
    loan.refresh_from_db()
    assert loan.returned_at is not None
    page = desk.get(reverse("desk:start"))
    assert [(line.word, line.loan_id) for line in page.context["lines"]] == [("Undone", 0), ("Lent", 0)]


def test_what_has_come_back_cannot_be_undone(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    scan(desk, loan.item.barcode)
    assert desk.post(reverse("desk:undo"), {"loan": loan.pk}, headers=HTMX).status_code == 422


def test_a_return_by_mistake_is_undone_by_its_button_once(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point, at=clock.now())
    answer = scan(desk, loan.item.barcode, htmx=True)
    assert f'id="undo-return-{loan.pk}"' in answer.text
    page = desk.get(reverse("desk:start"))
    assert [(line.word, line.returned_id) for line in page.context["lines"]] == [("Returned", loan.pk)]
    answer = desk.post(reverse("desk:undo_return"), {"loan": loan.pk}, headers=HTMX)
    assert answer.status_code == 200
    assert "It is on loan again" in answer.text
    assert f'<span id="undo-return-{loan.pk}" hx-swap-oob="delete">' in answer.text
    loan.refresh_from_db()
    assert loan.returned_at is None
    page = desk.get(reverse("desk:start"))
    assert [(line.word, line.returned_id) for line in page.context["lines"]] == [("Undone", 0), ("Returned", 0)]
    again = desk.post(reverse("desk:undo_return"), {"loan": loan.pk}, headers=HTMX)
    assert again.status_code == 422
    assert "not one that was just returned" in again.text


def test_a_volunteer_may_not_undo_a_return(volunteer: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    assert volunteer.post(reverse("desk:undo_return"), {"loan": loan.pk}).status_code == 403


def test_a_volunteer_may_not_undo(volunteer: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    assert volunteer.post(reverse("desk:undo"), {"loan": loan.pk}).status_code == 403
    loan.refresh_from_db()
    assert loan.returned_at is None


def test_only_the_last_ten_results_are_kept(desk: Client, point: ServicePoint) -> None:
    for _ in range(12):
        scan(desk, an_item(at_point=point).barcode, htmx=True)
    assert len(desk.get(reverse("desk:start")).context["lines"]) == 10


def test_a_forged_log_is_not_believed(desk: Client) -> None:
    desk.cookies["desk_log"] = "forged:1:x"
    assert desk.get(reverse("desk:start")).context["lines"] == []


def test_words_find_members_and_titles_side_by_side(desk: Client, point: ServicePoint) -> None:
    a_patron(name="Siti Aminah", home=point)
    a_record("Siti Nurbaya")
    found = scan(desk, "siti").context["found"]
    assert [patron.person.name for patron in found.members] == ["Siti Aminah"]
    assert [record.title for record in found.titles] == ["Siti Nurbaya"]


def test_words_find_a_page_of_the_desk(desk: Client) -> None:
    assert [place.name for place in scan(desk, "overd").context["found"].places] == ["overdue"]


def test_a_page_whose_name_begins_so_comes_before_the_titles(desk: Client) -> None:
    a_record("Overdue books of the world")
    first, *others = scan(desk, "overd", htmx=True).content.decode().split("<section ")[1:]
    assert "found-places" in first
    assert "Overdue books" in "".join(others)
    assert "found-places" in scan(desk, "due", htmx=True).content.decode().split("<section ")[-1]


def test_what_nothing_fits_is_said(desk: Client) -> None:
    answer = scan(desk, "xyzzy", htmx=True)
    assert answer.status_code == 422
    assert "Not found" in answer.text


def test_a_mode_is_chosen_and_done_lets_the_member_go(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    given = {"mode": "lend", "member": patron.pk}
    kept = scan(desk, "", set_mode="renew", **given).context["sitting"]
    assert (kept.mode, kept.member) == ("renew", patron)
    gone = scan(desk, "", set_mode="done", **given).context["sitting"]
    assert (gone.mode, gone.member) == ("return", None)


def test_a_scan_on_the_list_to_fetch_takes_the_row_away(desk: Client, point: ServicePoint) -> None:
    item = an_item(at_point=point)
    a_hold(record=item.record, pickup=point)
    answer = scan(desk, item.barcode, pulling="1", htmx=True)
    assert f'id="pull-{item.pk}" hx-swap-oob="delete"' in answer.text


def test_a_fragment_is_small(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    assert len(scan(desk, loan.item.barcode, htmx=True).content) < 1500


def test_a_return_costs_the_desk_five_queries(desk: Client, point: ServicePoint, queries_are: QueriesAre) -> None:
    """The session, the account, who asks, the point and the copy; the other eight are the action's own.

    One of these tells harvesters by service point that the copy came from elsewhere.
    """
    loan = a_loan(at_point=point)
    scan(desk, "nothing", htmx=True)
    with queries_are(5 + 8):
        scan(desk, loan.item.barcode, htmx=True)


def test_a_loan_costs_the_desk_nine_queries(desk: Client, point: ServicePoint, queries_are: QueriesAre) -> None:
    """Those of a return, the member, and three for the panel; the other eight are the action's own.

    A further loan to a member whose panel is plain needs one query for it instead of three.
    """
    patron, item, another = a_patron(home=point), an_item(at_point=point), an_item(at_point=point)
    scan(desk, "nothing", htmx=True)
    with queries_are(9 + 8):
        scan(desk, item.barcode, mode="lend", member=patron.pk, htmx=True)
    with queries_are(7 + 8):
        scan(desk, another.barcode, mode="lend", member=patron.pk, limit="3", htmx=True)


def test_a_further_loan_adds_a_row_to_a_plain_panel(desk: Client, point: ServicePoint) -> None:
    patron, item = a_patron(home=point), an_item(at_point=point)
    card = scan(desk, patron.card_number, htmx=True)
    assert 'name="limit" value="3"' in card.text
    answer = scan(desk, item.barcode, mode="lend", member=patron.pk, limit="3", htmx=True)
    assert 'hx-swap-oob="beforeend:#loans"' in answer.text
    assert "may borrow 2 more" in answer.text
    assert 'id="panel"' not in answer.text


def test_the_same_copy_scanned_again_is_one_loan_one_row_and_one_line(
    desk: Client, point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    patron, item = a_patron(home=point), an_item(at_point=point)
    scan(desk, item.barcode, mode="lend", member=patron.pk, limit="3", htmx=True)
    monkeypatch.setattr(clock, "now", lambda: later(minutes=1))
    answer = scan(desk, item.barcode, mode="lend", member=patron.pk, limit="3", htmx=True)
    assert answer.status_code == 200
    assert "It was lent to this member a moment ago." in answer.text
    assert 'id="panel"' in answer.text
    assert 'hx-swap-oob="beforeend:#loans"' not in answer.text
    assert len(desk.get(reverse("desk:start")).context["lines"]) == 1


def test_a_loan_renewed_by_its_button_stands_once_in_a_plain_panel(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point, at=later(days=-3))
    given = {"loan": loan.pk, "mode": "lend", "member": loan.patron_id, "limit": "3"}
    answer = desk.post(reverse("desk:renew"), given, headers=HTMX)
    assert 'id="panel"' in answer.text
    assert answer.text.count(f">{loan.item.barcode}<") == 1


def test_the_loan_that_reaches_the_limit_brings_the_whole_panel(desk: Client, point: ServicePoint) -> None:
    patron, item = a_patron(home=point), an_item(at_point=point)
    answer = scan(desk, item.barcode, mode="lend", member=patron.pk, limit="1", htmx=True)
    assert 'id="panel"' in answer.text


def test_a_panel_with_reservations_is_not_plain(desk: Client, point: ServicePoint) -> None:
    hold = a_hold(record=an_item(at_point=point).record, pickup=point)
    assert 'name="limit"' not in scan(desk, hold.patron.card_number, htmx=True).text

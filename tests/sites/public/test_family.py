"""The family on one page."""

from django.test import Client

from pustakota.contexts.circulation.models import Loan
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan
from tests.factories.people import a_patron
from tests.sites.public.conftest import Town, signed_in

PAGE = "/en/akun/keluarga/"


def test_a_mother_sees_what_everybody_has_and_renews_all_that_can_be(member: Client, town: Town) -> None:
    free = a_loan(patron=town.child)
    wanted = a_loan(patron=town.mother)
    a_hold(record=wanted.item.record, pickup=town.point, patron=a_patron(home=town.point))
    strange = a_loan(patron=a_patron(home=town.point))
    page = member.get(PAGE).content.decode()
    for loan in (free, wanted):
        assert loan.item.record.title in page
    assert "Renew 1 loan" in page
    assert "Bima" in page
    answer = member.post(PAGE, follow=True).content.decode()
    assert "1 loan was renewed." in answer
    assert "1 loan could not be renewed." in answer
    renewals = {loan.pk: loan.renewals for loan in Loan.objects.all()}
    assert (renewals[free.pk], renewals[wanted.pk], renewals[strange.pk]) == (1, 0, 0)


def test_whoever_has_no_card_and_no_child_has_no_such_page(visitor: Client, town: Town) -> None:
    an_item(at_point=town.point)
    assert visitor.get(PAGE)["Location"].startswith("/en/masuk/")
    alone = signed_in(a_patron(home=town.point))
    assert "The whole family" not in alone.get("/en/akun/").content.decode()
    assert alone.get(PAGE).status_code == 200

"""An event asks what it needs to know, and afterwards how it was; both on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.programmes import actions, tasks
from pustakota.contexts.programmes.models import Registration, SurveyAnswer
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.contexts.programmes.test_questions import a_form
from tests.factories.people import PASSWORD
from tests.factories.programmes import a_programme
from tests.journeys.conftest import City, assert_accessible

pytestmark = pytest.mark.journey


def test_a_member_answers_to_register_and_says_afterwards_how_it_was(page: Page, city: City) -> None:
    member = city.member("Siti Aminah")
    form = a_form().form
    programme = a_programme(at_point=city.point, title="Kelas Koding", form=form, survey=a_form("Pendapat").form)
    begins = clock.now() + timedelta(days=4)
    event = actions.plan(programme=programme, starts_at=begins, capacity=9, by=SYSTEM, at=clock.now())
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/masuk/?next=/en/kegiatan/{event.pk}/")
    page.get_by_label("Card number or e-mail").fill(member.card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Register Siti").press("Enter")
    expect(page.get_by_role("heading", name="Register Siti")).to_be_visible()
    expect(page.get_by_label("Which system?")).to_be_hidden()
    expect(page.get_by_text("A seat is held for you until")).to_be_visible()
    expect(page.get_by_text("still 15 minutes")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Hold it 15 minutes longer").press("Enter")
    expect(page.get_by_role("button", name="Hold it 15 minutes longer")).to_have_count(0)
    expect(page.get_by_label("Yes")).to_be_checked()
    page.goto(f"{city.address}/en/kegiatan/{event.pk}/")
    expect(page.get_by_text("seat held until")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Go on with the form for Siti").press("Enter")
    page.get_by_role("button", name="Register", exact=True).press("Enter")
    expect(page.get_by_text("Please fill this in.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Yes").check()
    page.get_by_label("Which system?").fill("Linux")
    page.get_by_role("button", name="Register", exact=True).press("Enter")
    expect(page.get_by_text("Registered. See you there!")).to_be_visible()
    made = Registration.objects.get()
    assert [answer for _field, _question, answer in made.answers] == ["Yes", "Linux"]

    page.goto(f"{city.address}/en/kegiatan/pendaftaran/{made.code}/")
    expect(page.get_by_role("heading", name="Your ticket")).to_be_visible()
    assert_accessible(page)

    actions.check_in(registration=made, by=SYSTEM, at=clock.now(), source=actions.Source.DESK)
    actions.report(occurrence=event, by=SYSTEM, at=begins + timedelta(hours=2))
    page.goto(f"{city.address}/en/kegiatan/pendapat/{made.code}/")
    assert_accessible(page)
    page.get_by_label("No").check()
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_text("Your answer is kept without your name.")).to_be_visible()
    assert_accessible(page)
    assert SurveyAnswer.objects.get().values == {"laptop": "tidak"}


def test_a_seat_that_somebody_else_got_is_waited_for_with_the_answers_kept(page: Page, city: City) -> None:
    member = city.member("Siti Aminah")
    programme = a_programme(at_point=city.point, title="Kelas Koding", form=a_form().form)
    at = clock.now()
    event = actions.plan(programme=programme, starts_at=at + timedelta(days=4), capacity=1, by=SYSTEM, at=at)
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/masuk/?next=/en/kegiatan/{event.pk}/")
    page.get_by_label("Card number or e-mail").fill(member.card_number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Register Siti").press("Enter")
    page.get_by_label("No", exact=True).check()
    tasks.end_offers(at + timedelta(minutes=20))
    actions.register(occurrence=event, person=city.member("Budi Santoso").person, by=SYSTEM, at=at)
    page.get_by_role("button", name="Register", exact=True).press("Enter")
    expect(page.get_by_text("The seats went to somebody else meanwhile.")).to_be_visible()
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    assert_accessible(page)
    page.get_by_role("button", name="Onto the waiting list").press("Enter")
    expect(page.get_by_text("You are on the waiting list.")).to_be_visible()
    waits = Registration.objects.get(status="waitlisted")
    assert [answer for _field, _question, answer in waits.answers] == ["No"]

"""What citizens propose: published, supported once each, changed in versions, answered in public in time."""

from datetime import date
from typing import Any

import pytest

from pustakota.config import personal_data
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.cases import actions as cases
from pustakota.contexts.community import actions, queries, rules, tasks
from pustakota.contexts.community.actions import Step
from pustakota.contexts.community.models import Decision, Proposal, Support, Version
from pustakota.contexts.community.rules import State
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.people import actions as people
from pustakota.contexts.programmes.models import Occurrence
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.community import a_draft_proposal, a_published_proposal, author_of, found
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_member_of_staff, a_patron, an_actor
from tests.refusals import reasons

pytestmark = pytest.mark.usefixtures("told_by_mail")


def deliver() -> None:
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def told(proposal: Proposal) -> list[tuple[str, int | None]]:
    rows = Notice.objects.filter(because=f"citizen_proposal:{proposal.pk}").order_by("pk")
    return [(row.facts["news"], row.about_id) for row in rows]


def supported_by(proposal: Proposal, number: int = 1) -> list[Any]:
    patrons = [a_patron() for _ in range(number)]
    for patron in patrons:
        actions.support(proposal=proposal, person=patron.person, by=a_member_acting(patron), at=NOW)
    return patrons


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        (State.PUBLISHED, Step.REVIEW, State.IN_REVIEW),
        (State.POSTPONED, Step.REVIEW, State.IN_REVIEW),
        (State.PUBLISHED, Step.ACCEPT, State.ACCEPTED),
        (State.IN_REVIEW, Step.ACCEPT_CHANGED, State.ACCEPTED_CHANGED),
        (State.IN_REVIEW, Step.DECLINE, State.DECLINED),
        (State.IN_REVIEW, Step.POSTPONE, State.POSTPONED),
        (State.POSTPONED, Step.POSTPONE, None),
        (State.POSTPONED, Step.ACCEPT, State.ACCEPTED),
        (State.ACCEPTED, Step.SCHEDULE, State.SCHEDULED),
        (State.ACCEPTED_CHANGED, Step.FINISH, State.DONE),
        (State.SCHEDULED, Step.FINISH, State.DONE),
        (State.PUBLISHED, Step.SCHEDULE, None),
        (State.PUBLISHED, Step.FINISH, None),
        (State.DECLINED, Step.ACCEPT, None),
        (State.DONE, Step.FINISH, None),
        (State.DRAFT, Step.REVIEW, None),
        (State.WITHDRAWN, Step.ACCEPT, None),
    ],
)
def test_what_becomes_of_a_proposal(state: State, step: Step, after: State | None) -> None:
    assert rules.state_after(state, step) == after


@pytest.mark.parametrize(("within", "expected"), [(1, date(2026, 3, 3)), (2, date(2026, 3, 5)), (3, None), (0, None)])
def test_the_answer_is_due_after_so_many_open_days(within: int, expected: date | None) -> None:
    assert rules.due_on([date(2026, 3, 3), date(2026, 3, 5)], within) == expected


@pytest.mark.django_db
def test_a_draft_is_its_authors_until_it_is_published_whole(nothing_changes: NothingChanges) -> None:
    draft = found(a_draft_proposal(about=""))
    assert list(queries.proposals_shown()) == []
    with nothing_changes():
        assert reasons(lambda: actions.publish(proposal=draft, by=author_of(draft), at=NOW)) == ["about_missing"]
        for by in (VISITOR, a_stranger, SYSTEM):
            with pytest.raises(NotAllowed):
                actions.publish(proposal=draft, by=by, at=NOW)  # type: ignore[arg-type]
    changed = actions.change(proposal=draft, title="Bangku", about="Di taman", by=author_of(draft), at=NOW)
    published = actions.publish(proposal=changed, by=author_of(draft), at=NOW)
    assert published.case
    assert (published.state, published.due_on, published.case.kind) == ("published", date(2026, 3, 16), "proposal")
    assert [each.pk for each in queries.proposals_shown()] == [draft.pk]
    again = {"proposal": found(draft), "by": author_of(draft), "at": NOW}
    assert reasons(lambda: actions.publish(**again)) == ["not_draft"]


a_stranger = an_actor("programmes.plan")


@pytest.mark.django_db
def test_a_point_that_takes_none_takes_none() -> None:
    patron = a_patron()
    given = {"author": patron.person, "at_point": patron.home_point, "about": "", "at": NOW}
    assert reasons(lambda: actions.write(title="Bangku", **given)) == ["not_open"]
    assert reasons(lambda: actions.write(title=" ", **given)) == ["title_missing"]


@pytest.mark.django_db
def test_each_person_supports_once_and_nobody_is_named(nothing_changes: NothingChanges) -> None:
    proposal = a_published_proposal()
    (patron,) = supported_by(proposal)
    same = {"proposal": proposal, "person": patron.person, "by": a_member_acting(patron), "at": NOW}
    own = {"proposal": proposal, "person": proposal.author, "by": author_of(proposal), "at": NOW}
    with nothing_changes():
        assert reasons(lambda: actions.support(**same)) == ["supported_before"]
        assert reasons(lambda: actions.support(**own)) == ["own_proposal"]
        assert reasons(lambda: actions.support(**(same | {"by": VISITOR}))) == ["not_supported_now"]
    assert found(proposal).number_of_supports == 1  # type: ignore[attr-defined]
    stop = {"proposal": proposal, "person": patron.person, "by": a_member_acting(patron)}
    actions.stop_supporting(**stop)
    assert reasons(lambda: actions.stop_supporting(**stop)) == ["not_supporting"]


@pytest.mark.django_db
def test_words_that_somebody_supports_stay_as_a_version_and_supporters_are_told() -> None:
    proposal = a_published_proposal()
    by = author_of(proposal)
    actions.change(proposal=proposal, title="Bangku", about="Satu", by=by, at=NOW)
    assert not Version.objects.exists()
    first, second = supported_by(proposal, 2)
    deliver()
    actions.change(proposal=found(proposal), title="Bangku", about="Satu", by=by, at=NOW)
    assert not Version.objects.exists()
    actions.change(proposal=found(proposal), title="Bangku", about="Tiga", by=by, at=later(minutes=1))
    deliver()
    (version,) = queries.versions_of(proposal)
    assert (version.number, version.about, found(proposal).version, found(proposal).about) == (1, "Satu", 2, "Tiga")
    assert told(proposal) == [("version", first.person_id), ("version", second.person_id)]


@pytest.mark.django_db
def test_an_accepted_proposal_becomes_the_draft_of_an_event_and_everybody_hears(
    nothing_changes: NothingChanges,
) -> None:
    proposal = a_published_proposal()
    (patron,) = supported_by(proposal)
    staff = an_actor("programmes.plan", "cases.answer", at_point=proposal.service_point)
    elsewhere = an_actor("programmes.plan", at_point=a_point())
    with nothing_changes():
        given = {"proposal": proposal, "step": Step.ACCEPT, "by": staff, "at": NOW}
        assert reasons(lambda: actions.answer(words=" ", **given)) == ["words_missing"]
        for by in (VISITOR, author_of(proposal), elsewhere):
            with pytest.raises(NotAllowed):
                actions.answer(**(given | {"by": by}), words="Ya")
    done = actions.answer(words="Kami bangun bulan depan.", **given)
    assert done.occurrence
    occurrence = Occurrence.objects.select_related("programme").get()
    assert (done.state, occurrence.state, occurrence.programme.title) == ("accepted", "draft", proposal.title)
    assert done.case
    done.case.refresh_from_db()
    assert (done.case.state, done.case.outcome) == ("closed", "taken_up")
    deliver()
    assert told(proposal) == [("accepted", proposal.author_id), ("accepted", patron.person_id)]
    again = {"proposal": found(proposal), "by": staff, "at": NOW}
    actions.answer(step=Step.SCHEDULE, **again)
    actions.answer(step=Step.FINISH, **(again | {"proposal": found(proposal)}))
    log = Decision.objects.filter(proposal=proposal).order_by("pk").values_list("state", "words")
    assert list(log) == [
        ("published", ""), ("accepted", "Kami bangun bulan depan."), ("scheduled", ""), ("done", ""),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_decided_is_neither_supported_nor_changed() -> None:
    proposal = a_published_proposal()
    actions.answer(proposal=proposal, step=Step.DECLINE, words="Tidak ada tempat", by=SYSTEM, at=NOW)
    patron, by = a_patron(), author_of(proposal)
    late = {"proposal": found(proposal), "at": NOW}
    mine = {"person": patron.person, "by": a_member_acting(patron)}
    assert reasons(lambda: actions.support(**late, **mine)) == ["not_supported_now"]
    assert reasons(lambda: actions.change(title="x", about="y", by=by, **late)) == ["not_changed_now"]
    assert reasons(lambda: actions.withdraw(by=by, **late)) == ["not_now"]
    assert reasons(lambda: actions.answer(step=Step.ACCEPT, words="Ya", by=SYSTEM, **late)) == ["not_now"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "state"),
    [("taken_up", "accepted"), ("taken_up_changed", "accepted_changed"), ("duplicate", "declined")],
)
def test_an_answer_among_the_requests_is_the_public_answer(outcome: str, state: str) -> None:
    proposal = a_published_proposal()
    assert proposal.case
    staff = an_actor("cases.answer", at_point=proposal.service_point)
    cases.close_case(case=proposal.case, outcome=outcome, words="Begini jawabannya.", by=staff, at=NOW)
    deliver()
    assert (found(proposal).state, found(proposal).answer) == (state, "Begini jawabannya.")


@pytest.mark.django_db
def test_staff_are_reminded_weekly_of_an_answer_that_is_late() -> None:
    proposal = a_published_proposal()
    staff = a_member_of_staff(role="pustakawan", at_point=proposal.service_point)
    assert tasks.remind(later(days=14)) == 0
    assert tasks.remind(later(days=15)) == 1
    assert queries.is_late(found(proposal), at=later(days=15))
    assert tasks.remind(later(days=16)) == 0
    assert tasks.remind(later(days=22)) == 1
    assert told(proposal) == [("late", staff.pk), ("late", staff.pk)]


@pytest.mark.django_db
def test_whoever_is_forgotten_leaves_the_proposal_and_the_number() -> None:
    proposal = a_published_proposal()
    (patron,) = supported_by(proposal)
    assert [len(rows) for rows in queries.kept_about(patron.person_id).values()] == [0, 1]
    personal_data._forget_proposing(patron.person_id, SYSTEM, NOW)
    personal_data._forget_proposing(proposal.author_id or 0, SYSTEM, NOW)
    again = found(proposal)
    assert (again.author, again.about, again.number_of_supports) == (None, proposal.about, 1)  # type: ignore[attr-defined]
    assert not any(queries.kept_about(patron.person_id).values())


@pytest.mark.django_db
def test_a_merge_counts_two_supports_of_one_person_once() -> None:
    proposal, other = a_published_proposal(), a_published_proposal()
    gone, kept = supported_by(proposal, 2)
    actions.support(proposal=other, person=gone.person, by=a_member_acting(gone), at=NOW)
    merge = people.merge_persons(gone=gone.person, keep=kept.person, because="dua kali", by=SYSTEM, at=NOW)
    deliver()
    assert set(Support.objects.values_list("proposal", "person")) == {
        (proposal.pk, kept.person_id),
        (other.pk, kept.person_id),
    }
    people.undo_merge(merge=merge, by=SYSTEM, at=NOW)
    deliver()
    assert Support.objects.filter(proposal=other, person=gone.person_id).exists()


@pytest.mark.django_db
def test_a_year_after_the_answer_support_is_only_a_number() -> None:
    proposal = a_published_proposal()
    supported_by(proposal, 2)
    actions.answer(proposal=proposal, step=Step.DECLINE, words="Maaf", by=SYSTEM, at=NOW)
    assert tasks.part_from_persons(later(days=364)) == 0
    assert tasks.part_from_persons(later(days=366)) == 2
    assert found(proposal).number_of_supports == 2  # type: ignore[attr-defined]

"""Citizens' proposals for tests, at a point that answers within fourteen open days."""

from typing import Any

from pustakota.contexts.community import actions, queries
from pustakota.contexts.community.models import Proposal
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM, Actor
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_patron

TITLE, ABOUT = "Bangku baca di taman", "Dua bangku di bawah pohon, dengan kotak buku."


def a_draft_proposal(
    *, patron: Patron | None = None, at_point: ServicePoint | None = None, title: str = TITLE, about: str = ABOUT
) -> Proposal:
    patron = patron or a_patron()
    point = at_point or patron.home_point
    actions.promise(at_point=point, is_open=True, answer_within=14, by=SYSTEM)
    return actions.write(author=patron.person, at_point=point, title=title, about=about, at=NOW)


def a_published_proposal(**given: Any) -> Proposal:
    draft = a_draft_proposal(**given)
    actions.publish(proposal=draft, by=author_of(draft), at=NOW)
    return found(draft)


def author_of(proposal: Proposal) -> Actor:
    """Whoever wrote it, signed in."""
    return a_member_acting(Patron.objects.select_related("person__account").get(person=proposal.author_id))


def found(proposal: Proposal) -> Proposal:
    """As a page finds it."""
    again = queries.proposal(proposal.pk)
    assert again is not None
    return again

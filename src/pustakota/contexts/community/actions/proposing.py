"""A citizen writes, publishes, changes and withdraws a proposal; others support it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.community import permissions, queries, rules
from pustakota.contexts.community.actions.becoming import decide, held_proposal, refused
from pustakota.contexts.community.errors import ProposalRefused
from pustakota.contexts.community.events import CitizenProposalChanged
from pustakota.contexts.community.models import Proposal, State, Support, Version
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.cases.actions import Source
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def write(*, author: Person, at_point: ServicePoint, title: str, about: str, at: datetime) -> Proposal:
    """Begin a proposal: nobody sees it but its author."""
    if not title.strip():
        raise refused("title_missing")
    if not queries.promise_of(at_point).is_open:
        raise refused("not_open")
    return Proposal.objects.create(
        service_point=at_point, author=author, title=" ".join(title.split()), about=about.strip(), made_at=at
    )


@transaction.atomic
def publish(*, proposal: Proposal, by: Actor, at: datetime, source: Source = cases.Source.WEB) -> Proposal:
    """Show it to everybody; from now on the library owes an answer, and finds it among the requests."""
    permissions.need_own(by, proposal)
    held = held_proposal(proposal)
    reasons = rules.reasons_not_to_publish(
        state=rules.State(held.state),
        title=held.title,
        about=held.about,
        is_open=queries.promise_of(held.service_point).is_open,
    )
    if reasons:
        raise ProposalRefused(*reasons)
    held.case = cases.open_case(
        kind=cases.Kind.PROPOSAL,
        subject=held.title,
        text=held.about,
        at_point=held.service_point,
        asker=held.author,
        about=reverse("public:citizen_proposal", args=[held.pk])[:60],
        source=source,
        by=by,
        at=at,
    )
    held.published_at, held.due_on = at, queries.due_on(held.service_point, at=at)
    return decide(held, State.PUBLISHED, at=at)


@transaction.atomic
def change(*, proposal: Proposal, title: str, about: str, by: Actor, at: datetime) -> Proposal:
    """Other words; those that somebody supported stay as a version, and whoever supports is told."""
    permissions.need_own(by, proposal)
    held = held_proposal(proposal)
    if held.state != State.DRAFT and held.state not in rules.OPEN:
        raise refused("not_changed_now")
    if not title.strip():
        raise refused("title_missing")
    if held.state != State.DRAFT and not about.strip():
        raise refused("about_missing")
    same = (held.title, held.about) == (" ".join(title.split()), about.strip())
    supports = Support.objects.filter(proposal=held).count()
    if not same and rules.is_new_version(state=rules.State(held.state), supports=supports):
        Version.objects.create(proposal=held, number=held.version, title=held.title, about=held.about, until=at)
        held.version += 1
        changed = CitizenProposalChanged(proposal_id=held.pk, state=held.state, news="version")
        outbox.announce(changed, at=at)
    held.title, held.about = " ".join(title.split()), about.strip()
    held.save(update_fields=["title", "about", "version"])
    return held


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """The author does not want it any more, while nothing is decided."""
    permissions.need_own(by, proposal)
    held = held_proposal(proposal)
    if held.state != State.DRAFT and held.state not in rules.OPEN:
        raise refused("not_now")
    return decide(held, State.WITHDRAWN, at=at)


@transaction.atomic
def support(*, proposal: Proposal, person: Person, by: Actor, at: datetime) -> Support:
    """Say that one wants it, too: once for each person; the number is public, the names are not."""
    if not by.acts_for(person.pk):
        raise refused("not_supported_now")
    held = held_proposal(proposal)
    reasons = rules.reasons_not_to_support(
        state=rules.State(held.state),
        is_author=held.author_id == person.pk,
        has_supported=queries.has_supported(held, person.pk),
    )
    if reasons:
        raise ProposalRefused(*reasons)
    return Support.objects.create(proposal=held, person=person, at=at)


@transaction.atomic
def stop_supporting(*, proposal: Proposal, person: Person, by: Actor) -> None:
    """One does not want it any more."""
    held = held_proposal(proposal)
    own = Support.objects.filter(proposal=held, person=person)
    if not by.acts_for(person.pk) or held.state not in rules.OPEN or not own.exists():
        raise refused("not_supporting")
    own.delete()

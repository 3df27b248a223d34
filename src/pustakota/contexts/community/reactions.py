"""What the community does when facts become known."""

from pustakota.contexts.cases import events as cases
from pustakota.contexts.cases import queries as requests
from pustakota.contexts.community import actions, events
from pustakota.contexts.people import events as people
from pustakota.contexts.people import queries as persons
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM


def follow_case(event: cases.CaseClosed) -> None:
    """A proposal that was answered among the requests is answered in public with the same words."""
    words = requests.last_words(event.case_id)
    actions.follow_case(case_id=event.case_id, outcome=event.outcome, words=words, by=SYSTEM, at=clock.now())


def tell_of_proposal(event: events.CitizenProposalChanged) -> None:
    """Tell the author and those who support."""
    actions.tell_of_proposal(proposal_id=event.proposal_id, state=event.state, news=event.news, at=clock.now())


def move_to_kept(event: people.PersonsMerged) -> None:
    """What the entry that is gone proposed and supported is the kept one's, unless the merge was undone meanwhile."""
    if persons.merge_stands(event.merge_id):
        actions.follow_merge(merge_id=event.merge_id, gone_id=event.gone_id, kept_id=event.kept_id)


def move_back(event: people.MergeUndone) -> None:
    """What a merge moved goes back."""
    actions.undo_merge(merge_id=event.merge_id, gone_id=event.gone_id)

"""Who reacts to what: the whole traffic between contexts on one page."""

from pustakota.config import documents
from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.circulation import events as circulation
from pustakota.contexts.circulation import reactions as circulation_reactions
from pustakota.contexts.insights import reactions as insights_reactions
from pustakota.contexts.notices import reactions as notices_reactions
from pustakota.contexts.people import events as people
from pustakota.contexts.visits import events as visits
from pustakota.foundation.outbox import Subscriptions

SUBSCRIPTIONS: Subscriptions = {
    catalogue.RecordsChanged: [documents.index_records],
    circulation.ItemLent: [circulation_reactions.push_availability, circulation_reactions.settle_calls],
    circulation.ItemReturned: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_loans],
    circulation.ItemLost: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_loans],
    circulation.LoanRenewed: [circulation_reactions.tell_renewed],
    circulation.HoldReady: [circulation_reactions.push_availability, circulation_reactions.tell_hold_ready],
    circulation.HoldSent: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_holds],
    people.MemberRegistered: [notices_reactions.welcome],
    people.ConsentWithdrawn: [circulation_reactions.forget_history],
    people.PersonsMerged: [notices_reactions.follow_merge, circulation_reactions.move_to_kept],
    people.MergeUndone: [circulation_reactions.move_back],
    visits.PastDayChanged: [insights_reactions.count_again],
    circulation.HoldEnded: [circulation_reactions.push_availability, circulation_reactions.stop_telling_of_holds],
}

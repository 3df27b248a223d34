"""Who reacts to what: the whole traffic between contexts on one page."""

from pustakota.config import documents
from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.circulation import events as circulation
from pustakota.contexts.circulation import reactions as circulation_reactions
from pustakota.foundation.outbox import Subscriptions

SUBSCRIPTIONS: Subscriptions = {
    catalogue.RecordsChanged: [documents.index_records],
    circulation.ItemLent: [circulation_reactions.push_availability],
    circulation.ItemReturned: [circulation_reactions.push_availability],
    circulation.HoldReady: [circulation_reactions.push_availability],
    circulation.HoldSent: [circulation_reactions.push_availability],
    circulation.HoldEnded: [circulation_reactions.push_availability],
}

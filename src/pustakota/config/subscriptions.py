"""Who reacts to what: the whole traffic between contexts on one page."""

from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.catalogue import reactions as catalogue_reactions
from pustakota.contexts.circulation import events as circulation
from pustakota.contexts.circulation import reactions as circulation_reactions
from pustakota.foundation.outbox import Subscriptions

SUBSCRIPTIONS: Subscriptions = {
    catalogue.RecordsChanged: [catalogue_reactions.index_records],
    circulation.ItemLent: [circulation_reactions.push_availability],
    circulation.ItemReturned: [circulation_reactions.push_availability],
    circulation.HoldReady: [circulation_reactions.push_availability],
    circulation.HoldSent: [circulation_reactions.push_availability],
    circulation.HoldEnded: [circulation_reactions.push_availability],
}

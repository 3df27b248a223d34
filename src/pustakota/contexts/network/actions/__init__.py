"""The verbs of the network: keep sources and harvest them, part and join what is one title, keep targets."""

from pustakota.contexts.network.actions.deciding import join_groups, part_entry
from pustakota.contexts.network.actions.harvesting import Progress, harvest
from pustakota.contexts.network.actions.own_titles import follow_records, note_own_titles
from pustakota.contexts.network.actions.sources import add_source, change_source, harvest_soon, look_again
from pustakota.contexts.network.actions.targets import add_target, change_target, remove_target

__all__ = [
    "Progress",
    "add_source",
    "add_target",
    "change_source",
    "change_target",
    "follow_records",
    "harvest",
    "harvest_soon",
    "join_groups",
    "look_again",
    "note_own_titles",
    "part_entry",
    "remove_target",
]

"""What reading does when facts become known."""

from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.people import events as people
from pustakota.contexts.people import queries as persons
from pustakota.contexts.reading import actions


def move_to_kept(event: people.PersonsMerged) -> None:
    """What the entry that is gone kept is kept by the one that stays, unless the merge was undone meanwhile."""
    if persons.merge_stands(event.merge_id):
        actions.follow_merge(merge_id=event.merge_id, gone_id=event.gone_id, kept_id=event.kept_id)


def move_back(event: people.MergeUndone) -> None:
    """What a merge moved goes back."""
    actions.undo_merge(merge_id=event.merge_id, gone_id=event.gone_id)


def follow_records(event: catalogue.RecordsMerged) -> None:
    """A merged title stands in lists as the one that stays."""
    actions.follow_records(record_id=event.record_id, survivor_id=event.survivor_id)

"""What cases do about what they announce themselves: tell whoever asked."""

from pustakota.contexts.cases import actions, events
from pustakota.foundation import clock


def tell_answered(event: events.CaseAnswered | events.CaseClosed) -> None:
    """Tell the asker that the library answered."""
    actions.tell_answered(case_id=event.case_id, at=clock.now())


def stop_telling(event: events.CaseReopened) -> None:
    """Whoever asks further has read the answer."""
    actions.stop_telling(case_id=event.case_id, at=clock.now())

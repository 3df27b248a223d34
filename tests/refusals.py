"""What an action that refuses says."""

from collections.abc import Callable

import pytest

from pustakota.foundation.errors import Refusal


def reasons(act: Callable[[], object]) -> list[str]:
    """The codes of the reasons for which an action is refused; each has a sentence that somebody can read."""
    with pytest.raises(Refusal) as refused:
        act()
    assert all(each.message for each in refused.value.worded())
    return [reason.code for reason in refused.value.reasons]

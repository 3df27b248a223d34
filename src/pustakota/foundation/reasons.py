"""A reason for a no, in plain Python: a stable code for machines, facts for words and tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a refusal. ``overridable``: somebody with the right may act against it, saying why."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    overridable: bool = True

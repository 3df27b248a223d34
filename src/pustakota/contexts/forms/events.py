"""What forms announce: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPublished(Event):
    """A form is asked in a new version from now on."""

    form: str
    version: int

    @property
    def subject(self) -> str:
        return f"form:{self.form}"

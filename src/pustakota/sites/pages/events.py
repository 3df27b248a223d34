"""What this site announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanged(Event):
    """A page of text was published, published anew, or taken away."""

    page_id: int

    @property
    def subject(self) -> str:
        return f"page:{self.page_id}"

"""What happens to pages by the clock."""

from datetime import datetime

from pustakota.sites.pages import actions


def publish_on_time(at: datetime) -> int:
    """Publish and take away what was scheduled for now."""
    return actions.keep_the_schedule(by=actions.SYSTEM, at=at)

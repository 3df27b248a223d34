"""Who keeps festivals: whoever plans programmes at the point; reviewing and noting is for whoever hosts there."""

from pustakota.contexts.programmes.permissions import HOST, PLAN, may_host, may_plan

__all__ = ["HOST", "PLAN", "may_host", "may_plan"]

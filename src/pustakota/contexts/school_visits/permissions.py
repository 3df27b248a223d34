"""Who arranges visits: whoever plans programmes at the point; whoever hosts there notes who came."""

from pustakota.contexts.programmes.permissions import HOST, PLAN, may_host, may_plan

__all__ = ["HOST", "PLAN", "may_host", "may_plan"]

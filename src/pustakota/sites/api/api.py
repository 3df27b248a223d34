"""The API: mounts the contexts' routers."""

from ninja import NinjaAPI

api = NinjaAPI(title="Pustakota", version="1", urls_namespace="api")

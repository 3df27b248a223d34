from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "pustakota.contexts.search"
    label = "search"

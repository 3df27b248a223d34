"""Django's entry for the demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "pustakota.demo"
    label = "demo"

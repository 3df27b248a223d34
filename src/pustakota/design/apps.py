from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "pustakota.design"
    label = "design"

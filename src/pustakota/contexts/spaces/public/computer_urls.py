"""Addresses of the page on a public computer, and of the queue's display."""

from django.urls import path

from pustakota.contexts.spaces.public import computers

app_name = "computer"
urlpatterns = [
    path("", computers.screen, name="screen"),
    path("keadaan/", computers.state, name="state"),
    path("pasang/", computers.pair, name="pair"),
    path("antrean/<slug:code>/", computers.queue, name="queue"),
]

"""Addresses of the kiosk, for browsers that were opened as one."""

from django.urls import path

from pustakota.contexts.visits.public import kiosk

app_name = "kiosk"
urlpatterns = [
    path("", kiosk.start, name="start"),
    path("pasang/", kiosk.pair, name="pair"),
    path("tamu/", kiosk.guest, name="guest"),
    path("rombongan/", kiosk.group, name="group"),
    path("terima-kasih/", kiosk.thanks, name="thanks"),
    path("tutup/", kiosk.leave, name="leave"),
]

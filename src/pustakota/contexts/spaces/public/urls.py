"""Addresses on the public site. The calendar file of a thing stands in people's calendars: it never changes."""

from django.urls import path

from pustakota.contexts.spaces.public import door, feeds, printing, recording

urlpatterns = [
    path("ruang/cetak/", printing.send_print, name="send_print"),
    path("akun/cetak/", printing.my_prints, name="my_prints"),
    path("akun/cetak/<slug:code>/batal/", printing.withdraw_print, name="withdraw_print"),
    path("ruang/<int:resource_id>/kalender.ics", feeds.of_resource, name="room_calendar"),
    path("ruang/<int:resource_id>/pintu/", door.door, name="door"),
    path("akun/ruang/<slug:code>/rekaman/", recording.recorded_people, name="recorded_people"),
    path("rekaman/<slug:code>/", recording.recording_consent, name="recording_consent"),
]

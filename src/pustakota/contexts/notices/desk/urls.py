"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.notices.desk import by_hand, log

urlpatterns = [
    path("pesan/", by_hand.to_send, name="messages"),
    path("pesan/cetak/", by_hand.on_paper, name="messages_on_paper"),
    path("pesan/keluar/", log.sent, name="messages_sent"),
    path("pesan/keluar/uji/", log.trial, name="trial_message"),
    path("pesan/<str:code>/terkirim/", by_hand.note_sent, name="message_sent"),
    path("pesan/<str:code>/nomor-salah/", by_hand.note_wrong_number, name="message_wrong_number"),
    path("pesan/<str:code>/berhenti/", by_hand.stop, name="message_stop"),
    path("pesan/<str:code>/ulang/", log.try_again, name="message_again"),
]

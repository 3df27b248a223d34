"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.notices.desk import by_hand, held, log, news, timetables

urlpatterns = [
    path("pesan/", by_hand.to_send, name="messages"),
    path("pesan/cetak/", by_hand.on_paper, name="messages_on_paper"),
    path("pesan/tertahan/", held.held, name="messages_held"),
    path("pesan/tertahan/putuskan/", held.decide, name="decide_held"),
    path("pesan/keluar/", log.sent, name="messages_sent"),
    path("pesan/keluar/uji/", log.trial, name="trial_message"),
    path("pesan/aturan/", timetables.timetables, name="message_rules"),
    path("pesan/aturan/baru/", timetables.new, name="new_message_rule"),
    path("pesan/aturan/<int:row_id>/", timetables.change, name="message_rule"),
    path("pesan/aturan/<int:row_id>/hapus/", timetables.remove, name="remove_message_rule"),
    path("pesan/kabar/", news.news, name="news"),
    path("pesan/kabar/topik/", news.new_topic, name="new_topic"),
    path("pesan/kabar/topik/<slug:code>/", news.topic, name="topic"),
    path("pesan/<str:code>/terkirim/", by_hand.note_sent, name="message_sent"),
    path("pesan/<str:code>/nomor-salah/", by_hand.note_wrong_number, name="message_wrong_number"),
    path("pesan/<str:code>/berhenti/", by_hand.stop, name="message_stop"),
    path("pesan/<str:code>/ulang/", log.try_again, name="message_again"),
]

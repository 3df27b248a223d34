"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.visits.desk import corrections, gate, guest_book, kiosk, reading

urlpatterns = [
    path("buku-tamu/", guest_book.show, name="guest_book"),
    path("buku-tamu/rombongan/", guest_book.group, name="guest_group"),
    path("buku-tamu/nihil/", guest_book.nothing, name="nothing_to_count"),
    path("buku-tamu/<int:visit_id>/perbaiki/", corrections.visit, name="correct_visit"),
    path("buku-tamu/penghitung/", gate.show, name="gate_counts"),
    path("baca-di-tempat/", reading.show, name="reading_in_place"),
    path("baca-di-tempat/tanpa-barkode/", reading.other, name="other_reading"),
    path("baca-di-tempat/<int:use_id>/perbaiki/", corrections.reading, name="correct_reading"),
    path("kios/", kiosk.open_kiosk, name="open_kiosk"),
]

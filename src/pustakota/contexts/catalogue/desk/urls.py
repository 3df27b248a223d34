"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.catalogue.desk import copies, references, titles, works

urlpatterns = [
    path("judul/baru/", titles.new, name="new_title"),
    path("judul/<int:record_id>/sunting/", titles.edit, name="edit_title"),
    path("judul/<int:record_id>/tampil/", titles.show_or_hide, name="show_or_hide"),
    path("judul/<int:record_id>/eksemplar/", copies.add, name="copies"),
    path("judul/<int:record_id>/karya/", works.show, name="work"),
    path("judul/<int:record_id>/karya/pisah/", works.part, name="part_work"),
    path("judul/<int:record_id>/karya/gabung/", works.join, name="join_works"),
    path("judul/<int:record_id>/karya/batal/<int:decision_id>/", works.take_back, name="take_back_work"),
    path("judul/<int:record_id>/label/", copies.labels, name="labels"),
    path("rujukan/", references.references, name="references"),
    path("rujukan/<int:reference_id>/hapus/", references.withdraw, name="withdraw_reference"),
    path("eksemplar/<str:barcode>/", copies.change, name="copy"),
]

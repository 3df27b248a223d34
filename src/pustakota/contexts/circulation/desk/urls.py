"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.circulation.desk import holds, lists

urlpatterns = [
    path("rak-siap/", lists.hold_shelf, name="hold_shelf"),
    path("ambil/", lists.pull_list, name="pull_list"),
    path("bersihkan/", lists.to_clear, name="to_clear"),
    path("terlambat/", lists.overdue, name="overdue"),
    path("judul/<int:record_id>/pesan/", holds.place, name="place_hold"),
    path("pesanan/<str:code>/batal/", holds.cancel, name="cancel_hold"),
    path("pesanan/<str:code>/bersih/", holds.clear, name="clear_hold"),
    path("pesanan/<str:code>/slip/", holds.slip, name="slip"),
]

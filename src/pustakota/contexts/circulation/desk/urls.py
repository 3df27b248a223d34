"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.circulation.desk import holds, leaving, lists, lost, policies, withdrawing

urlpatterns = [
    path("masukkan-ulang/", lost.show, name="lost"),
    path("masukkan-ulang/catat/", lost.enter, name="enter_lost"),
    path("masukkan-ulang/kesampingkan/", lost.put_aside, name="put_lost_aside"),
    path("aturan/", policies.policies, name="policies"),
    path("aturan/baru/", policies.new, name="new_policy"),
    path("aturan/juga-dipinjam/", policies.also_borrowed, name="also_borrowed_rule"),
    path("aturan/<int:policy_id>/", policies.change, name="policy"),
    path("aturan/<int:policy_id>/akhiri/", policies.end, name="end_policy"),
    path("rak-siap/", lists.hold_shelf, name="hold_shelf"),
    path("ambil/", lists.pull_list, name="pull_list"),
    path("bersihkan/", lists.to_clear, name="to_clear"),
    path("terlambat/", lists.overdue, name="overdue"),
    path("pinjaman/<int:loan_id>/hilang/", leaving.declare_lost, name="declare_lost"),
    path("eksemplar/<str:barcode>/keluarkan/", withdrawing.withdraw, name="withdraw"),
    path("anggota/<str:card>/bebas-pustaka/", leaving.clearance, name="clearance"),
    path("judul/<int:record_id>/pesan/", holds.place, name="place_hold"),
    path("pesanan/<str:code>/batal/", holds.cancel, name="cancel_hold"),
    path("pesanan/<str:code>/bersih/", holds.clear, name="clear_hold"),
    path("pesanan/<str:code>/slip/", holds.slip, name="slip"),
]

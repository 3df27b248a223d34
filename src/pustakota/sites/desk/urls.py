"""Addresses of the desk: its own pages, and those of the contexts, all behind one door."""

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.urls import path

from pustakota.sites.desk import (
    box,
    handbook,
    members,
    more,
    privacy,
    recommending,
    sign_in,
    titles,
    tomorrow,
    weighing,
)
from pustakota.sites.desk.gate import behind_the_door, staff

app_name = "desk"
# The camera's reader is WebAssembly where the phone has none of its own.
with_camera = csp_update({"script-src": [WASM_UNSAFE_EVAL]})
urlpatterns = [
    path("masuk/", sign_in.sign_in, name="sign_in"),
    path("keluar/", sign_in.sign_out, name="sign_out"),
    path("", with_camera(staff(box.start)), name="start"),
    path("perpanjang/", staff(box.renew), name="renew"),
    path("urungkan/", staff(box.undo), name="undo"),
    path("urungkan-kembali/", staff(box.undo_return), name="undo_return"),
    path("bantuan/", staff(handbook.index), name="help"),
    path("bantuan/<slug:slug>/", staff(handbook.page), name="help_page"),
    path("lainnya/", staff(more.more), name="more"),
    path("titik/", staff(sign_in.sit_down), name="sit_down"),
    path("data-pribadi/", staff(privacy.register), name="privacy"),
    path("data-pribadi/dilihat/", staff(privacy.looks), name="looks"),
    path("rekomendasi/", staff(recommending.recommendations), name="recommendations"),
    path("judul/<int:record_id>/", staff(titles.title), name="title"),
    path("pencarian/", staff(weighing.weighing), name="weighing"),
    path("pencarian/coba/", staff(weighing.trial), name="weighing_trial"),
    path("pencarian/pertanyaan/", staff(weighing.add), name="add_judged_query"),
    path("pencarian/pertanyaan/<int:query_id>/", staff(weighing.judged), name="judged_query"),
    path("pencarian/pertanyaan/<int:query_id>/hapus/", staff(weighing.forget), name="forget_judged_query"),
    path("pesan/besok/", staff(tomorrow.tomorrow), name="messages_tomorrow"),
    *behind_the_door("pustakota.contexts.organisation.desk.urls"),
    *behind_the_door("pustakota.contexts.people.desk.urls"),
    *behind_the_door("pustakota.contexts.catalogue.desk.urls"),
    *behind_the_door("pustakota.contexts.network.desk.urls"),
    *behind_the_door("pustakota.contexts.circulation.desk.urls"),
    *behind_the_door("pustakota.contexts.notices.desk.urls"),
    *behind_the_door("pustakota.contexts.cases.desk.urls"),
    *behind_the_door("pustakota.contexts.charges.desk.urls"),
    *behind_the_door("pustakota.contexts.credentials.desk.urls"),
    *behind_the_door("pustakota.contexts.forms.desk.urls"),
    *behind_the_door("pustakota.contexts.spaces.desk.urls"),
    *behind_the_door("pustakota.contexts.programmes.desk.urls"),
    *behind_the_door("pustakota.contexts.school_visits.desk.urls"),
    *behind_the_door("pustakota.contexts.fieldwork.desk.urls"),
    *behind_the_door("pustakota.contexts.festivals.desk.urls"),
    *behind_the_door("pustakota.contexts.organisers.desk.urls"),
    *behind_the_door("pustakota.contexts.community.desk.urls"),
    *behind_the_door("pustakota.contexts.visits.desk.urls"),
    *behind_the_door("pustakota.contexts.insights.desk.urls"),
    *behind_the_door("pustakota.contexts.privacy.desk.urls"),
    *behind_the_door("pustakota.sites.operator.desk_urls"),
    path("anggota/<str:card>/", staff(members.member), name="member"),
]

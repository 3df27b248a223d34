"""Addresses of the desk: its own pages, and those of the contexts, all behind one door."""

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.urls import path

from pustakota.sites.desk import box, handbook, members, more, sign_in, titles
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
    path("bantuan/", staff(handbook.index), name="help"),
    path("bantuan/<slug:slug>/", staff(handbook.page), name="help_page"),
    path("lainnya/", staff(more.more), name="more"),
    path("titik/", staff(sign_in.sit_down), name="sit_down"),
    path("judul/<int:record_id>/", staff(titles.title), name="title"),
    *behind_the_door("pustakota.contexts.organisation.desk.urls"),
    *behind_the_door("pustakota.contexts.people.desk.urls"),
    *behind_the_door("pustakota.contexts.circulation.desk.urls"),
    *behind_the_door("pustakota.contexts.notices.desk.urls"),
    *behind_the_door("pustakota.contexts.cases.desk.urls"),
    *behind_the_door("pustakota.contexts.charges.desk.urls"),
    *behind_the_door("pustakota.contexts.credentials.desk.urls"),
    *behind_the_door("pustakota.contexts.forms.desk.urls"),
    *behind_the_door("pustakota.contexts.visits.desk.urls"),
    *behind_the_door("pustakota.contexts.insights.desk.urls"),
    *behind_the_door("pustakota.sites.operator.desk_urls"),
    path("anggota/<str:card>/", staff(members.member), name="member"),
]

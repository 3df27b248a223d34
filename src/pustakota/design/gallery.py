"""What the gallery shows: examples for each component in each of its states."""

from datetime import date, time

from django import forms

from pustakota.design.charts import Bar
from pustakota.design.gallery_words import WORDS
from pustakota.design.illustrations import DRAWINGS
from pustakota.design.parts import Definition, FacetValue, Link

TODAY = date(2026, 11, 21)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=WORDS["nama_lengkap"], help_text=WORDS["seperti_di_kartu"])
    email = forms.EmailField(label=WORDS["surel"], required=False)
    point = forms.ChoiceField(label=WORDS["ambil_di"], choices=[("1", "Perpustakaan Umum"), ("2", "Pusling Junrejo")])
    language = forms.ChoiceField(
        label=WORDS["bahasa"],
        choices=[("id", "Indonesia"), ("en", "Inggris"), ("jv", "Jawa")],
        widget=forms.RadioSelect,
    )
    notes = forms.CharField(label=WORDS["catatan"], widget=forms.Textarea(attrs={"rows": 3}), required=False)
    consent = forms.BooleanField(label=WORDS["ingatkan_saya"], required=False)
    card = forms.CharField(label=WORDS["nomor_kartu"], disabled=True, initial="A0001", required=False)


class BrokenForm(forms.Form):
    """Fields that were filled wrongly; prefixed, since it stands on the same page."""

    card = forms.CharField(label=WORDS["nomor_kartu"], help_text=WORDS["tercetak_di_bawah"])
    point = forms.ChoiceField(
        label=WORDS["titik_layanan"], choices=[("1", "Umum"), ("2", "Keliling")], widget=forms.RadioSelect
    )


BOOKS = (
    ("Sejarah Jawa", "Ricklefs, M. C.", "959.8"),
    ("Bumi Manusia", "Toer, Pramoedya Ananta, 1925-2006", "899.221"),
    ("The Malay Archipelago : the land of the orang-utan and the bird of paradise", "Wallace, Alfred Russel", "508"),
    ("Laskar pelangi", "Hirata, Andrea", "813"),
    ("Tafsir al-Azhar", "Hamka", "297"),
    ("Pertanggungjawaban konstitusional Presiden Republik Indonesia dalam ketatanegaraan", "Suwoto", "342"),
    ("Dasar-dasar pemrograman komputer", "Munir", "005"),
    ("Indonesia", "", ""),
)


def gallery_context() -> dict[str, object]:
    broken = BrokenForm({"broken-card": "", "broken-point": "9"}, prefix="broken")
    broken.is_valid()
    return {
        "w": WORDS,
        "form": SampleForm(),
        "broken": broken,
        "books": BOOKS,
        "drawings": tuple(DRAWINGS),
        "reasons": ["Sudah 3 pinjaman, yaitu batasnya.", "Satu pinjaman terlambat sejak 12 November."],
        "one_reason": ["Ada anggota lain yang menunggu buku ini."],
        "home": Link("Beranda", "/"),
        "shelf": Link("Katalog", "/cari"),
        "tabs": [
            Link("Pinjaman", "#pinjaman", current=True, count=2),
            Link("Pesanan", "#pesanan", count=0),
            Link("Kartu", "#kartu", icon="id-card"),
        ],
        "languages": [
            FacetValue("Indonesia", 1204, "?bahasa=", chosen=True),
            FacetValue("Inggris", 87, "?bahasa=eng", without_href="?tanpa.bahasa=eng"),
            FacetValue(
                "Bahasa dengan nama yang sangat panjang sampai dua baris",
                3,
                "?bahasa=x",
                without_href="?tanpa.bahasa=x",
            ),
        ],
        "decades": [FacetValue("2010–2019", 40, "?dasawarsa=2010")],
        "pairs": [
            Definition("Penerbit", "Balai Pustaka, Jakarta"),
            Definition("Tahun", "1920"),
            ("ISBN", "979-407-000-0"),
        ],
        "today": TODAY,
        "bars": [Bar(f"{day}", None if day in {3, 7} else day * 7 % 23, is_missing=day == 3) for day in range(1, 15)],
        "days": [TODAY.replace(day=day) for day in (18, 20, 21, 22, 28)],
        "opens": time(8, 0),
    }

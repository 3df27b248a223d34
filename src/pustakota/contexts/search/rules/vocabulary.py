"""Words that rules alone get wrong. Each list may grow; none of them removes a word from the index."""

STEMS = {
    "pemustaka": "pustaka",
    "perubahan": "ubah",
    "perubah": "ubah",
    "pengarang": "karang",
    "mengarang": "karang",
    "karangan": "karang",
    "penyair": "syair",
    "masakan": "masak",
    "kebudayaan": "budaya",
    "perpustakaan": "pustaka",
    "kepustakaan": "pustaka",
    "islami": "islam",
    "islamiah": "islam",
    "islamiyah": "islam",
    "kristiani": "kristen",
    "penyanyi": "nyanyi",
    "perempuan": "perempuan",
    "beruang": "beruang",
    "pelangi": "pelangi",
    "menteri": "menteri",
    "kementerian": "menteri",
    "kembali": "kembali",
    "mengembalikan": "kembali",
    "pengembalian": "kembali",
    "berlian": "berlian",
    "perintah": "perintah",
    "pemerintah": "perintah",
    "pemerintahan": "perintah",
    "memerintah": "perintah",
    "mengopi": "kopi",
    "pengungsi": "ungsi",
    "pengungsian": "ungsi",
    "petani": "tani",
    "pertanian": "tani",
    "bertani": "tani",
    "penduduk": "duduk",
    "kependudukan": "penduduk",
    "sekali": "sekali",
    "berbagai": "bagai",
    "mereka": "mereka",
    "seni": "seni",
    "kesenian": "seni",
    "seniman": "seni",
    "melayu": "melayu",
    "tangerang": "tangerang",
    "semarang": "semarang",
    "malang": "malang",
    "medan": "medan",
    "sulawesi": "sulawesi",
    "kalimantan": "kalimantan",
    "bali": "bali",
    "belanda": "belanda",
    "indonesia": "indonesia",
}
"""Own word for stems that the affix rules miss, and names that must not be cut."""

EXTRA_ROOTS = (
    "islam",
    "kristen",
    "hindu",
    "buddha",
    "jawa",
    "sunda",
    "batak",
    "internet",
    "wirausaha",
    "aids",
    "waris",
)
"""Roots that the stemmer's dictionary lacks."""

MISLEADING_ROOTS = frozenset({"bacak"})
"""Rare roots of the dictionary that hide a common one."""

PHONE = {
    "yg": "yang", "utk": "untuk", "u/": "untuk", "dgn": "dengan", "dg": "dengan", "kpd": "kepada", "ttg": "tentang",
    "tntg": "tentang", "dlm": "dalam", "krn": "karena", "krna": "karena", "gmn": "bagaimana", "gimana": "bagaimana",
    "bgmn": "bagaimana", "jd": "jadi", "ga": "tidak", "gak": "tidak", "nggak": "tidak", "tdk": "tidak", "tak": "tidak",
    "sbg": "sebagai", "thn": "tahun", "th": "tahun", "org": "orang", "sdh": "sudah", "udah": "sudah", "blm": "belum",
    "sy": "saya", "dr": "dari", "pd": "pada", "spt": "seperti", "kyk": "seperti", "hrs": "harus", "lg": "lagi",
    "klo": "kalau", "kalo": "kalau", "aja": "saja", "bkn": "bukan", "knp": "kenapa", "bhs": "bahasa", "ind": "indonesia",
    "indo": "indonesia", "jkt": "jakarta", "sby": "surabaya", "bdg": "bandung", "perpus": "perpustakaan",
    "prov": "provinsi", "kab": "kabupaten", "kec": "kecamatan", "skrg": "sekarang", "dll": "lainnya", "bln": "bulan",
    "bnyk": "banyak", "byk": "banyak", "sm": "sama", "tmn": "teman", "skolah": "sekolah", "mhs": "mahasiswa",
}  # fmt: skip
"""How words are shortened on a phone; understood beside the letters typed, only in what people ask."""

EQUIVALENTS = (
    ("quran", "alquran", "koran", "qoran", "alkoran"),
    ("fikih", "fiqih", "fiqh", "fikh"),
    ("hadis", "hadits", "hadith"),
    ("salat", "shalat", "sholat", "solat"),
    ("zakat", "zakah"),
    ("ramadan", "ramadhan", "romadhon"),
    ("syariah", "syariat", "syari", "sharia", "shariah"),
    ("tarekat", "tariqah", "thariqah", "thoriqot"),
    ("tasawuf", "tasawwuf", "tashawwuf"),
    ("ponsel", "hp", "handphone", "hape"),
    ("komik", "manga"),
    ("novel", "fiksi"),
    ("umkm", "ukm"),
    ("puisi", "sajak"),
    ("obat", "jamu"),
    ("provinsi", "propinsi"),
    ("praktik", "praktek"),
    ("aktivitas", "aktifitas"),
    ("analisis", "analisa"),
    ("risiko", "resiko"),
    ("keraton", "kraton", "karaton"),
    ("teater", "theater", "theatre"),
    ("filsafat", "falsafah", "philosophy"),
    ("sistem", "system"),
    ("metode", "metoda", "method"),
    ("internet", "daring", "online"),
    ("surel", "email"),
    ("muhammad", "mohammad", "muhamad", "mohamad", "mohamed", "mohammed", "moehammad", "moh", "muh", "md"),
    ("ahmad", "achmad", "ahmed", "akhmad"),
    ("rahmat", "rachmat", "rakhmat"),
    ("yusuf", "jusuf", "joesoef", "yusup", "yoesoef"),
    ("abdurrahman", "abdurrachman", "abdulrahman", "abdoerrachman"),
    ("yakob", "jakob", "yakub", "jakub"),
    ("yogyakarta", "jogjakarta", "djogjakarta", "yogya", "jogja", "jogya"),
    ("surakarta", "solo"),
    ("jakarta", "djakarta", "batavia"),
    ("aceh", "atjeh", "acheh"),
)
"""Words that mean one thing in a library; the first stands for all of them, beside the word itself."""

CHAT = frozenset(
    """ada apa aku saya anda kamu kak bang min mas mbak dong deh sih ya yah nih tolong cari mencari carikan mau ingin
    minta butuh punya baca membaca buku bukunya judul koleksi tentang mengenai soal cara bagaimana gimana gmn ga gak
    nggak enggak tidak yang yg di ke dari dr untuk utk dengan dgn dan atau pada pd dalam dlm oleh para itu ini jadi jd
    menjadi agar supaya biar bisa dapat akan adalah ialah sebagai sbg serta juga lagi lg saja aja ttg kalau kalo klo
    bagus rekomendasi terbaik lengkap the of and a an in on for to how about book books is are with by from
    ka kk gan sis bro gitu kayak buat pengen pengin pingin pgn nyari referensi perpustakaan perpus""".split()  # noqa: SIM905
)
"""Words people put around what they mean. Always looked for; let go only when all words together find nothing."""

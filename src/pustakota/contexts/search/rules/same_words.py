"""Words that mean one thing, several at a time: "ham = hak asasi manusia". Read when somebody asks, not when things are
indexed, so that a line that staff add works at once.

Lines of staff's own stand in the versions of the weights and come on top of these.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pustakota.contexts.search.rules.analysis import OTHER, chunk_tokens
from pustakota.contexts.search.rules.folding import chunks, fold

Name = tuple[str, ...]
"""The folded words of a name."""

LINES = (
    # literature, arts, learning
    "cerpen = cerita pendek",
    "cerita rakyat = folklor = dongeng",
    "lagu = nyanyian = tembang",
    "biografi = riwayat hidup",
    "otobiografi = autobiografi",
    "ensiklopedia = ensiklopedi",
    "gamelan = karawitan",
    "silat = pencak silat",
    "masakan = kuliner = resep",
    "menjahit = tata busana",
    "tata rias = kecantikan",
    "perguruan tinggi = universitas = kampus",
    "paud = pendidikan anak usia dini",
    "tk = taman kanak-kanak",
    "sd = sekolah dasar",
    "smp = sekolah menengah pertama",
    "sma = sekolah menengah atas",
    "smk = sekolah menengah kejuruan",
    "ptk = penelitian tindakan kelas = classroom action research",
    "ipa = ilmu pengetahuan alam",
    "ips = ilmu pengetahuan sosial",
    "pkn = pendidikan kewarganegaraan",
    "bk = bimbingan konseling = bimbingan dan konseling",
    "olahraga = olah raga",
    "sepak bola = sepakbola",
    "bulu tangkis = bulutangkis = badminton",
    # work and trade
    "pengusaha = wirausaha = wirausahawan = usahawan = wiraswasta = entrepreneur",
    "pekerja = buruh = tenaga kerja",
    "tki = tenaga kerja indonesia = buruh migran = pekerja migran",
    "pkl = pedagang kaki lima",
    "pemasaran = marketing",
    "umkm = usaha kecil = usaha mikro kecil dan menengah = small business",
    "bumn = badan usaha milik negara",
    "bumd = badan usaha milik daerah",
    "bumdes = badan usaha milik desa",
    "pt = perseroan terbatas",
    "sdm = sumber daya manusia = human resources",
    "sda = sumber daya alam",
    "bank syariah = bank islam = perbankan syariah",
    "ekonomi syariah = ekonomi islam",
    "krismon = krisis moneter",
    # state and law
    "uu = undang-undang",
    "ruu = rancangan undang-undang",
    "kuhp = kitab undang-undang hukum pidana",
    "ham = hak asasi manusia = human rights",
    "hki = haki = hak kekayaan intelektual = intellectual property",
    "hak cipta = copyright",
    "masyarakat madani = civil society",
    "hukum adat = adat law",
    "kdrt = kekerasan dalam rumah tangga",
    "narkoba = narkotika = napza",
    "pns = asn = pegawai negeri = aparatur sipil negara",
    "apbn = anggaran pendapatan dan belanja negara",
    "apbd = anggaran pendapatan dan belanja daerah",
    "perda = peraturan daerah",
    "otda = otonomi daerah",
    "pemilu = pemilihan umum",
    "pilkada = pemilihan kepala daerah",
    "dpr = dewan perwakilan rakyat",
    "dprd = dewan perwakilan rakyat daerah",
    "mpr = majelis permusyawaratan rakyat",
    "kpk = komisi pemberantasan korupsi",
    "pki = partai komunis indonesia",
    "tni = tentara nasional indonesia",
    "abri = angkatan bersenjata republik indonesia",
    "polri = kepolisian negara republik indonesia",
    "lsm = lembaga swadaya masyarakat = ngo",
    "orba = orde baru = new order",
    "g30s = gestapu = gerakan 30 september",
    # people and health
    "kb = keluarga berencana = family planning",
    "asi = air susu ibu",
    "tbc = tb = tuberkulosis",
    "dbd = demam berdarah",
    "herbal = jamu = tanaman obat = tumbuhan obat",
    "difabel = disabilitas = penyandang cacat",
    "lansia = lanjut usia = manula",
    "prt = pembantu rumah tangga = pekerja rumah tangga",
    # nature and technology
    "amdal = analisis mengenai dampak lingkungan",
    "pemanasan global = perubahan iklim = global warming = climate change",
    "gempa = gempa bumi",
    "sampah = limbah",
    "ai = kecerdasan buatan = artificial intelligence",
    "ti = teknologi informasi",
    "tik = teknologi informasi dan komunikasi",
    "sistem peringatan dini = early warning system",
    # belief
    "masjid = mesjid",
    "nu = nahdlatul ulama = nahdatul ulama",
    "mui = majelis ulama indonesia",
    # places in Indonesian, in English, and as they are shortened
    "aceh = nanggroe aceh darussalam",
    "sumatera = sumatra",
    "sumatera utara = north sumatra = sumut",
    "sumatera barat = west sumatra = sumbar",
    "sumatera selatan = south sumatra = sumsel",
    "kepulauan riau = riau islands = kepri",
    "jawa barat = west java = jabar",
    "jawa tengah = central java = jateng",
    "jawa timur = east java = jatim",
    "diy = daerah istimewa yogyakarta",
    "nusa tenggara barat = west nusa tenggara = ntb",
    "nusa tenggara timur = east nusa tenggara = ntt",
    "kalimantan = borneo",
    "kalimantan barat = west kalimantan = kalbar",
    "kalimantan tengah = central kalimantan = kalteng",
    "kalimantan selatan = south kalimantan = kalsel",
    "kalimantan timur = east kalimantan = kaltim",
    "kalimantan utara = north kalimantan = kaltara",
    "sulawesi = celebes",
    "sulawesi utara = north sulawesi = sulut",
    "sulawesi tengah = central sulawesi = sulteng",
    "sulawesi barat = west sulawesi = sulbar",
    "sulawesi selatan = south sulawesi = sulsel",
    "sulawesi tenggara = southeast sulawesi = sultra",
    "maluku = moluccas",
    "maluku utara = north maluku = malut",
    "papua = irian jaya",
    "papua barat = west papua",
    "timor timur = east timor = timor leste",
    "hindia belanda = dutch east indies = netherlands east indies = netherlands indies",
    "asia tenggara = southeast asia",
    "timur tengah = middle east",
    # persons by the names they go by
    "gus dur = abdurrahman wahid",
    "cak nur = nurcholish madjid",
    "bung karno = sukarno",
    "bung hatta = mohammad hatta",
    "hamka = haji abdul malik karim amrullah",
    "ki hajar dewantara = suwardi suryaningrat",
    "pram = pramoedya ananta toer",
    "romo mangun = mangunwijaya",
)
"""Ways to say one thing, for every library; staff add their own."""


class Names(NamedTuple):
    """What may be said for a name, and of how many words the longest is."""

    others: Mapping[Name, Sequence[Name]]
    longest: int


def name_of(text: str) -> Name:
    """The words of one way to say it, as they stand in the index."""
    return tuple(token for chunk in chunks(fold(text)) for token in chunk_tokens(chunk, OTHER).exact)


def ways_in(line: str) -> list[Name]:
    """The ways of a line, each once; below two it says nothing."""
    return [name for name in dict.fromkeys(name_of(part) for part in line.split("=")) if name]


def others(words: Sequence[str], own: Sequence[str] = ()) -> list[list[Name]]:
    """For each word what it may also be called, alone or with its neighbours; `own`: lines of staff's."""
    known = _names(tuple(own))
    found: list[list[Name]] = [[] for _word in words]
    for first in range(len(words)):
        for last in range(first + 1, min(first + known.longest, len(words)) + 1):
            for name in known.others.get(tuple(words[first:last]), ()):
                for place in found[first:last]:
                    place.append(name)
    return found


@lru_cache(maxsize=16)
def _names(own: tuple[str, ...]) -> Names:
    found: dict[Name, dict[Name, None]] = defaultdict(dict)
    for line in (*LINES, *own):
        ways = ways_in(line)
        for name in ways:
            found[name] |= dict.fromkeys(other for other in ways if other != name)
    return Names({name: tuple(ways) for name, ways in found.items()}, max(map(len, found)))

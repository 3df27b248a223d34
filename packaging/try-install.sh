#!/usr/bin/env bash
# Proves the one-page install: a clean Debian root by debootstrap, install.sh in it, web and worker started, and a library
# set up, catalogued and lent from through its pages; then a backup, its restore in the place of all, and doctor.
# It says how long each part took and how much memory the processes hold.
#   sudo packaging/try-install.sh [folder]      DEBIAN=bookworm  MIRROR=…  PORT=8099
# Where the network needs certificates of its own, SSL_CERT_FILE is copied into the root.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(realpath "${1:-$(mktemp -d)}")
port=${PORT:-8099}

began=$SECONDS
part() { printf '== %s: %d s\n' "$1" "$((SECONDS - began))"; began=$SECONDS; }

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    PIP_DEFAULT_TIMEOUT=180 ${SSL_CERT_FILE:+SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt} \
    ${SSL_CERT_FILE:+PIP_CERT=/etc/ssl/certs/ca-certificates.crt} \
    ${SSL_CERT_FILE:+NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt} "$@"; }

# Everything that runs in the root, whoever started it.
members() { for each in /proc/[0-9]*; do [ "$(readlink "$each/root" 2>/dev/null)" != "$root" ] || echo "${each#/proc/}"; done; }

end() {
    members | xargs -r kill 2>/dev/null || true
    for _ in $(seq 30); do [ -n "$(members)" ] || break; sleep 1; done
    umount "$root/proc" 2>/dev/null || true
}
trap end EXIT

[ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase --include=ca-certificates "${DEBIAN:-bookworm}" "$root" ${MIRROR:+"$MIRROR"}
part "A clean Debian"
mount -t proc proc "$root/proc" || echo "proc could not be mounted; going on without it."
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/opt/pustakota"
git archive HEAD | tar -x -C "$root/opt/pustakota"
# What apt itself brings may replace the certificates: they are copied before and after.
keep_certificates() { [ -z "${SSL_CERT_FILE:-}" ] || cp -L "$SSL_CERT_FILE" "$root/etc/ssl/certs/ca-certificates.crt"; }
keep_certificates
inside /opt/pustakota/packaging/install.sh
keep_certificates
part "install.sh"
echo "PUSTAKOTA_PORT=$port" >>"$root/etc/pustakota/pustakota.env"
inside pustakota serve &
inside pustakota worker &
ready() { # waits until web (and worker) answer
    for _ in $(seq 900); do
        answer=$(curl --silent --fail "http://127.0.0.1:$port/ready" || true)
        case $answer in *worker_seen_at*:*T*) return ;; esac
        sleep 1
    done
    echo "It does not serve: $answer" >&2
    exit 1
}
ready
part "Web and worker serve"
python3 packaging/first_loan.py "http://127.0.0.1:$port" "$(cat "$root/var/lib/pustakota/data/first_start_code")"
part "From the first page to the first return"
memory() { members | while read -r pid; do awk -v pid="$pid" '/^Name|^Pss:/ {printf "%s ", $2} END {print pid}' "/proc/$pid/status" "/proc/$pid/smaps_rollup" 2>/dev/null; done |
    awk 'NF == 3 {print "memory: " $1 " " int($2 / 1024) " MB"; all += $2} END {print "memory in all: " int(all / 1024) " MB"}'; }
memory
inside pustakota backup
part "Backup"
inside pustakota doctor || true
members | xargs -r kill
for _ in $(seq 30); do [ -n "$(members)" ] || break; sleep 1; done
rm -rf "$root/var/lib/pustakota/data"
inside sh -c 'pustakota restore /var/backups/pustakota/pustakota-*.zip'
part "rm -rf and restore"
inside pustakota serve &
inside pustakota worker &
ready
curl --silent --fail "http://127.0.0.1:$port/en/cari?q=bumi" | grep -q "Bumi Manusia"
part "It serves again, with the same title"
inside sh -c '. /etc/os-release; echo "On $PRETTY_NAME"'

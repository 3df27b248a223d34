#!/usr/bin/env bash
# Proves the one-page install: a clean Debian root by debootstrap, install.sh in it, a library founded, /ready answered.
#   sudo packaging/try-install.sh [folder]      DEBIAN=bookworm  MIRROR=http://deb.debian.org/debian  PORT=8099
# Where the network needs certificates of its own, SSL_CERT_FILE is copied into the root.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(realpath "${1:-$(mktemp -d)}")
port=${PORT:-8099}

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

[ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase --include=ca-certificates "${DEBIAN:-bookworm}" "$root" "${MIRROR:-http://deb.debian.org/debian}"
mount -t proc proc "$root/proc" || echo "proc could not be mounted; going on without it."
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/opt/pustakota"
git archive HEAD | tar -x -C "$root/opt/pustakota"
# What apt itself brings may replace the certificates: they are copied before and after.
keep_certificates() { [ -z "${SSL_CERT_FILE:-}" ] || cp -L "$SSL_CERT_FILE" "$root/etc/ssl/certs/ca-certificates.crt"; }
keep_certificates
inside /opt/pustakota/packaging/install.sh
keep_certificates
inside sh -c 'umask 077; echo "buku di rak kayu" >/var/lib/pustakota/first; chown pustakota /var/lib/pustakota/first'
inside pustakota setup --library "Perpustakaan Kota Uji" --short-name Uji --point "Perpustakaan Uji" --admin-name Tini \
    --username tini --password-file /var/lib/pustakota/first --hours "1-5 08:00-16:00, 6 08:00-12:00"
echo "PUSTAKOTA_PORT=$port" >>"$root/etc/pustakota/pustakota.env"
inside pustakota serve &
inside pustakota worker &
for _ in $(seq 120); do
    answer=$(curl --silent --fail "http://127.0.0.1:$port/ready" || true)
    case $answer in *worker_seen_at*:*T*) break ;; esac
    sleep 1
done
echo "/ready: $answer"
case $answer in *'"ok"'*T*) ;; *) echo "It does not serve." >&2; exit 1 ;; esac
inside pustakota backup
inside pustakota doctor
members | while read -r pid; do awk -v pid="$pid" '/^Name|^Pss:/ {printf "%s ", $2} END {print pid}' "/proc/$pid/status" "/proc/$pid/smaps_rollup"; done |
    awk '{print "memory: " $1 " " int($2 / 1024) " MB"; all += $2} END {print "memory in all: " int(all / 1024) " MB"}'

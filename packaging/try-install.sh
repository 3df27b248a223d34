#!/usr/bin/env bash
# Proves the one-page install: a clean Debian root by debootstrap, install.sh in it, a library founded, /ready answered.
#   sudo packaging/try-install.sh [folder]      DEBIAN=bookworm  MIRROR=http://deb.debian.org/debian  PORT=8099
# Where the network needs certificates of its own, SSL_CERT_FILE is copied into the root.
set -euo pipefail
cd "$(dirname "$0")/.."
root=${1:-$(mktemp -d)}
port=${PORT:-8099}
pids=()

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    PIP_DEFAULT_TIMEOUT=180 ${SSL_CERT_FILE:+SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt} \
    ${SSL_CERT_FILE:+PIP_CERT=/etc/ssl/certs/ca-certificates.crt} \
    ${SSL_CERT_FILE:+NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt} "$@"; }

end() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
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
inside pustakota serve & pids+=($!)
inside pustakota worker & pids+=($!)
for _ in $(seq 120); do
    answer=$(curl --silent --fail "http://127.0.0.1:$port/ready" || true)
    case $answer in *worker_seen_at*:*T*) break ;; esac
    sleep 1
done
echo "/ready: $answer"
case $answer in *'"ok"'*T*) ;; *) echo "It does not serve." >&2; exit 1 ;; esac
inside pustakota backup
inside pustakota doctor
for pid in "${pids[@]}"; do
    for each in "$pid" $(pgrep -P "$pid"); do grep -H VmRSS "/proc/$each/status" || true; done
done

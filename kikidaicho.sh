#!/usr/bin/env bash
# 機器台帳: one command for each thing a person does with a fresh clone (needs rustup's cargo; Debian).
#   ./kikidaicho.sh run [arguments]   installs what the program needs, builds and starts it
#   ./kikidaicho.sh test              installs what the tests need and runs every check
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }

# Installs the Debian packages that are not there yet; says so when that is not possible.
need() {
  local missing=() package
  command -v dpkg-query >/dev/null || { say "Debian ではないため、次のものは自分で入れてください: $*"; return 0; }
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  say "次のものを入れます: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

command -v cargo >/dev/null || { say "cargo がありません。https://rustup.rs の手順で入れてください。"; exit 1; }

case "${1:-run}" in
  run)
    shift || true
    need gcc libc6-dev libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri
    if [ $# = 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
      say "画面がないため窓を開けません。命令で使えます: ./kikidaicho.sh run --help"
      exit 1
    fi
    exec cargo run --release --quiet -- "$@"
    ;;
  test)
    need gcc libc6-dev
    rustup component list --installed 2>/dev/null | grep -q rustfmt || rustup component add rustfmt clippy
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings
    cargo check --locked --lib --no-default-features
    cargo test --locked
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
    if command -v cargo-deny >/dev/null; then cargo deny --offline check licenses bans sources; else say "cargo-deny がないため、ライセンスの確認は省きました。"; fi
    ;;
  *)
    say "使い方: ./kikidaicho.sh run | test"
    exit 2
    ;;
esac

#!/usr/bin/env bash
# Japanese typed with a real input method (fcitx5 with mozc) into a cell, the search and a field of the detail.
# Needs Xvfb, xdotool, dbus-daemon, fcitx5 and fcitx5-mozc; without them it says so and ends well. Not part of the gate.
#   tests/ime.sh [PROGRAM]      the program built before, by default the debug build
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/kikidaicho}")
for needed in Xvfb xdotool dbus-daemon fcitx5 fcitx5-remote setpriv; do
    command -v "$needed" >/dev/null || { echo "skipped: no $needed here"; exit 0; }
done
[ -x /usr/lib/mozc/mozc_server ] || { echo "skipped: no mozc here"; exit 0; }
work=$(mktemp -d)
chmod 755 "$work"
started=()
# What they start themselves (mozc_server) is known by its home.
ours() { for of in /proc/[0-9]*/environ; do if grep -qsF "HOME=$work/home" "$of"; then basename "$(dirname "$of")"; fi; done; }
finish() {
    kill "${started[@]}" 2>/dev/null || true
    sleep 1
    # shellcheck disable=SC2046
    kill $(ours | grep -vx "$$") 2>/dev/null || true
    sleep 1
    rm -rf "$work" 2>/dev/null || true
}
trap finish EXIT
# mozc refuses root: everything that types belongs to somebody else then.
as=()
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid 65534 --regid 65534 --clear-groups); fi
export DISPLAY=:94 HOME="$work/home" XDG_RUNTIME_DIR="$work/run" LANG=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
export XDG_CONFIG_HOME="$HOME/.config" XMODIFIERS=@im=fcitx
export DBUS_SESSION_BUS_ADDRESS="unix:path=$work/run/bus"
mkdir -p "$XDG_CONFIG_HOME/fcitx5" "$work/run"
cp "$program" "$work/kikidaicho"
cat >"$XDG_CONFIG_HOME/fcitx5/profile" <<'INI'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=mozc
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=mozc
[GroupOrder]
0=Default
INI
"$work/kikidaicho" new "$work/i.daicho" --facility みどり診療所 >/dev/null
cat >"$work/in.csv" <<'CSV'
管理番号,名称,メーカー
001,受付,A社
002,診察室,B社
003,機械室,C社
CSV
"$work/kikidaicho" import "$work/i.daicho" "$work/in.csv" >/dev/null
if [ "$(id -u)" = 0 ]; then chown -R 65534:65534 "$work"; fi
chmod 700 "$work/run"
begin() { "$@" >>"$work/log" 2>&1 & started=($! "${started[@]}"); }
begin Xvfb "$DISPLAY" -screen 0 1366x800x24 -nolisten tcp -ac -noreset
sleep 1
begin "${as[@]}" dbus-daemon --session --nofork --address="$DBUS_SESSION_BUS_ADDRESS"
sleep 1
begin "${as[@]}" fcitx5 --disable=wayland,waylandim
sleep 4
begin "${as[@]}" "$work/kikidaicho" "$work/i.daicho" --actor 架空花子
for _ in $(seq 60); do
    window=$(xdotool search --class kikidaicho 2>/dev/null | tail -1) && [ -n "$window" ] && break
    sleep 0.5
done
sleep 3
xdotool windowsize "$window" 1366 800 windowmove "$window" 0 0 windowfocus "$window"
sleep 1
# A hand never holds the mouse quite still: a window on X11 turns its input method on with the next event.
click() { xdotool mousemove "$1" "$2" sleep 0.2 click 1 sleep 0.5 mousemove_relative 2 2; sleep 1; }
keys() { xdotool key --delay 200 "$@"; sleep 0.6; }
write() { xdotool type --delay 150 "$1"; sleep 0.6; }
shot() { if [ -n "${SHOTS:-}" ] && command -v import >/dev/null; then import -window root "$SHOTS/$1.png"; fi; }
shot 0-start

# A cell, by just typing on it: メーカー of 001. The input method is switched on once and stays on.
click 85 286                        # 機器
click 560 185                       # メーカー of 001
keys ctrl+space
write uketsuke
shot 1-composing
keys space Return                   # 変換, 確定
shot 2-cell
keys Return
# The search leaves one row.
keys ctrl+f
write shinsatsushitsu
keys space Return
shot 3-search
# A field of the detail of that row: 名称・用途.
click 260 185
click 1150 407
keys ctrl+a
write kaigishitsu
keys space Return
shot 4-detail
keys Return
sleep 2
shot 5-end
kill "${started[0]}" && sleep 2
"$work/kikidaicho" list "$work/i.daicho" 機器 | tee "$work/rows"
grep -q '^001.*受付.*受付' "$work/rows" || { echo "the cell did not keep 受付"; exit 1; }
grep -q '^002.*会議室.*B社' "$work/rows" || { echo "the detail did not keep 会議室"; exit 1; }
echo "fcitx5 and mozc: a cell, the search and a field of the detail"

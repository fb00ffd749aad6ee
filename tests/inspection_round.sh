#!/usr/bin/env bash
# A year's round as a person does it, in the real window at 1366x768, by keyboard and mouse: last year's sheet and this
# year's (made-up) sheet are taken, answered by one key each, vendors are sent their sheets, answer them in LibreOffice,
# and the sheets come back. Needs Xvfb, openbox, xdotool, ImageMagick, LibreOffice, and python3 with openpyxl.
# The clicks go to where things stand in this window size; look at the pictures.
#
# Usage: tests/inspection_round.sh KIKIDAICHO OUT_FOLDER
set -euo pipefail
program=$(realpath "$1") out=$2
here=$(dirname "$(realpath "$0")") root=$(dirname "$(dirname "$(realpath "$0")")")
python=${PYTHON:-python3}
rm -rf "$out"; mkdir -p "$out/sent" "$out/back" "$out/config"
out=$(realpath "$out")
export DISPLAY=${ROUND_DISPLAY:-:18} XDG_CONFIG_HOME=$out/config LANG=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
ledger=$out/clinic.daicho

"$program" new "$ledger" --facility 見本クリニック >/dev/null
for file in ledger-from-vendor.xlsx cloud-services.xlsx remote-maintenance.xlsx vendors-cp932.csv; do
  "$program" import "$ledger" "$root/sample-data/$file" >/dev/null
done
# Three vendors with a contract of their own.
"$program" set "$ledger" 見本クラウド㈱ direct_contract=いいえ >/dev/null
"$python" "$here/vendor_form.py" "$out/r8_vendor.xlsx"

Xvfb "$DISPLAY" -screen 0 1366x768x24 -nolisten tcp -ac -noreset >/dev/null 2>&1 & xvfb=$!
sleep 1; openbox >/dev/null 2>&1 & wm=$!
"$program" "$ledger" --actor 架空花子 >"$out/log" 2>&1 & app=$!
trap 'kill $app $wm $xvfb 2>/dev/null || true' EXIT
sleep 5
window=$(xdotool search --class kikidaicho | tail -1)
xdotool windowactivate "$window" windowsize "$window" 1366 768 windowmove "$window" 0 0; sleep 2
click() { xdotool mousemove "$1" "$2"; sleep 0.2; xdotool click 1; sleep 0.8; }
key() { xdotool key --delay 180 "$@"; sleep 0.5; }
typed() { xdotool type --delay 25 -- "$1"; sleep 0.5; }
shot() { import -window root "$out/$1.png"; }
checklist() { click 66 139; }
vendors() { click 73 167; }
contacts() { click 60 195; }
readiness() { click 73 223; }
forms() { click 66 251; }
# The button above what a form would bring.
key_apply() { click 280 150; sleep 1; }
# Types the path of a form and reads it.
read_form() { forms; click 480 188; key ctrl+a; typed "$1"; click 235 300; sleep 1.5; shot "$2"; }
began=$(date +%s)

read_form "$root/tests/data/forms/r7_medical_filled.xlsx" 01-r7-read
key_apply
read_form "$root/tests/data/forms/r8_madeup_blank.xlsx" 02-r8-read
key_apply
contacts; click 300 175; sleep 1; shot 03-contacts
checklist; shot 04-before
answers=$(date +%s)
# Nine items: one いいえ with its target day, the rest はい.
key 1 1 2; typed 3/19; key Return; key 1 1 1 1 1 1
shot 05-answered
echo "nine answers by keyboard: $(($(date +%s) - answers)) s"
vendors; shot 06-board
click 290 205
click 500 297; key ctrl+a; typed "$out/r8_vendor.xlsx"
click 500 360; key ctrl+a; typed "$out/sent"
shot 07-make
click 246 484; sleep 2; shot 08-made
click 290 366; sleep 1; shot 09-asked
nth=0
for sheet in "$out"/sent/*.xlsx; do
  nth=$((nth + 1))
  # In each office somebody answers in LibreOffice; one of them has something left to do.
  "$python" "$here/vendor_answers.py" "$sheet" "$out/back/returned$nth.xlsx" 実施済 未実施 $((nth % 2))
  read_form "$out/back/returned$nth.xlsx" "10-returned$nth"
  key_apply
done
vendors; shot 11-returned
readiness; shot 12-readiness
echo "the round in the window: $(($(date +%s) - began)) s"
sleep 1
kill $app; wait $app 2>/dev/null || true
"$program" readiness "$ledger" --json >"$out/readiness.json" || true
grep -m1 '"overall"' "$out/readiness.json" || true
"$program" form fill "$ledger" "$root/tests/data/forms/r8_madeup_blank.xlsx" --out "$out/filled.xlsx"
(cd "$out" && soffice "-env:UserInstallation=file://$out/office" --headless --convert-to pdf filled.xlsx sent/*.docx >/dev/null 2>&1)
for pdf in "$out"/*.pdf; do pdftoppm -r 60 -png "$pdf" "${pdf%.pdf}"; done

#!/usr/bin/env bash
# A ledger by hand: the real window, a real keyboard and mouse, read back by other programs.
# Needs Xvfb, xdotool, libreoffice and python3 with openpyxl and GTK (python3-gi, gir1.2-gtk-3.0). Not part of the gate: it clicks at places of the window.
#   tests/e2e.sh [PROGRAM]      the program built before, by default the debug build
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/kikidaicho}")
work=$(mktemp -d)
export DISPLAY=:93 XDG_CONFIG_HOME="$work/config" LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
Xvfb "$DISPLAY" -screen 0 1366x848x24 -nolisten tcp >/dev/null 2>&1 &
sleep 1
cp sample-data/ledger-from-vendor.xlsx "$work/in.xlsx"
"$program" new "$work/e.daicho" --facility みどり診療所 >/dev/null
"$program" "$work/e.daicho" --actor 架空花子 >"$work/log" 2>&1 &
for _ in $(seq 40); do
    window=$(xdotool search --class kikidaicho 2>/dev/null | tail -1) && [ -n "$window" ] && break
    sleep 0.5
done
sleep 2
xdotool windowsize "$window" 1366 748 windowmove "$window" 0 0 windowfocus "$window"
sleep 1
click() { xdotool mousemove "$1" "$2" sleep 0.2 click 1; sleep 0.8; }
keys() { xdotool key --delay 120 "$@"; sleep 0.4; }
write() { xdotool type --delay 60 "$1"; sleep 0.4; }
shot() { command -v import >/dev/null && import -window root "${SHOTS:-$work}/$1.png" || true; }

# The file is dragged from another window and dropped onto the ledger's, in steps as a hand does it.
/usr/bin/python3 tests/drag_source.py "$work/in.xlsx" 600 770 >/dev/null 2>&1 &
sleep 2
xdotool mousemove 660 800 sleep 0.3 mousedown 1 sleep 0.2
for y in 790 780 765 740 720 600 500 420 400; do xdotool mousemove 660 "$y" sleep 0.15; done
xdotool sleep 0.5 mouseup 1
sleep 4
shot 1-review
click 1176 73 && sleep 2            # この内容で取り込む
shot 2-imported
click 720 184                       # メーカー of 001
for word in AAA BBB CCC; do write "$word" && keys Return; done
shot 3-edited
keys ctrl+z                         # takes CCC back
click 80 626                        # 書き出す
click 460 464 && keys ctrl+a && write "$work/out.xlsx"
click 250 504 && sleep 2            # 書き出す
shot 4-exported
kill %2 && sleep 1
"$program" verify "$work/e.daicho"
/usr/bin/python3 - "$work/out.xlsx" <<'PY'
import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
head = next(i for i, row in enumerate(rows) if "管理番号" in row)
number, maker = rows[head].index("管理番号"), next(i for i, text in enumerate(rows[head]) if text.startswith("メーカー"))
found = {row[number]: row[maker] for row in rows[head + 1:]}
assert len([n for n in found if n]) == 31, len(found)
assert [found[n] for n in ("001", "002", "003")] == ["AAA", "BBB", "架空電機"], found
print("openpyxl: 31 rows, two edits kept, one taken back")
PY
soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76' --outdir "$work" "$work/out.xlsx" >/dev/null 2>&1
grep -q '001,AAA' "$work/out.csv" && grep -q '002,BBB' "$work/out.csv" && grep -q '003,架空電機' "$work/out.csv"
echo "LibreOffice: the same"

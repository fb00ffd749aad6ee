#!/usr/bin/env bash
# The import against other ways from a workbook into SQLite, each as a whole process: CPU, wall, peak memory, cells.
#
#   benches/peers.sh [ROWS ...]        (100 1000 10000 100000 when none are given; five rounds, ROUNDS=n for others)
#
# Needs sqlite3 and python3; uses what it finds of LibreOffice (soffice), gnumeric (ssconvert) and the Python packages
# pandas, python-calamine, polars, fastexcel and openpyxl (PYTHONPATH may name a folder with them). On Debian:
#   apt-get install sqlite3 libreoffice-calc gnumeric python3-pip
#   pip install --target /tmp/peers pandas python-calamine polars fastexcel openpyxl && export PYTHONPATH=/tmp/peers
# PYTHON names another interpreter, CARGO another cargo; BUILD=--no-default-features leaves the window out, which no
# import needs and which takes most of the time of building. Ours is built as it is released (profile dist).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo=${CARGO:-cargo}
python=${PYTHON:-python3}
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(100 1000 10000 100000)

build=(${BUILD:-})
"$cargo" build --profile dist "${build[@]}" --quiet
bench=$("$cargo" bench "${build[@]}" --bench import --no-run 2>&1 | sed -n 's/.*Executable.*(\(.*\))$/\1/p')
program=$(dirname "$bench")/../../dist/kikidaicho

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for rows in "${sizes[@]}"; do
  "$bench" generate "$folder/$rows.xlsx" "$rows"
  "$python" benches/peers.py compare "$folder/$rows.xlsx" "$rows" "${ROUNDS:-5}" "$program" "$bench" "$folder"
  rm -f "$folder/$rows.xlsx"
done

"""Peers of the import: see peers.sh. Each way is a process of its own; this one only starts and watches them."""

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

COLUMNS = ["管理番号", "メーカー", "OS", "ソフトウェア", "ソフトウェアバージョン", "IPアドレス",
           "コンピュータ名", "設置場所", "利用者", "登録日", "状態", "説明"]


# --- the ways in Python, each started as `peers.py WAY FILE DATABASE` ---------------------------------------------

def table(database):
    db = sqlite3.connect(database)
    db.execute("CREATE TABLE t(%s)" % ",".join(f"c{at} TEXT" for at in range(12)))
    return db


def fill(database, rows):
    db = table(database)
    with db:
        db.executemany("INSERT INTO t VALUES(%s)" % ",".join("?" * 12), rows)
    db.close()


def polars(file, database):
    import polars as pl
    frame = pl.read_excel(file, infer_schema_length=0)
    fill(database, frame.iter_rows())


def pandas(file, database):
    import pandas as pd
    frame = pd.read_excel(file, engine="calamine", dtype=str, keep_default_na=False)
    frame.columns = [f"c{at}" for at in range(12)]
    db = sqlite3.connect(database)
    frame.to_sql("t", db, index=False)
    db.close()


def openpyxl(file, database):
    import openpyxl as xl
    sheet = xl.load_workbook(file, read_only=True).active
    rows = sheet.iter_rows(min_row=2, values_only=True)
    fill(database, rows)


def csv_import(convert, file, database):
    """A converter to CSV, then the shell of SQLite."""
    text = database + ".csv"
    convert(file, text)
    table(database).close()
    script = f".mode csv\n.import --skip 1 {text} t\n"
    subprocess.run(["sqlite3", database], input=script, text=True, check=True)
    os.remove(text)


def soffice(file, database):
    def convert(file, text):
        folder = database + ".lo"
        profile = "-env:UserInstallation=file://" + database + ".profile"
        kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, file],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        name = os.path.splitext(os.path.basename(file))[0] + ".csv"
        os.rename(os.path.join(folder, name), text)
    csv_import(convert, file, database)


def ssconvert(file, database):
    def convert(file, text):
        subprocess.run(["ssconvert", file, text], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    csv_import(convert, file, database)


WAYS = {way.__name__: way for way in [polars, pandas, openpyxl, soffice, ssconvert]}


# --- starting and watching ------------------------------------------------------------------------------------------

def resident(pids):
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/statm") as file:
                total += int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")
        except (OSError, IndexError):
            pass
    return total


def family(root):
    """The process and everything below it."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as file:
                    waiting.extend(int(child) for child in file.read().split())
        except OSError:
            pass
    return found


def measure(command):
    """CPU seconds, wall seconds and MiB of a command with all its children."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak, done = [0], threading.Event()

    def watch():
        while not done.wait(0.01):
            peak[0] = max(peak[0], resident(family(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    problem = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    wall = time.monotonic() - before
    done.set()
    watcher.join()
    if status != 0:
        raise RuntimeError(f"{command}: {problem.decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, wall, max(peak[0] / 1024, usage.ru_maxrss) / 1024


# --- what came in ---------------------------------------------------------------------------------------------------

def wanted(rows):
    """What benches/import.rs writes, cell by cell."""
    makers = ["架空電機", "見本デバイス", "まるばつ情報機器"]
    systems = ["Windows 11 Pro 24H2", "Windows 10 Pro 22H2", "Windows Server 2019"]
    places = ["1階 受付", "2階 ナースステーション", "サーバ室"]
    days = ["R6.4.1", "令和5年10月", "2024/7/21"]
    states = ["稼働", "停止", "保管"]
    for row in range(rows):
        two = row % 4 == 0
        yield (f"{row + 1:06}", makers[row % 3], systems[row % 3],
               "見本電子カルテ\nウイルス対策" if two else "見本電子カルテ", "2.10\n7.0" if two else "2.10",
               f"10.{row // 65536 % 256}.{row // 256 % 256}.{row % 256}", f"PC-{row:06}", places[row % 3],
               f"利用者{row % 40}", days[row % 3], states[row % 3], f"備考 {row}")


OURS = """SELECT management_no, maker, os,
  (SELECT group_concat(name, char(10)) FROM (SELECT name FROM device_software WHERE parent = id ORDER BY position)),
  (SELECT group_concat(version, char(10)) FROM (SELECT version FROM device_software WHERE parent = id ORDER BY position)),
  ip, computer_name, place, users, registered_on, status, note FROM device ORDER BY management_no"""


def equal_cells(database, query, rows):
    db = sqlite3.connect(database)
    same = 0
    for found, want in zip(db.execute(query), wanted(rows)):
        same += sum(str(one).replace("\r\n", "\n") == two for one, two in zip(found, want))
    db.close()
    return same


def compare(file, rows, rounds, program, bench, folder):
    here = os.path.abspath(__file__)
    ways, missing = {"ours": None, "calamine + rusqlite": None}, []
    for way in WAYS:
        tool = {"soffice": "soffice", "ssconvert": "ssconvert"}.get(way)
        there = shutil.which(tool) if tool else subprocess.run(
            [sys.executable, "-c", f"import {way}"], capture_output=True).returncode == 0
        if there:
            ways[way] = None
        else:
            missing.append(way)
    results = {way: [] for way in ways}
    cells = {}
    for nth in range(rounds):
        for way in ways:
            database = os.path.join(folder, f"{nth}-{way.replace(' ', '')}.daicho")
            if way == "ours":
                subprocess.run([program, "new", database, "--facility", "見本"], check=True, stdout=subprocess.DEVNULL)
                command = [program, "import", database, file]
            elif way == "calamine + rusqlite":
                command = [bench, "bare", file, database]
            else:
                command = [sys.executable, here, way, file, database]
            results[way].append(measure(command))
            if nth == rounds - 1:
                query = OURS if way == "ours" else "SELECT * FROM t"
                # The bare way keeps the header as a row.
                query += " LIMIT -1 OFFSET 1" if way == "calamine + rusqlite" else ""
                cells[way] = equal_cells(database, query, rows)
            stem = os.path.basename(database).split(".")[0]
            for left in os.listdir(folder):
                if left.startswith(stem):
                    path = os.path.join(folder, left)
                    shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    print(f"\n### {rows:,} rows\n\n| way | CPU s | wall s | peak MiB | cells equal |\n|---|---|---|---|---|")
    for way in ways:
        cpu, wall, memory = (statistics.median(run[at] for run in results[way]) for at in range(3))
        print(f"| {way} | {cpu:.3f} | {wall:.2f} | {memory:.0f} | {cells[way]:,} of {12 * rows:,} |", flush=True)
    for way in missing:
        print(f"| {way} | not installed | | | |", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "compare":
        _, _, file, rows, rounds, program, bench, folder = sys.argv
        compare(file, int(rows), int(rounds), program, bench, folder)
    else:
        WAYS[sys.argv[1]](sys.argv[2], sys.argv[3])

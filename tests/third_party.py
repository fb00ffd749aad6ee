#!/usr/bin/env python3
"""Writes assets/third-party.txt: the licences of everything that is built into the program, on Linux and on Windows.

Usage: python3 tests/third_party.py      (needs cargo, and the network for packages that are not downloaded yet)

Texts that are the same for several packages are written once. A package without a text of its own is named with the
name of its licence; the texts of MIT and Apache-2.0 stand in this project's own LICENSE files.
"""
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGETS = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"]
OWN = "kikidaicho"


def built_in(target):
    """Packages that reach the program over normal dependencies."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    told = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in told["packages"]}
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    waiting, seen = [told["resolve"]["root"]], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        for link in nodes[at]["deps"]:
            if any(kind["kind"] is None for kind in link["dep_kinds"]):
                waiting.append(link["pkg"])
    return [packages[at] for at in seen if packages[at]["name"] != OWN]


def texts(package):
    """The licence texts and notices that a package brings."""
    folder = pathlib.Path(package["manifest_path"]).parent
    found = [path for path in folder.iterdir() if re.match(r"(?i)(licen[cs]e|copying|notice|unlicense)", path.name)]
    found = sorted(path for path in found if path.is_file())
    # Of several licences to choose from, MIT is the shortest.
    if re.search(r"\bOR\b|/", package["license"] or ""):
        mit = [path for path in found if re.search(r"(?i)mit|notice", path.name)]
        found = mit or found
    # What a package wraps in another language has a licence of its own.
    found += sorted(folder.glob("c_src/**/LICENSE"))
    return [path.read_text(errors="replace").strip() for path in found]


def main():
    packages = {}
    for target in TARGETS:
        for package in built_in(target):
            packages[(package["name"], package["version"])] = package
    shown, order = {}, []
    for key in sorted(packages):
        for text in texts(packages[key]):
            plain = re.sub(r"\s+", " ", text)
            if plain not in shown:
                shown[plain] = (text, [])
                order.append(plain)
            shown[plain][1].append("%s %s" % key)
    lines = [
        "機器台帳 (kikidaicho) に組み込まれているソフトウェアと、その利用条件です。tests/third_party.py が作ります。",
        "Software that is built into the program, and its licences.",
        "",
    ]
    for key in sorted(packages):
        package = packages[key]
        lines.append("%s %s: %s" % (*key, package["license"] or "see its text"))
    lines += ["", "SQLite: public domain", "BIZ UDGothic, BIZ UDPGothic: SIL Open Font License 1.1 (assets/fonts/OFL.txt)"]
    for plain in order:
        text, owners = shown[plain]
        lines += ["", "=" * 78, ", ".join(owners), "-" * 78, "\n".join(line.rstrip() for line in text.splitlines())]
    out = ROOT / "assets" / "third-party.txt"
    out.write_text("\n".join(lines) + "\n")
    print(f"{len(packages)} packages, {len(order)} texts, {out.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()

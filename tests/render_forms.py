#!/usr/bin/env python3
"""Fills official forms from a ledger, draws each before and after with LibreOffice, and compares the pages.

Needs LibreOffice, pdftoppm (poppler-utils) and Pillow; takes minutes, so it is no part of the gate.

Usage: python3 tests/render_forms.py KIKIDAICHO OUT_FOLDER
Prints for every form: cells written, pages before and after, and the share of pixels that changed; leaves pictures of
the pages side by side to look at.
"""
import json, pathlib, re, subprocess, sys, tempfile
from PIL import Image, ImageChops

ROOT = pathlib.Path(__file__).resolve().parent.parent
FORMS = ROOT / "tests/data/forms"
# A filled form to answer from, and the blank one that is filled.
CASES = [
    ("r5_medical_filled.xlsx", "r5_medical_blank.xlsx"),
    ("r7_medical_filled.xlsx", "r7_medical_blank.xlsx"),
    ("r8_madeup_filled.xlsx", "r8_madeup_blank.xlsx"),
    ("lo_r5_medical_filled.xlsx", "r5_medical_blank.xlsx"),
    ("lo_r8_madeup_filled.xlsx", "r8_madeup_blank.xlsx"),
]


def run(*command, check=True):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if check and done.returncode:
        raise SystemExit(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def draw(book, folder):
    """Pages of a workbook as pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, book)
    pdf = folder / (book.stem + ".pdf")
    run("pdftoppm", "-r", "70", "-png", pdf, folder / book.stem)
    return sorted(folder.glob(book.stem + "-*.png"), key=lambda page: int(re.findall(r"\d+", page.stem)[-1]))


def main():
    program, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    bad = 0
    for answers, blank in CASES:
        name = answers.removesuffix(".xlsx")
        ledger = out / f"{name}.daicho"
        ledger.unlink(missing_ok=True)
        run(program, "new", ledger, "--facility", "見本クリニック")
        run(program, "checklist", "take", ledger, FORMS / answers)
        filled = out / f"{name}_written.xlsx"
        told = json.loads(run(program, "form", "fill", ledger, FORMS / blank, "--out", filled, "--json"))
        written = sum(len(form["written"]) if isinstance(form["written"], list) else form["written"] for form in told["forms"])
        before = draw(FORMS / blank, out / "before")
        after = draw(filled, out / "after")
        changed = total = 0
        for one, two in zip(before, after):
            a, b = Image.open(one).convert("L"), Image.open(two).convert("L")
            if a.size != b.size:
                bad += 1
                continue
            difference = ImageChops.difference(a, b).point(lambda value: 255 if value > 40 else 0)
            changed += difference.histogram()[255]
            total += a.size[0] * a.size[1]
            beside = Image.new("L", (a.size[0] * 2 + 8, a.size[1]), 128)
            beside.paste(a, (0, 0))
            beside.paste(b, (a.size[0] + 8, 0))
            beside.save(out / f"{name}_{one.stem.split('-')[-1]}.png")
        same_pages = len(before) == len(after)
        bad += not same_pages or written == 0 or changed == 0
        print(f"{name}: written {written}, pages {len(before)} -> {len(after)}, changed {100 * changed / max(total, 1):.2f} % of the pixels")
    print("all as they should be" if not bad else f"{bad} odd")
    return bad


sys.exit(main())

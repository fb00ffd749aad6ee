#!/usr/bin/env python3
"""Makes the forms that tests/it/forms.rs reads: official layouts as far as they are known, a made-up later edition,
people's ways of marking, and bad input. Needs openpyxl, XlsxWriter and LibreOffice; the results are committed.

Usage: python3 tests/data/forms/generate.py            (writes beside itself)
"""
import datetime, io, json, pathlib, re, shutil, subprocess, tempfile, tomllib, zipfile
import openpyxl, xlsxwriter
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent.parent
PAIR = "はい・いいえ\n（　/　）"
BLANK = "（　/　）"
SENTENCE = {"all": "医療情報システム全般", "server": "サーバ", "pc": "端末PC", "network": "ネットワーク機器"}
THIN = Border(*[Side(style="thin")] * 4)
WRAP = Alignment(wrap_text=True, vertical="center")
EXPECTED = {}


def edition(name):
    with open(ROOT / "assets/checklists" / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def items(name):
    return [i for i in edition(name)["item"] if i["key"] != "org.system_presence"]


def want(file, kind, fiscal_year, audience, rows, sheet=0):
    EXPECTED.setdefault(file, []).append(
        {"sheet": sheet, "kind": kind, "fiscal_year": fiscal_year, "audience": audience, "items": rows})


def row(text, number=None, group="", formal=True, rounds=None, presence=False):
    return {"text": text, "number": number, "group": group, "formal": formal, "presence": presence, "rounds": rounds or {}}


def answer(state, answer=None, checked=None, target=None):
    return {"state": state, "answer": answer, "checked_on": checked, "target_on": target}


# --- R5: two blocks, each with two heading rows; answer and day in one cell -------------------------------------

def r5(file, name, audience, title, fill=None):
    """fill(item) -> ((round1, target, round2), expected rounds) or None"""
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = audience + "確認用"
    for column, width in zip("ABCDE", (16, 60, 16, 12, 16)):
        ws.column_dimensions[column].width = width
    ws.merge_cells("A1:E1")
    ws["A1"] = title
    ws["A1"].font = Font(size=14, bold=True)
    ws.merge_cells("A2:E2")
    ws["A2"] = audience + "確認用"
    at = 4
    rows = []
    if audience != "事業者":
        ws.cell(at, 1, "医療情報システムの有無")
        ws.cell(at, 2, "医療情報システムを導入、運用している。")
        ws.cell(at, 3, "はい・いいえ")
        got = fill({"key": "presence"}) if fill else None
        if got:
            ws.cell(at, 3, got[0][0])
        rows.append(row("医療情報システムを導入、運用している。", presence=True, rounds=got[1] if got else {}))
        at += 2
    blocks = [("○ 令和5年度中", ["*以下項目は令和5年度中にすべての項目で「はい」にマルが付くよう取り組んでください。",
               "*2(2)及び2(3)については、事業者と契約していない場合には、記入不要です。",
               "*1回目の確認で「いいえ」の場合、令和5年度中の対応目標日を記入してください。"], True),
              ("○ 参考項目（令和6年度中）", ["*以下項目について、令和6年度中にすべての項目で「はい」にマルが付くよう取り組んでください。"], False)]
    for heading, notes, formal in blocks:
        ws.merge_cells(start_row=at, end_row=at, start_column=1, end_column=5)
        ws.cell(at, 1, heading)
        for note in notes:
            at += 1
            ws.merge_cells(start_row=at, end_row=at, start_column=1, end_column=5)
            ws.cell(at, 1, note)
        at += 1
        ws.merge_cells(start_row=at, end_row=at + 1, start_column=2, end_column=2)
        ws.merge_cells(start_row=at, end_row=at, start_column=3, end_column=5)
        ws.cell(at, 2, "チェック項目")
        ws.cell(at, 3, "確認結果（日付）")
        for column, text in ((3, "1回目"), (4, "目標日"), (5, "2回目")):
            ws.cell(at + 1, column, text)
        at += 2
        section, group, section_start = None, None, at
        for item in [i for i in items(name) if i.get("reference", False) != formal]:
            if item["section"] != section:
                if section is not None and at - 1 > section_start:
                    ws.merge_cells(start_row=section_start, end_row=at - 1, start_column=1, end_column=1)
                section, section_start, group = item["section"], at, None
                ws.cell(at, 1, section)
            if item.get("group") and item["group"] != group:
                group = item["group"]
                ws.merge_cells(start_row=at, end_row=at, start_column=2, end_column=5)
                ws.cell(at, 2, SENTENCE[group] + "について、以下を実施している。")
                at += 1
            ws.cell(at, 2, item["number"] + item["text"]).alignment = WRAP
            one = item.get("one_round", False)
            cells = [PAIR, None if one else BLANK, None if one else PAIR]
            got = fill(item) if fill else None
            if got:
                cells = [new if new is not None else old for new, old in zip(got[0], cells)]
            for column, value in zip((3, 4, 5), cells):
                cell = ws.cell(at, column, value)
                cell.alignment, cell.border = WRAP, THIN
            rows.append(row(item["text"], item["number"], item.get("group", ""), formal, got[1] if got else {}))
            at += 1
        at += 1
    ws.page_setup.paperSize = 9
    ws.page_setup.fitToWidth = 1
    ws.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    ws.print_area = f"A1:E{at}"
    book.save(HERE / file)
    want(file, "checklist", 2023, audience, rows)


def filled_r5(item):
    if item["key"] == "presence":
        return (("○はい・いいえ", None, None), {"1": answer("given", "yes")})
    ways = {
        "org.responsible": ("はい\n（6/12）", None, None, {"1": answer("given", "yes", "2023-06-12")}),
        "sys.ledger": ("いいえ\n（６／１２）", "（9/30）", "はい（10/2）",
                       {"1": answer("given", "no", "2023-06-12", "2023-09-30"), "2": answer("given", "yes", "2023-10-02")}),
        "sys.remote_maintenance": ("○はい・いいえ\n（6月12日）", None, None, {"1": answer("given", "yes", "2023-06-12")}),
        "sys.mds_sds": ("はい・○いいえ\n（R5.6.12）", "（3/20）", None,
                        {"1": answer("given", "no", "2023-06-12", "2024-03-20"), "2": answer("blank")}),
        "log.access": ("☑はい □いいえ\n（6/12）", None, None, {"1": answer("given", "yes", "2023-06-12")}),
        "net.source_restriction": ("レはい・いいえ\n（6/12）", None, None, {"1": answer("given", "yes", "2023-06-12")}),
        "inc.contact_chart": ("はい\n（5/30）", None, None, {"1": answer("given", "yes", "2023-05-30")}),
    }
    got = ways.get(item["key"])
    return ((got[0], got[1], got[2]), got[3]) if got else None


# --- R6: XlsxWriter, one block, every way to set off a printed word ---------------------------------------------

def r6_marks(file):
    """One way of marking per row; shapes are put in afterwards."""
    path = HERE / file
    book = xlsxwriter.Workbook(str(path))
    ws = book.add_worksheet("医療機関確認用")
    cell = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    plain = book.add_format({})
    looks = {k: book.add_format(v) for k, v in {
        "u": {"underline": 1}, "b": {"bold": True}, "s": {"font_strikeout": True}, "red": {"font_color": "#FF0000"},
        "grey": {"font_color": "#A6A6A6"}}.items()}
    ws.set_column(0, 0, 16)
    ws.set_column(1, 1, 60)
    ws.set_column(2, 4, 18)
    ws.merge_range("A1:E1", "令和6年度版 医療機関におけるサイバーセキュリティ対策チェックリスト")
    ws.merge_range("A2:E2", "医療機関確認用")
    ws.write("A4", "医療情報システムの有無")
    ws.write("B4", "医療情報システムを導入、運用している。")
    ws.write("C4", "☑はい　□いいえ")
    ws.merge_range("B6:B7", "チェック項目", cell)
    ws.merge_range("C6:E6", "確認結果（日付）", cell)
    for column, text in ((2, "1回目"), (3, "目標日"), (4, "2回目")):
        ws.write(6, column, text, cell)
    rich = lambda yes, no, tail="\n（6/12）": ("rich", yes, no, tail)
    marks = [
        (rich("u", None), answer("given", "yes", "2024-06-12")),
        (rich(None, "b"), answer("given", "no", "2024-06-12")),
        (rich("s", None), answer("given", "no", "2024-06-12")),
        (rich(None, "s"), answer("given", "yes", "2024-06-12")),
        (rich("red", None), answer("given", "yes", "2024-06-12")),
        (rich(None, "red"), answer("given", "no", "2024-06-12")),
        (rich("grey", None), answer("given", "no", "2024-06-12")),
        (rich("u", "b"), answer("confirm", None, "2024-06-12")),
        (rich("s", "s"), answer("confirm", None, "2024-06-12")),
        ("◯はい・◯いいえ\n（6/12）", answer("blank", None, "2024-06-12")),
        ("✓はい・✓いいえ\n（6/12）", answer("both", None, "2024-06-12")),
        ("（はい）・いいえ\n（6/12）", answer("given", "yes", "2024-06-12")),
        ("はい・いいえ○\n（6/12）", answer("given", "no", "2024-06-12")),
        ("●はい　○いいえ\n(６／１２)", answer("given", "yes", "2024-06-12")),
        ("はい ○・ いいえ\n令和6年6月12日", answer("given", "yes", "2024-06-12")),
        (PAIR, answer("confirm", "yes")),      # an oval over はい
        (PAIR, answer("confirm", "no")),       # an oval over いいえ
        (PAIR, answer("confirm", "no")),       # a line through はい
    ]
    at, rows, group, section = 7, [row("医療情報システムを導入、運用している。", presence=True, rounds={"1": answer("given", "yes")})], None, None
    shapes = []
    for item, (value, expected) in zip(items("2024-medical"), marks, strict=True):
        if item["section"] != section:
            section, group = item["section"], None
            ws.write(at, 0, section, cell)
        if item.get("group") and item["group"] != group:
            group = item["group"]
            ws.merge_range(at, 1, at, 4, SENTENCE[group] + "について、以下を実施している。", cell)
            at += 1
        ws.set_row(at, 36)
        ws.write(at, 1, item["number"] + item["text"], cell)
        if isinstance(value, tuple):
            _, yes, no, tail = value
            parts = []
            for word, look in (("はい", yes), ("・", None), ("いいえ", no), (tail, None)):
                parts += [looks[look] if look else plain, word]
            ws.write_rich_string(at, 2, *parts, cell)
        else:
            ws.write(at, 2, value, cell)
        if expected["state"] == "confirm" and value == PAIR:
            shapes.append((at, len(shapes)))
        ws.write(at, 3, BLANK, cell)
        ws.write(at, 4, PAIR, cell)
        rows.append(row(item["text"], item["number"], item.get("group", ""), True, {"1": expected}))
        at += 1
    book.close()
    anchors = ""
    for at, nth in shapes:
        left, right = {0: (100000, 500000), 1: (700000, 1200000), 2: (100000, 550000)}[nth]
        geometry = "ellipse" if nth < 2 else "line"
        anchors += (f'<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>{left}</xdr:colOff><xdr:row>{at}</xdr:row><xdr:rowOff>50000</xdr:rowOff></xdr:from>'
                    f'<xdr:to><xdr:col>2</xdr:col><xdr:colOff>{right}</xdr:colOff><xdr:row>{at}</xdr:row><xdr:rowOff>220000</xdr:rowOff></xdr:to>'
                    f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{nth + 2}" name="円/楕円 {nth}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
                    f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm><a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>')
    add_drawing(path, anchors)
    want(file, "checklist", 2024, "医療機関", rows)


def add_drawing(path, anchors):
    drawing = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
               f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{anchors}</xdr:wsDr>')
    rels = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rIdForm1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>')
    def sheet(text):
        return re.sub(r"(<pageSetup[^>]*/>|<pageMargins[^>]*/>)(?!.*<page(?:Setup|Margins))", r'\1<drawing r:id="rIdForm1"/>', text, flags=re.S)
    def types(text):
        return text.replace("</Types>", '<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>')
    rewrite(path, {"xl/worksheets/sheet1.xml": sheet, "[Content_Types].xml": types},
            {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": rels})


def rewrite(path, changes, added):
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename in changes:
                data = changes[entry.filename](data.decode()).encode()
            out.writestr(zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        for name, text in added.items():
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


# --- R7: a cell for each answer, days in cells of their own with a date format ----------------------------------

def r7(file, name, audience, fill=None, year="令和7年度版 ", era_dates=False):
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = audience + "確認用"
    for column, width in zip("ABCDEFGHI", (16, 56, 7, 7, 12, 12, 7, 7, 12)):
        ws.column_dimensions[column].width = width
    ws["A1"] = f"{year}医療機関におけるサイバーセキュリティ対策チェックリスト"
    ws["H1"] = audience + "確認用"
    ws["A2"] = "事業者名" if audience == "事業者" else "医療機関名"
    ws["F2"] = "記入者"
    ws["A3"] = "医療情報システムの有無"
    ws["B3"] = "医療情報システムを導入、運用している。"
    ws["C3"], ws["D3"] = "はい", "いいえ"
    ws.merge_cells("A5:A7"); ws.merge_cells("B5:B7"); ws.merge_cells("C5:I5")
    ws["B5"] = "チェック項目"
    ws["C5"] = "確認結果"
    ws.merge_cells("C6:E6"); ws["C6"] = "1回目"
    ws.merge_cells("F6:F7"); ws["F6"] = "目標日"
    ws.merge_cells("G6:I6"); ws["G6"] = "2回目"
    for column, text in (("C", "はい"), ("D", "いいえ"), ("E", "確認日"), ("G", "はい"), ("H", "いいえ"), ("I", "確認日")):
        ws[column + "7"] = text
    at, group, section = 8, None, None
    rows = [row("医療情報システムを導入、運用している。", presence=True)]
    if audience == "事業者":
        ws["A3"] = ws["B3"] = ws["C3"] = ws["D3"] = None
        rows = []
    for nth, item in enumerate(items(name)):
        if item["section"] != section:
            section, group = item["section"], None
            ws.cell(at, 1, section)
        if item.get("group") and item["group"] != group:
            group = item["group"]
            ws.merge_cells(start_row=at, end_row=at, start_column=2, end_column=9)
            ws.cell(at, 2, SENTENCE[group] + "について、以下を実施している。")
            at += 1
        ws.cell(at, 2, item["number"] + item["text"]).alignment = WRAP
        for column in range(3, 10):
            ws.cell(at, column).border = THIN
        for column in (5, 6, 9):
            ws.cell(at, column).number_format = '[$-411]ge.m.d' if era_dates else "yyyy/m/d"
        got = fill(nth) if fill else None
        if got:
            for column, value in got[0].items():
                ws[f"{column}{at}"] = value
        rows.append(row(item["text"], item["number"], item.get("group", ""), True, got[1] if got else {}))
        at += 1
    ws.cell(at + 1, 1, "※2-②及び2-③については、事業者と契約していない場合には、記入不要です。")
    book.save(HERE / file)
    want(file, "checklist", 2025, audience, rows)


def filled_r7(nth):
    day = datetime.date(2025, 6, 12)
    ways = [
        ({"C": "○", "E": day}, answer("given", "yes", "2025-06-12")),
        ({"D": "〇", "E": day, "F": datetime.date(2026, 3, 20)}, answer("given", "no", "2025-06-12", "2026-03-20")),
        ({"C": "◯", "E": "R7.6.12"}, answer("given", "yes", "2025-06-12")),
        ({"C": "レ", "E": "6月12日"}, answer("given", "yes", "2025-06-12")),
        ({"D": "✓", "E": "6/12", "F": "3/20"}, answer("given", "no", "2025-06-12", "2026-03-20")),
        ({"C": "☑", "D": "□", "E": day}, answer("given", "yes", "2025-06-12")),
        ({"C": "はい", "E": "2025年6月12日"}, answer("given", "yes", "2025-06-12")),
        ({"D": "いいえ", "E": "令和7年6月12日"}, answer("given", "no", "2025-06-12")),
        ({"C": "○", "D": "○", "E": day}, answer("both", None, "2025-06-12")),
        ({"C": "×", "E": day}, answer("confirm", "yes", "2025-06-12")),
        ({"C": True, "D": False, "E": day}, answer("given", "yes", "2025-06-12")),
        ({"C": "✔", "E": "（６／１２）"}, answer("given", "yes", "2025-06-12")),
        ({"C": "●", "E": "令7.6.12"}, answer("given", "yes", "2025-06-12")),
        ({"C": "1", "E": day}, answer("given", "yes", "2025-06-12")),
        ({"D": "■", "E": "7.6.12"}, answer("given", "no", "2025-06-12")),
        ({"E": day}, answer("blank", None, "2025-06-12")),
        ({"C": "○"}, answer("given", "yes")),
        ({"C": "はい", "D": "いいえ"}, answer("blank")),
        ({}, answer("blank")),
    ]
    cells, expected = ways[nth]
    return cells, {"1": expected}


# --- a later edition with other words, columns and lists --------------------------------------------------------

R8_ITEMS = [
    ("体制", "", [("1-1", "医療情報システム安全管理責任者等を置いている。"), ("1-2", "経営層が安全管理の状況について年1回以上報告を受けている。")]),
    ("機器等の管理", "all", [("2-1", "サーバ、端末PC、ネットワーク機器の台帳管理を行っている。"), ("2-2", "保守委託の契約で更新作業の責任の所在を定めている。"),
                  ("2-3", "画面ロックを設定している。")]),
    ("機器等の管理", "server", [("2-4", "アクセスログを管理している。"), ("2-5", "更新責任を負う者を機器ごとに定めている。")]),
    ("インシデント対応", "", [("3-1", "インシデント発生時の連絡体制図がある。"), ("3-2", "バックアップから戻す手順を確かめた。")]),
]


def r8(file, fill=None):
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = "医療機関・薬局確認用"
    ws["A1"] = "令和8年度版 医療機関・薬局におけるサイバーセキュリティ対策チェックリスト（見本・架空の版）"
    ws["A2"] = "医療機関・薬局確認用"
    ws["A3"], ws["D3"] = "医療機関・薬局名", "記入日"
    for column, text in enumerate(["No.", "分類", "点検項目", "実施状況", "確認年月日", "実施予定日", "備考"], 1):
        ws.cell(5, column, text).border = THIN
    ws.column_dimensions["C"].width = 56
    lists = DataValidation(type="list", formula1='"実施済,未実施,対象外"', allow_blank=True)
    ws.add_data_validation(lists)
    at, rows, nth = 6, [], 0
    for section, group, list_ in R8_ITEMS:
        first = at
        for number, text in list_:
            ws.cell(at, 1, number)
            ws.cell(at, 2, (SENTENCE[group] if group else section) if at == first else None)
            ws.cell(at, 3, text)
            for column in range(4, 8):
                ws.cell(at, column).border = THIN
            ws.cell(at, 5).number_format = ws.cell(at, 6).number_format = "yyyy/m/d"
            lists.add(ws.cell(at, 4))
            got = fill(nth) if fill else None
            for column, value in (got[0] if got else {}).items():
                ws[f"{column}{at}"] = value
            rows.append(row(text, number, group, True, got[1] if got else {}))
            at, nth = at + 1, nth + 1
        if at - first > 1:
            ws.merge_cells(start_row=first, end_row=at - 1, start_column=2, end_column=2)
    ws.cell(at + 1, 3, '=COUNTIF(D6:D%d,"実施済")&"件 実施済"' % (at - 1))
    book.save(HERE / file)
    want(file, "checklist", 2026, "医療機関・薬局", rows)


def filled_r8(nth):
    day = datetime.date(2026, 7, 1)
    words = ["実施済", "未実施", "実施済", "対象外", "済", "未", "はい", "いいえ", None]
    states = ["yes", "no", "yes", "na", "yes", "no", "yes", "no", None]
    if words[nth] is None:
        return {}, {"1": answer("blank")}
    cells = {"D": words[nth], "E": day}
    target = None
    if states[nth] == "no":
        cells["F"], target = datetime.date(2027, 3, 1), "2027-03-01"
    return cells, {"1": answer("given", states[nth], "2026-07-01", target)}


# --- BCP確認表, 役割分担, MDS/SDS -------------------------------------------------------------------------------------

def bcp(file):
    book = xlsxwriter.Workbook(str(HERE / file))
    ws = book.add_worksheet("確認表")
    cell = book.add_format({"border": 1, "text_wrap": True})
    ws.set_column(1, 1, 30); ws.set_column(2, 2, 60)
    ws.merge_range("A1:D1", "サイバー攻撃を想定した事業継続計画（BCP）策定の確認表")
    ws.write("A2", "※医療機関がBCPを策定する際、最低限必要な事項を網羅しているか、確認のために使用するものです")
    for column, text in enumerate(["項番", "大項目", "確認項目", "確認箇所"]):
        ws.write(3, column, text, cell)
    phases = [("1", "平時", "平時において、非常時に備え、サイバーセキュリティの体制整備を行う。", [
        ("1-1", "情報機器等の把握と適切な管理、全体構成図の作成", ["サーバ、端末PC、ネットワーク機器を把握できているか。", "ネットワーク構成図・システム構成図が整備できているか。",
            "システム停止が事業継続に与える影響を把握できているか。", "サーバ、端末PC、ネットワーク機器の脆弱性への対応ができているか。"]),
        ("1-2", "非常時に備えたサイバーセキュリティ体制の整備とリスク検知のための情報収集", ["リスク検知のための情報収集体制が整備できているか。", "教育訓練が実施できているか。"])]),
        ("5", "事後対応", "", [("5-3", "再発防止策の周知", ["再発防止策の周知を院内に周知する方法と体制が整備されているか。"]), ("5-4", "再発防止策の実施", ["再発防止策の実施が行えるか。"])])]
    at, rows, nth = 4, [], 0
    marks = ["○", "レ", "", "○", "○", "×", "✓", ""]
    for no, title, about, list_ in phases:
        ws.write(at, 0, no, cell)
        ws.merge_range(at, 1, at, 3, title + (f"（{about}）" if about else ""), cell)
        at += 1
        for number, name, checks in list_:
            if len(checks) > 1:
                ws.merge_range(at, 0, at + len(checks) - 1, 0, number, cell)
                ws.merge_range(at, 1, at + len(checks) - 1, 1, name, cell)
            else:
                ws.write(at, 0, number, cell); ws.write(at, 1, name, cell)
            for check in checks:
                ws.write(at, 2, check, cell)
                ws.write(at, 3, marks[nth], cell)
                state = {"": answer("blank"), "×": answer("given", "no")}.get(marks[nth], answer("given", "yes"))
                rows.append(row(check, number, "", True, {"1": state}))
                at, nth = at + 1, nth + 1
    book.close()
    want(file, "bcp", None, None, rows)


def roles(file):
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = "確認表"
    ws["A1"] = "医療情報システムの契約における当事者間の役割分担等に関する確認表"
    ws["A2"], ws["D2"] = "医療機関名", "事業者名"
    for column, text in enumerate(["項番", "項目", "内容", "初回確認（日付）", "完了日"], 1):
        ws.cell(4, column, text)
    at, rows = 5, []
    parts = [("Part1 主に医療機関が実施する項目", [("B3①", "人的安全管理対策", "医療情報を取り扱う職員に対する人的安全管理対策を実施する。", "はい\n（7/1）", BLANK, answer("given", "yes", None)),
              ("参考3①", "情報機器等の台帳管理", "情報機器等の台帳管理を行う。", "いいえ\n（7/1）", "（9/1）", answer("given", "no", None, None))]),
             ("Part2 医療機関と事業者が共同で実施する項目", [("A11", "情報提供義務", "医療情報システムのセキュリティに関する情報提供義務を定める。", PAIR, BLANK, answer("blank")),
              ("参考6", "保守の実施", "OSやアプリケーション、ハードウェアの保守の実施について取り決める。", "はい・いいえ\n（R8.7.1）", BLANK, answer("blank", None, "2026-07-01"))])]
    for part, list_ in parts:
        ws.merge_cells(start_row=at, end_row=at, start_column=1, end_column=5)
        ws.cell(at, 1, part)
        at += 1
        for number, name, text, first, done, expected in list_:
            for column, value in enumerate([number, name, text, first, done], 1):
                ws.cell(at, column, value)
            rows.append(row(text, number, "", True, {"1": expected}))
            at += 1
    book.save(HERE / file)
    want(file, "role_sharing", None, None, rows)


def disclosure(file, which):
    book = xlsxwriter.Workbook(str(HERE / file))
    ws = book.add_worksheet(which)
    ws.set_column(1, 1, 70)
    who = "製造業者" if which == "MDS" else "サービス事業者"
    ws.write("A1", f"{who}による医療情報セキュリティ開示書（{which}） Ver.4.1")
    ws.write("A2", who + "名"); ws.write("B2", "架空メディカル株式会社")
    ws.write("A3", "作成日"); ws.write("B3", "令和8年7月1日")
    for column, text in enumerate(["質問番号", "質問", "はい", "いいえ", "対象外", "備考"]):
        ws.write(4, column, text)
    questions = [("9", "運用管理規程等において組織的安全管理対策に関する事項等を定めているか？", "yes", ""),
                 ("28", "保守作業等で医療情報システムに直接アクセスする作業を行う際には、作業員・作業内容・作業結果を医療機関等に報告できるようになっているか？", "no", "来年度に対応"),
                 ("29", "清掃等の直接医療情報システムにアクセスしない作業の場合においても、作業後の定期的なチェックを行っているか？", "na", "該当作業なし"),
                 ("32", "ユーザに提示できる情報種別ごとの破棄の手順があるか？", "yes", ""),
                 ("40", "改造や保守に関する作業の記録として、個人情報へのアクセス有無、及びアクセスした対象を特定できる情報を医療機関等に提供できるか？", "no", ""),
                 ("44", "メンテナンスを実施する場合は、事前に医療機関等に作業申請を提出できるか？", None, ""),
                 ("45", "メンテナンス終了時に、速やかに医療機関等に作業報告書を提出できるか？", "both", "")]
    rows = []
    for nth, (number, text, given, note) in enumerate(questions):
        at = 5 + nth
        ws.write(at, 0, number); ws.write(at, 1, text); ws.write(at, 5, note)
        for column, key in ((2, "yes"), (3, "no"), (4, "na")):
            if given == key or (given == "both" and key != "na"):
                ws.write(at, column, "○")
        state = {None: answer("blank"), "both": answer("both")}.get(given, answer("given", given))
        rows.append(row(text, number, "", True, {"1": state}))
    book.close()
    want(file, "disclosure", None, None, rows)


# --- controls ---------------------------------------------------------------------------------------------------

def controls(file):
    """The blank R7 sheet with check boxes (form controls) over はい and いいえ of three rows."""
    r7(file, "2025-vendor", "事業者")
    expected = EXPECTED.pop(file)[0]
    path = HERE / file
    ws = openpyxl.load_workbook(path).active
    place = [r for r in range(8, ws.max_row + 1) if ws.cell(r, 2).value and not str(ws.cell(r, 2).value).endswith("以下を実施している。")]
    boxes = [(place[0], 2, True), (place[0], 3, False), (place[1], 2, False), (place[1], 3, True), (place[2], 2, True), (place[2], 3, True)]
    controls_xml, rels, types, parts = "", "", "", {}
    for nth, (at, column, checked) in enumerate(boxes, 1):
        controls_xml += (f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><control shapeId="{1024 + nth}" r:id="rIdC{nth}" name="Check Box {nth}"><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1">'
                         f'<from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>{column}</xdr:col><xdr:colOff>60000</xdr:colOff><xdr:row>{at - 1}</xdr:row><xdr:rowOff>20000</xdr:rowOff></from>'
                         f'<to xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>{column}</xdr:col><xdr:colOff>400000</xdr:colOff><xdr:row>{at - 1}</xdr:row><xdr:rowOff>180000</xdr:rowOff></to></anchor></controlPr></control></mc:Choice></mc:AlternateContent>')
        rels += f'<Relationship Id="rIdC{nth}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp" Target="../ctrlProps/ctrlProp{nth}.xml"/>'
        types += f'<Override PartName="/xl/ctrlProps/ctrlProp{nth}.xml" ContentType="application/vnd.ms-excel.controlproperties+xml"/>'
        state = ' checked="Checked"' if checked else ""
        parts[f"xl/ctrlProps/ctrlProp{nth}.xml"] = f'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox"{state} lockText="1"/>'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
    namespace = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    def sheet(text):
        text = text.replace("<worksheet ", f"<worksheet {namespace} ", 1) if namespace not in text else text
        return text.replace("</worksheet>", f"<controls>{controls_xml}</controls></worksheet>")
    rewrite(path, {"xl/worksheets/sheet1.xml": sheet, "[Content_Types].xml": lambda t: t.replace("</Types>", types + "</Types>")}, parts)
    for nth, state in ((0, answer("given", "yes")), (1, answer("given", "no")), (2, answer("both"))):
        expected["items"][nth]["rounds"] = {"1": state}
    EXPECTED[file] = [expected]


# --- bad input ---------------------------------------------------------------------------------------------------

def bad():
    (HERE / "bad_pdf.xlsx").write_bytes(b"%PDF-1.7\n%fictional\n")
    book = openpyxl.load_workbook(HERE / "r7_medical_blank.xlsx")
    ws = book.active
    ws.protection.sheet = True
    for r in range(8, ws.max_row + 1):
        for c in (3, 4):
            ws.cell(r, c).protection = Protection(locked=False)
    book.save(HERE / "bad_protected.xlsx")
    # Somebody put two columns in, took the group sentences out and moved the table down.
    book = openpyxl.Workbook()
    ws = book.active
    ws.title = "Sheet1"
    ws["B3"] = "医療機関におけるサイバーセキュリティ対策チェックリスト（令和7年5月）"
    ws["F3"] = "医療機関確認用"
    for column, text in zip("BCDEFG", ["担当", "機器", "項目", "確認結果", "確認日", "目標日"]):
        ws[f"{column}6"] = text
    at, rows = 7, []
    for nth, item in enumerate(items("2025-medical")[:12]):
        ws[f"B{at}"] = "事務長"
        ws[f"D{at}"] = item["number"] + " " + item["text"]
        ws[f"E{at}"], ws[f"F{at}"] = ("○", "6/12") if nth % 2 == 0 else ("×", "6/12")
        rows.append(row(item["text"], item["number"], "", True, {"1": answer("given", "yes" if nth % 2 == 0 else "no", "2025-06-12")}))
        at += 1
        if nth % 5 == 4:
            at += 1
    ws[f"D{at}"] = "院内メモ"
    book.save(HERE / "bad_restructured.xlsx")
    want("bad_restructured.xlsx", "checklist", 2025, "医療機関", rows)
    # Two checklists in one book.
    one, two = openpyxl.load_workbook(HERE / "r7_medical_blank.xlsx"), openpyxl.load_workbook(HERE / "r7_vendor_blank.xlsx")
    target = one.create_sheet("事業者確認用")
    for cells in two.active.iter_rows():
        for cell in cells:
            if cell.value is not None:
                target[cell.coordinate] = cell.value
    for merged in two.active.merged_cells.ranges:
        target.merge_cells(str(merged))
    one.save(HERE / "bad_two_in_one.xlsx")
    # Days outside the year, and a day that does not exist.
    r7("bad_outside_year.xlsx", "2025-medical", "医療機関",
       lambda nth: [({"C": "○", "E": datetime.date(2024, 6, 12)}, {"1": answer("given", "yes", "2024-06-12")}),
                    ({"D": "○", "E": "6/12", "F": "2027/5/1"}, {"1": answer("given", "no", "2025-06-12", "2027-05-01")}),
                    ({"C": "○", "E": "2/30"}, {"1": answer("given", "yes")})][nth] if nth < 3 else None)
    # Numbers and wordings of two years on one sheet.
    book = openpyxl.load_workbook(HERE / "r7_medical_blank.xlsx")
    ws = book.active
    ws["A4"] = "○ 令和5年度中"
    ws["B9"] = "(1)サーバ、端末PC、ネットワーク機器の台帳管理を行っている。"
    book.save(HERE / "bad_mixed.xlsx")


def main():
    for old in HERE.glob("*.xlsx"):
        old.unlink()
    title = "医療機関におけるサイバーセキュリティ対策チェックリスト"
    r5("r5_medical_blank.xlsx", "2023-medical", "医療機関", title)
    r5("r5_medical_filled.xlsx", "2023-medical", "医療機関", title, filled_r5)
    r5("r5_vendor_blank.xlsx", "2023-vendor", "事業者", title)
    r5("r5_pharmacy_blank.xlsx", "2023-pharmacy", "薬局", "薬局におけるサイバーセキュリティ対策チェックリスト")
    r6_marks("r6_medical_marks.xlsx")
    r7("r7_medical_blank.xlsx", "2025-medical", "医療機関")
    r7("r7_medical_filled.xlsx", "2025-medical", "医療機関", filled_r7)
    r7("r7_vendor_blank.xlsx", "2025-vendor", "事業者", era_dates=True)
    r8("r8_madeup_blank.xlsx")
    r8("r8_madeup_filled.xlsx", filled_r8)
    bcp("bcp_filled.xlsx")
    roles("roles_filled.xlsx")
    disclosure("mds_filled.xlsx", "MDS")
    disclosure("sds_filled.xlsx", "SDS")
    controls("r7_vendor_controls.xlsx")
    bad()
    # The same forms as LibreOffice writes them.
    with tempfile.TemporaryDirectory() as folder:
        for name in ("r5_medical_filled", "r7_medical_filled", "r8_madeup_filled"):
            subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", folder, str(HERE / f"{name}.xlsx")],
                           check=True, capture_output=True)
            shutil.copy(pathlib.Path(folder) / f"{name}.xlsx", HERE / f"lo_{name}.xlsx")
            EXPECTED[f"lo_{name}.xlsx"] = EXPECTED[f"{name}.xlsx"]
    (HERE / "expected.json").write_text(json.dumps(EXPECTED, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


main()

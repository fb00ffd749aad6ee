#!/usr/bin/env python3
"""A made-up 事業者確認用 of R8 in the layout of the made-up clinic's sheet (tests/data/forms/generate.py). Needs openpyxl.

Usage: python3 tests/vendor_form.py OUT.xlsx
"""
import sys
import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.datavalidation import DataValidation

ITEMS = [
    ("体制", "1-1", "事業者内に、医療情報システム等の提供に係る管理責任者を置いている。"),
    ("医療情報システム全般", "2-1", "リモートメンテナンス（保守）している機器の有無を確認した。"),
    ("医療情報システム全般", "2-2", "医療機関に製造業者/サービス事業者による医療情報セキュリティ開示書（MDS/SDS）を提出した。"),
    ("医療情報システム全般", "2-3", "更新作業の責任の所在を契約で定めている。"),
    ("サーバ", "2-4", "アクセスログを管理している。"),
    ("ネットワーク機器", "2-5", "接続元制限を実施している。"),
]
THIN = Border(*[Side(style="thin")] * 4)
book = openpyxl.Workbook()
ws = book.active
ws.title = "事業者確認用"
ws["A1"] = "令和8年度版 医療機関・薬局におけるサイバーセキュリティ対策チェックリスト（見本・架空の版）"
ws["A2"] = "事業者確認用"
ws["A3"], ws["D3"] = "事業者名", "記入日"
for column, text in enumerate(["No.", "分類", "点検項目", "実施状況", "確認年月日", "実施予定日", "備考"], 1):
    ws.cell(5, column, text).border = THIN
for letter, width in zip("ABCDEFG", (8, 24, 56, 12, 14, 14, 24)):
    ws.column_dimensions[letter].width = width
choices = DataValidation(type="list", formula1='"実施済,未実施,対象外"', allow_blank=True)
ws.add_data_validation(choices)
last = None
for at, (section, number, text) in enumerate(ITEMS, 6):
    ws.cell(at, 1, number)
    ws.cell(at, 2, section if section != last else None)
    ws.cell(at, 3, text).alignment = Alignment(wrap_text=True, vertical="center")
    last = section
    for column in range(1, 8):
        ws.cell(at, column).border = THIN
    ws.cell(at, 5).number_format = ws.cell(at, 6).number_format = "yyyy/m/d"
    choices.add(ws.cell(at, 4))
book.save(sys.argv[1])

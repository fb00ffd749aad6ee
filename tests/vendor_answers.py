#!/usr/bin/env python3
"""A vendor's office: opens a sheet in LibreOffice, answers it with a macro, and saves it as xlsx again.

Usage: python3 tests/vendor_answers.py SHEET.xlsx OUT.xlsx YES NO [HOW_MANY_NO]
YES and NO are the words of the sheet (はい いいえ, 実施済 未実施). Finds the column of answers and the columns of days by
their headings, as a person would, and says いいえ with a target day to the last HOW_MANY_NO rows.
"""
import pathlib, subprocess, sys, tempfile

MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Answer(source As String, target As String, yesWord As String, noWord As String, noCount As Integer)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden" : opening(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opening())
  sheet = book.Sheets.getByIndex(0)
  answers = -1 : checked = -1 : planned = -1 : texts = -1 : first = -1
  For row = 0 To 30
    For column = 0 To 9
      word = sheet.getCellByPosition(column, row).String
      If word = "1回目" Or word = "実施状況" Then
        answers = column : first = row + 1
      ElseIf word = "確認日" Or word = "確認年月日" Then
        checked = column
      ElseIf word = "目標日" Or word = "実施予定日" Then
        planned = column
      ElseIf word = "チェック項目" Or word = "点検項目" Then
        texts = column
      End If
    Next
    If answers >= 0 Then Exit For
  Next
  last = first
  Do While sheet.getCellByPosition(texts, last).String &lt;&gt; ""
    last = last + 1
  Loop
  For row = first To last - 1
    If row >= last - noCount Then
      sheet.getCellByPosition(answers, row).String = noWord
      sheet.getCellByPosition(planned, row).FormulaLocal = "2027-03-19"
    Else
      sheet.getCellByPosition(answers, row).String = yesWord
    End If
    sheet.getCellByPosition(checked, row).FormulaLocal = "2026-11-20"
  Next
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName" : saving(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(target), saving())
  book.close(True)
End Sub
</script:module>
"""


def main():
    source, target, yes, no = sys.argv[1:5]
    noes = sys.argv[5] if len(sys.argv) > 5 else "0"
    with tempfile.TemporaryDirectory() as profile:
        office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        # A new profile comes with an empty module, which gives way to ours.
        subprocess.run([*office, "--terminate_after_init"], check=True, timeout=180, capture_output=True)
        pathlib.Path(profile, "user/basic/Standard/Module1.xba").write_text(MACRO, encoding="utf-8")
        source, target = (str(pathlib.Path(path).resolve()) for path in (source, target))
        call = f'macro:///Standard.Module1.Answer("{source}","{target}","{yes}","{no}",{noes})'
        subprocess.run([*office, call], check=True, timeout=180, capture_output=True)
    if not pathlib.Path(target).exists():
        raise SystemExit(f"{target} was not written")


main()

"""Blank forms as superiors send them, made with an invented issuer."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter


def blank_form(*, year: int = 2023, marked: bool = True) -> bytes:
    """Sheet 宣讲: a title over merged cells, a header, four rows to fill, a sum; sheet 说明 with words alone."""
    target = io.BytesIO()
    book: Any = xlsxwriter.Workbook(target)
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#DDDDDD"})
    body = book.add_format({"border": 1, "num_format": "#,##0"})
    sheet = book.add_worksheet("宣讲")
    sheet.set_column(0, 0, 30)
    sheet.merge_range("A1:D1", f"{year}年妇女工作情况表", head)
    if marked:
        sheet.write("A2", "表号：云岭妇统1表")
        sheet.write("B2", "制定机关：云岭市妇联")
        sheet.write("C2", "批准文号：云岭统制〔2023〕7号")
        sheet.write("D2", f"有效期至：{year + 1}年6月30日")
    for column, text in enumerate(("指标", "计量单位", "本年", "上年同期")):
        sheet.write(2, column, text, head)
    rows = (
        ("巾帼宣讲", "场"),
        ("巾帼宣讲受众人次", "人次"),
        ("巾帼宣讲受众人数", "人"),
        ("手机上门服务指数", "分"),
    )
    for row, (label, unit) in enumerate(rows, 3):
        sheet.write(row, 0, label)
        sheet.write(row, 1, unit)
        sheet.write_blank(row, 2, None, body)
        sheet.write_blank(row, 3, None, body)
    sheet.write(7, 0, "合计")
    sheet.write_formula("C8", "=C4+C5", body, 0)
    book.add_worksheet("说明").write("A1", "请于次月5日前报送。")
    book.close()
    return target.getvalue()

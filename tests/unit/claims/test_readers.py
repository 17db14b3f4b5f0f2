"""Files become text with places; foreign bytes are refused with a code, never with a crash."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Document
from shuzhi.claims.readers import read_bytes, read_document
from shuzhi.documents.errors import Refused

SENTENCE = "全年举办培训12期，"


def places(document: Document) -> list[tuple[str, str]]:
    return [(claim.quantity, claim.place) for claim in extract_document(document).claims]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_plain_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    document = read_bytes((SENTENCE * 3).encode(encoding), "a.txt")
    assert document.text == SENTENCE * 3


def test_nothing_of_a_text_file_is_stripped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\r\n  标题\r\n\r\n走访9户。 \r\n".encode())
    document = read_document(path)
    assert document.text == "\r\n  标题\r\n\r\n走访9户。 \r\n"
    assert places(document) == [("9户", "第2段")]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(b"\x00\x01\x02\xff" * 40, "a.txt")
    assert refused.value.code == "claims.encoding_unknown"


def test_an_unknown_kind_of_file_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(b"hello", "a.exe")
    assert refused.value.code == "claims.format_unknown"


def test_markdown_loses_its_marks_and_keeps_its_tables() -> None:
    document = read_bytes("# 标题\n\n培训**12期**\n\n|甲|乙|\n|--|--|\n|讲座|3场|\n".encode(), "a.md")
    assert [quantity for quantity, _ in places(document)] == ["12期", "3场"]


def test_html_shows_what_a_reader_sees() -> None:
    page = (
        "<head><title>9期</title></head><body><p>培训<b>12</b>期</p><script>8期</script><td>3场</td></body>"
    )
    assert [quantity for quantity, _ in places(read_bytes(page.encode(), "a.html"))] == ["12期", "3场"]


def word_file() -> bytes:
    file = docx.Document()
    file.add_paragraph("全年举办培训12期。")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "讲座", "3场"
    file.sections[0].footer.paragraphs[0].text = "共发放折页50份"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_word_files_are_read_with_tables_and_footers() -> None:
    document = read_bytes(word_file(), "a.docx")
    assert places(document) == [("12期", "第1段"), ("3场", "表1第1行第2列"), ("50份", "页脚第1段")]


def test_content_controls_are_kept_apart_from_typed_prose() -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="f1"/></w:sdtPr><w:sdtContent><w:r><w:t>12期</w:t></w:r></w:sdtContent></w:sdt>'
    with zipfile.ZipFile(io.BytesIO(word_file())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("<w:body><w:p>", f"<w:body><w:p>{control}", 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    document = read_bytes(out.getvalue(), "a.docx")
    first = document.passages[0]
    assert [first.text[start:end] for start, end, _ in first.controlled] == ["12期"]


def test_a_damaged_word_file_is_refused() -> None:
    with pytest.raises(Refused):
        read_bytes(b"PK\x03\x04" + b"\0" * 100, "a.docx")


def test_workbooks_name_the_cell() -> None:
    assert places(read_bytes(_workbook(), "a.xlsx")) == [("3场", "Sheet1!B2")]


def _workbook() -> bytes:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>内容</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>讲座</t></is></c><c r="B2" t="inlineStr"><is><t>3场</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    main = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{main}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
        'PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}/spreadsheetml/2006/main" xmlns:r="{main}/officeDocument/2006/'
        'relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{main}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


def test_a_pdf_without_text_says_that_it_is_a_scan() -> None:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    document = read_bytes(out.getvalue(), "a.pdf")
    assert [notice.code for notice in document.notices] in (
        ["claims.pages_scanned"],
        ["claims.pages_recognised"],
    )


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(b"%PDF-1.7\nnothing", "a.pdf")
    assert refused.value.code == "claims.pdf_damaged"

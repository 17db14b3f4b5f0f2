"""A page that is only a picture is read through tesseract, and the reading says so."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from docx import Document

from shuzhi.claims.extract import extract_document
from shuzhi.claims.readers import read_document
from shuzhi.report import pdf

pytestmark = [pytest.mark.libreoffice, pytest.mark.tesseract]


def picture_of_a_page(folder: Path, *sentences: str) -> Path:
    """Draws the sentences on a page as grey pixels and returns them as a raw PGM file."""
    word = folder / "typed.docx"
    document = Document()
    for sentence in sentences:
        document.add_paragraph(sentence)
    document.save(str(word))
    (folder / "typed.pdf").write_bytes(pdf.convert(word.read_bytes()))
    draw = ["pdftoppm", "-r", "200", "-gray", "-singlefile", str(folder / "typed.pdf"), str(folder / "page")]
    subprocess.run(draw, check=True, capture_output=True)
    return folder / "page.pgm"


def pdf_of_picture(picture: Path) -> bytes:
    """A PDF that holds the picture and not one letter."""
    _, size, _, pixels = picture.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    image, draw = zlib.compress(pixels), b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        b"/Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(image), image),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n"
    return out + end + b"%d\n%%%%EOF" % len(out)


def test_the_quantities_of_a_scanned_page_are_read_and_the_reading_says_that_it_was_a_scan(
    tmp_path: Path,
) -> None:
    if not (shutil.which("tesseract") and shutil.which("pdftoppm") and shutil.which("soffice")):
        pytest.skip("tesseract, pdftoppm or soffice is not installed")
    picture = picture_of_a_page(
        tmp_path, "全年举办普法讲座27场，听众780人次。", "开展健康讲座24场，听众711人次。"
    )
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf_of_picture(picture))
    document = read_document(scan)
    assert [notice.code for notice in document.notices] == ["claims.pages_recognised"]
    read = [(int(claim.value), claim.unit) for claim in extract_document(document).claims]
    assert read == [(27, "场"), (780, "人次"), (24, "场"), (711, "人次")]

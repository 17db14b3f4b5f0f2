"""Running text of a Word body: places by control and bookmark, tracked changes in both readings, cells with labels."""

from __future__ import annotations

import pytest
from lxml import etree

from shuzhi.documents.controls import Control, control_xml, run_xml
from shuzhi.documents.ooxml import W
from shuzhi.documents.story import Means, Story, View, read_story


def story(body: str, view: View = View.FINAL) -> Story:
    xml = f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
    return read_story(etree.fromstring(xml), view)


def p(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return run_xml(text, properties)


def test_a_control_in_its_bookmark_is_one_range_by_two_means() -> None:
    seen = story(p(r("甲"), control_xml(Control("_fig_1", 1, "标"), text="38场", run_properties=""), r("乙")))
    assert seen.paragraphs[0].text == "甲38场乙"
    assert [(each.name, each.means, each.start, each.end) for each in seen.places] == [
        ("_fig_1", Means.CONTROL, (0, 1), (0, 4)),
        ("_fig_1", Means.BOOKMARK, (0, 1), (0, 4)),
    ]


def test_tracked_changes_read_accepted_or_rejected() -> None:
    body = p(
        r("共"),
        f'<w:del w:id="1">{r("38").replace("w:t ", "w:delText ").replace("w:t>", "w:delText>")}</w:del>',
        f'<w:ins w:id="2">{r("39")}</w:ins>',
        r("场"),
    )
    final, original = story(body), story(body, View.ORIGINAL)
    assert (final.paragraphs[0].text, original.paragraphs[0].text) == ("共39场", "共38场")
    assert final.revisions == original.revisions == 2


def test_a_deleted_row_is_gone_in_one_reading() -> None:
    row = "<w:tr>{}<w:tc>" + p(r("甲")) + "</w:tc></w:tr>"
    deleted = row.format('<w:trPr><w:del w:id="1"/></w:trPr>')
    body = f"<w:tbl>{row.format('')}{deleted}</w:tbl>"
    assert [len(story(body, view).paragraphs) for view in (View.FINAL, View.ORIGINAL)] == [1, 2]


def test_hidden_text_and_field_codes_are_no_text_and_struck_text_is_marked() -> None:
    seen = story(
        p(
            r("甲", "<w:vanish/>"), r("乙", '<w:vanish w:val="0"/>'), r("丙", "<w:strike/>"),
            "<w:r><w:instrText> PAGE </w:instrText></w:r>", '<w:hyperlink w:anchor="a">' + r("丁") + "</w:hyperlink>",
        )
    )  # fmt: skip
    assert seen.paragraphs[0].text == "乙丙丁"
    assert seen.paragraphs[0].struck == ((1, 2),)


def test_cells_know_their_row_and_column_labels_across_spans() -> None:
    cell = "<w:tc>{}" + "{}</w:tc>"
    head = "".join(cell.format("", p(r(text))) for text in ("项目", "场次", "人次"))
    row = cell.format("", p(r("党课"))) + cell.format('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', p(r("38")))
    seen = story(f"<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>" + p(r("外")))
    assert seen.labels(4) == ("党课", "场次")
    assert seen.labels(5) == ("", "")


def test_a_control_around_paragraphs_or_around_a_cell_is_a_place_of_all_its_text() -> None:
    def around(name: str, inside: str) -> str:
        tag = f'<w:sdtPr><w:tag w:val="{name}"/></w:sdtPr>'
        return f"<w:sdt>{tag}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    cell = around("b", "<w:tc>" + p(r("38")) + "</w:tc>")
    seen = story(around("a", p(r("甲")) + p(r("乙丙"))) + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert [(each.name, each.start, each.end) for each in seen.places] == [
        ("a", (0, 0), (1, 2)),
        ("b", (2, 0), (2, 2)),
    ]


def test_a_nested_table_has_cells_of_its_own() -> None:
    inner = "<w:tbl><w:tr><w:tc>" + p(r("内")) + "</w:tc></w:tr></w:tbl>"
    seen = story("<w:tbl><w:tr><w:tc>" + p(r("外")) + inner + p() + "</w:tc></w:tr></w:tbl>")
    assert [paragraph.cell for paragraph in seen.paragraphs] == [(0, 0, 0), (1, 0, 0), (0, 0, 0)]


def test_a_bookmark_may_end_in_another_paragraph_or_between_two() -> None:
    seen = story(
        p(r("甲"), '<w:bookmarkStart w:id="7" w:name="a"/>', r("乙"))
        + p(r("丙"), '<w:bookmarkEnd w:id="7"/>', r("丁"))
        + '<w:bookmarkStart w:id="8" w:name="b"/>'
        + p(r("戊"))
        + '<w:bookmarkEnd w:id="8"/>'
    )
    assert [(each.name, each.start, each.end) for each in seen.places] == [
        ("a", (0, 1), (1, 1)),
        ("b", (2, 0), (2, 1)),
    ]
    assert seen.text_between((0, 1), (1, 1)) == "乙\n丙"


def test_a_bookmark_that_begins_twice_is_two_places() -> None:
    begin = '<w:bookmarkStart w:id="7" w:name="a"/>'
    seen = story(p(begin, r("甲")) + p(begin, r("乙"), '<w:bookmarkEnd w:id="7"/>') + p(begin, r("丙")))
    assert [(each.start, each.end) for each in seen.places] == [
        ((0, 0), (0, 0)),
        ((1, 0), (1, 1)),
        ((2, 0), (2, 0)),
    ]


def test_of_two_alternatives_of_a_text_box_one_is_read_after_its_paragraph() -> None:
    box = "<w:txbxContent>" + p(r("框")) + "</w:txbxContent>"
    drawing = f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    seen = story(p(r("甲"), f"<w:r>{drawing}</w:r>", r("乙")))
    assert [paragraph.text for paragraph in seen.paragraphs] == ["甲乙", "框"]


@pytest.mark.parametrize("name", ["", "1a", "a" * 41, "有", "a b"])
def test_a_name_that_word_would_cut_or_refuse_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        Control(name, 1, "")

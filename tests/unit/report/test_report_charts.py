"""Charts in a document: each number a figure with a place, the picture proved, the page led by the same addresses."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shuzhi.documents.drawings import pictures_in
from shuzhi.documents.ooxml import open_package
from shuzhi.engine.base import Slice
from shuzhi.report import charts, docx, fonts, html, pictures
from shuzhi.report.chart_blocks import MOST
from shuzhi.report.compile import compile_report
from shuzhi.report.manifest import Manifest, build_manifest, seal, unseal
from shuzhi.report.nodes import FigureNode, Table
from shuzhi.report.verify import Status, verify
from tests.unit.report import sample
from tests.unit.report.charted import (
    MONTHS,
    PLAN,
    SOURCE,
    TOWNS,
    UNITS,
    compiled,
    drawn,
    outline,
    part,
    sealed,
    slices,
    word_file,
)


def test_a_chart_is_numbered_and_its_numbers_stand_in_an_attachment_of_their_own() -> None:
    made = compiled(PLAN, MONTHS, UNITS)
    assert [one.number for one in drawn(made)] == ["图1", "图2", "图3"]
    assert [one.number for one in made.document.attachments] == ["附件1", "附件2"]
    assert {one.whence for one in drawn(made)} == {"（数据见附件2）"}
    tables = [one for one in made.document.attachments[1].blocks if isinstance(one, Table)]
    assert [one.title for one in tables] == [one.caption for one in drawn(made)]


def test_without_charts_a_document_is_what_it_was() -> None:
    made = compiled()
    assert [one.number for one in made.document.attachments] == ["附件"]
    assert b"charts" not in build_manifest(made, outline="duty").canonical


def test_every_number_drawn_has_a_place_with_its_records() -> None:
    made = compiled(PLAN, MONTHS, UNITS)
    nodes = {node.name: node for node in made.document.figures()}
    for chart in drawn(made):
        for mark in chart.marks:
            assert nodes[mark.node].figure == mark.figure
            assert made.records[mark.node].count == 3


def test_organisations_stand_as_they_come_and_the_unit_itself_is_named_so() -> None:
    chart = drawn(compiled(UNITS))[0]
    assert [mark.label for mark in chart.marks] == ["云岭区妇联本级", "乙镇妇联", "甲镇妇联"]
    assert [row["label"] for row in pictures.specification(chart)["data"]["values"]] == [
        mark.label for mark in chart.marks
    ]


def test_units_known_to_have_done_nothing_are_not_put_on_show() -> None:
    some = [
        replace(one, figure=part("training", 0)) if one.key == TOWNS[1] else one
        for one in slices("training", "organisation")
    ]
    made = compile_report(
        outline(UNITS), replace(sample.MATERIAL, charts=replace(SOURCE, slices=lambda figure, by: some))
    )
    assert [mark.label for mark in drawn(made)[0].marks] == ["云岭区妇联本级", "甲镇妇联"]
    assert drawn(made)[0].aside
    assert not drawn(compiled(UNITS))[0].aside


def test_intervals_are_drawn_as_such_and_nothing_stands_over_nothing() -> None:
    chart = drawn(compiled(MONTHS))[0]
    assert [mark.shown for mark in chart.marks] == ["4", "9", "3–8", "≥12", "", "7"]
    kinds = [row["kind"] for row in pictures.specification(chart)["data"]["values"]]
    assert kinds == ["point", "point", "range", "endless", "point", "point"]


def test_a_plan_is_drawn_on_the_scale_of_each_target() -> None:
    rows = pictures.specification(drawn(compiled(PLAN))[0])["data"]["values"]
    assert [row["words"] for row in rows] == ["38 / 40场次", "79.7 / 75%"]
    assert [row["plan"] for row in rows] == [1, 1]
    assert [round(row["low"], 2) for row in rows] == [0.95, 1.06]


def test_those_who_hear_a_chart_hear_every_number_of_it() -> None:
    for chart in drawn(compiled(PLAN, MONTHS, UNITS)):
        assert all(mark.label in chart.spoken for mark in chart.marks)
    assert "至少12场次" in drawn(compiled(MONTHS))[0].spoken


def test_what_would_say_nothing_is_not_drawn() -> None:
    nothing = replace(SOURCE, slices=lambda figure, by: [Slice("2023-01", part("nothing", 0))])
    many = replace(SOURCE, slices=lambda figure, by: list(slices(figure, by)) * MOST)
    for source in (nothing, many):
        made = compile_report(outline(MONTHS), replace(sample.MATERIAL, charts=source))
        assert drawn(made) == []
        assert [one.number for one in made.document.attachments] == ["附件"]
    assert [(one.code, one.arguments["count"]) for one in made.hints] == [
        ("report.chart_too_long", str(6 * MOST))
    ]


# ------------------------------------------------------------------------------------------ Word
def test_the_word_file_holds_each_picture_named_and_described() -> None:
    charts_made = drawn(compiled(PLAN, MONTHS, UNITS))
    found = pictures_in(open_package(word_file()))
    assert [(one.name, one.words) for one in found] == [(one.name, one.spoken) for one in charts_made]
    assert not any(one.cropped for one in found)
    made = [pictures.picture(one) for one in charts_made]
    assert [one.digest for one in found] == [one.digest for one in made if one is not None]


def test_the_same_charts_give_the_same_files() -> None:
    pictures._picture.cache_clear()
    made = compile_report(outline(PLAN, MONTHS, UNITS), replace(sample.MATERIAL, charts=SOURCE))
    assert docx.render(made.document, sealed(made), creator="云岭区妇联") == word_file()
    assert html.render(made.document) == html.render(compiled(PLAN, MONTHS, UNITS).document)


def test_a_manifest_with_charts_is_read_back_as_it_was() -> None:
    manifest = sealed(compiled(PLAN, MONTHS)).manifest
    assert unseal(sealed(compiled(PLAN, MONTHS)).xml).manifest == manifest
    assert manifest.charts[0].plans == ("40", "75")
    assert manifest.charts[1].plans == ("",) * 6


def test_pictures_drawn_before_keep_their_digests_where_fonts_differ() -> None:
    made = compiled(MONTHS)
    here = build_manifest(made, outline="duty")
    elsewhere = build_manifest(made, outline="duty", pictures={here.charts[0].name: "ab" * 32})
    assert elsewhere.charts[0].picture == "ab" * 32
    assert elsewhere.charts[0].drawn == here.charts[0].drawn


def test_without_a_chinese_face_the_document_says_so_and_draws_no_boxes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "drawing_face", lambda: None)
    made = compiled(MONTHS)
    file = docx.render(made.document, sealed(made), creator="云岭区妇联")
    package = open_package(file)
    assert pictures_in(package) == ()
    assert "本机没有中文字体" in "".join(package.document.itertext())
    assert verify(file, sample.RING).status is Status.UNTOUCHED


@pytest.fixture
def _faces_asked_anew() -> Iterator[None]:
    fonts.drawing_face.cache_clear()
    yield
    fonts.drawing_face.cache_clear()


@pytest.mark.usefixtures("_faces_asked_anew")
def test_where_there_is_no_fontconfig_the_faces_of_windows_are_looked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda _: None)
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert fonts.drawing_face() is None
    fonts.drawing_face.cache_clear()
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "simsun.ttc").touch()
    assert fonts.drawing_face() == fonts.Face("SimSun", tmp_path / "Fonts" / "simsun.ttc")


# ------------------------------------------------------------------------------------------ read back
def with_part(data: bytes, change: dict[str, bytes], *, body: tuple[str, str] = ("", "")) -> bytes:
    """The file with parts replaced and, in its body, one text by another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part_data = change.get(name, source.read(name))
            if name == "word/document.xml" and body[0]:
                assert body[0] in part_data.decode()
                part_data = part_data.decode().replace(*body).encode()
            target.writestr(name, part_data)
    return out.getvalue()


def findings(data: bytes) -> list[tuple[str, str]]:
    return [(one.code, one.figure) for one in verify(data, sample.RING).findings]


def names() -> list[str]:
    return [one.name for one in drawn(compiled(PLAN, MONTHS, UNITS))]


def test_an_untouched_file_with_charts_is_untouched() -> None:
    assert findings(word_file()) == []
    assert verify(word_file(), sample.RING).status is Status.UNTOUCHED


def test_a_picture_that_was_replaced_is_found() -> None:
    other = pictures.picture(
        replace(drawn(compiled(MONTHS))[0], title="另一幅", marks=drawn(compiled(MONTHS))[0].marks[:3])
    )
    assert other is not None
    assert findings(with_part(word_file(), {"word/media/image2.png": other.data})) == [
        ("report.chart_changed", names()[1])
    ]


def test_pictures_that_changed_places_are_both_found() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file())) as file:
        first, second = (file.read(f"word/media/image{place}.png") for place in (1, 2))
    swapped = with_part(word_file(), {"word/media/image1.png": second, "word/media/image2.png": first})
    assert findings(swapped) == [("report.chart_swapped", names()[0]), ("report.chart_swapped", names()[1])]


def test_a_picture_cut_off_taken_out_or_told_otherwise_is_found() -> None:
    cropped = with_part(
        word_file(),
        {},
        body=(f'r:embed="rId{names()[0]}"/>', f'r:embed="rId{names()[0]}"/><a:srcRect l="0" t="20000"/>'),
    )
    assert findings(cropped) == [("report.chart_cropped", names()[0])]
    gone = with_part(word_file(), {}, body=(f'name="{names()[2]}"', 'name="图片 3"'))
    assert findings(gone) == [("report.chart_gone", names()[2])]
    told = with_part(word_file(), {}, body=("4月至少12场次", "4月至少21场次"))
    assert findings(told) == [("report.chart_words_changed", names()[1])]


def test_a_number_of_a_charts_table_typed_over_is_found_like_any_other() -> None:
    mark = drawn(compiled(PLAN, MONTHS, UNITS))[1].marks[1]
    node = next(one for one in compiled(PLAN, MONTHS, UNITS).document.figures() if one.name == mark.node)
    assert isinstance(node, FigureNode)
    file = word_file()
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        text = opened.read("word/document.xml").decode()
    place = text.index(f">{node.printed}<", text.index(f'w:val="{node.name}"'))
    changed = text[:place] + f">1{node.printed}<" + text[place + len(node.printed) + 2 :]
    assert findings(with_part(file, {"word/document.xml": changed.encode()})) == [
        ("report.figure_changed", node.name)
    ]


# ------------------------------------------------------------------------------------------ page
def test_a_page_draws_a_chart_twice_and_its_bars_lead_to_its_numbers() -> None:
    made = compiled(PLAN, MONTHS)
    text = html.render(made.document)
    for chart in drawn(made):
        assert f'id="{chart.name}"' in text
    assert text.count("<svg ") == 4
    anchors = {part.partition('"')[0] for part in text.split('tabindex="-1" href="#')[1:]}
    assert len(anchors) == 2 + 6
    assert all(text.count(f'id="{one}"') == 1 for one in anchors)
    assert "vega.github.io" not in text
    assert charts.LEADING not in text


def test_an_old_manifest_without_charts_is_still_read() -> None:
    manifest = Manifest("题", "duty", "0.1.0", ())
    again = unseal(seal(manifest, sample.KEY, public=sample.KEY.public).xml)
    assert again.manifest == manifest

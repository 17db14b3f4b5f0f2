"""A report read back names what was done to its figures and stays quiet about everything else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from shuzhi.documents.errors import Refused
from shuzhi.documents.ooxml import open_package
from shuzhi.documents.zipfiles import write
from shuzhi.report.manifest import unseal
from shuzhi.report.signing import KeyRing
from shuzhi.report.strip import strip_figures
from shuzhi.report.verify import Status, Verification, verify
from tests.unit.report import sample, tampering
from tests.unit.report.tampering import Edit, edited, name_of

LECTURES, STUDY, TALKS = name_of("38场次"), name_of("24场次"), name_of("104场次")
BOUNDED, SHORT = name_of("至少200人次"), name_of("1.2万人次")
CELL, OTHER_CELL = tampering.figures("104场次")[1].name, tampering.figures("26场次")[1].name


def after(edit: Edit) -> Verification:
    return verify(edited(sample.word_file(), edit), sample.RING)


def codes(seen: Verification) -> list[tuple[str, str]]:
    return [(finding.code, finding.figure) for finding in seen.findings]


def test_a_report_as_printed_is_untouched_and_every_figure_is_found() -> None:
    seen = verify(sample.word_file(), sample.RING)
    assert (seen.status, seen.findings) == (Status.UNTOUCHED, ())
    assert len(seen.figures) == 28
    assert all(check.found == check.printed for check in seen.figures)
    assert seen.key == sample.KEY.fingerprint


@pytest.mark.parametrize(
    ("name", "new"),
    [
        (LECTURES, "39场次"), (LECTURES, "38场"), (LECTURES, "38"), (SHORT, "1.3万人次"), (SHORT, "1.2万人"),
        (BOUNDED, "200人次"), (BOUNDED, "至少201人次"), (CELL, "105场次"), (LECTURES, ""), (LECTURES, "3 8场次"),
    ],
)  # fmt: skip
def test_a_figure_changed_by_hand_is_named_with_what_it_was(name: str, new: str) -> None:
    seen = after(tampering.replace_text(name, new))
    assert seen.status is Status.CHANGED
    assert codes(seen) == [("report.figure_changed", name)]
    assert seen.findings[0].arguments["found"] == new
    assert [check.name for check in seen.figures if check.codes] == [name]


@pytest.mark.parametrize(
    "typed", ["0", "０", "万", "%", "％", "余", "人", "人次", ".5", "多", "个百分点", " 0", "\u200b0"]
)
def test_what_is_typed_against_the_end_of_a_figure_is_named(typed: str) -> None:
    for name in (LECTURES, CELL, SHORT):
        assert codes(after(tampering.type_after(name, typed))) == [("report.typed_after", name)]


@pytest.mark.parametrize("typed", ["1", "１", "-", "－", "近", "约", "第", "不足", "1.", "20—", "万"])
def test_what_is_typed_against_the_front_of_a_figure_is_named(typed: str) -> None:
    for name in (LECTURES, CELL):
        assert codes(after(tampering.type_before(name, typed))) == [("report.typed_before", name)]


@pytest.mark.parametrize("typed", ["0", "万"])
def test_what_is_typed_within_the_bookmark_is_a_change_of_the_figure(typed: str) -> None:
    assert codes(after(tampering.type_inside_bookmark(LECTURES, typed))) == [
        ("report.figure_changed", LECTURES)
    ]


@pytest.mark.parametrize(
    "edit",
    [
        tampering.in_text("，开展理论学习", "；全年坚持开展理论学习"),
        tampering.in_text("一年来，我以第一责任人的身份抓党建", "2023年，我抓党建12个月"),
        tampering.in_text("全区共举办党课", "最近，全区各级共举办党课"),
        tampering.in_text("。", "，人员覆盖各村。"),
        tampering.in_text("技能培训", "技能培训（含线上）"),
        tampering.in_text("以台账管数", "补写一句：全年共走访500户。以台账管数"),
        tampering.type_after(CELL, "（含线上）"),
        tampering.type_after(LECTURES, " "),
        tampering.type_before(LECTURES, "累计"),
    ],
)
def test_edits_elsewhere_in_the_text_are_peoples_own(edit: Edit) -> None:
    assert after(edit).status is Status.UNTOUCHED


def test_a_figure_that_is_gone_is_named() -> None:
    assert codes(after(tampering.remove(LECTURES))) == [("report.figure_gone", LECTURES)]


def test_a_copied_control_is_named() -> None:
    assert codes(after(tampering.copy_control(LECTURES, before=TALKS))) == [
        ("report.figure_copied", LECTURES)
    ]


@pytest.mark.parametrize(
    ("one", "other"), [(LECTURES, STUDY), (LECTURES, TALKS), (TALKS, BOUNDED), (CELL, OTHER_CELL)]
)
def test_swapped_controls_are_named_both(one: str, other: str) -> None:
    seen = after(tampering.swap(one, other))
    assert {code for code, _ in codes(seen)} == {"report.figure_swapped"}
    assert {figure for _, figure in codes(seen)} == {one, other}


def test_controls_swapped_out_of_their_bookmarks_are_named() -> None:
    seen = after(tampering.swap_controls_only(LECTURES, STUDY))
    assert seen.status is Status.CHANGED
    assert {LECTURES, STUDY} <= {figure for _, figure in codes(seen)}


def test_swapped_values_are_two_changed_figures() -> None:
    def edit(root: object) -> None:
        tampering.replace_text(LECTURES, "24场次")(root)
        tampering.replace_text(STUDY, "38场次")(root)

    assert codes(after(edit)) == [("report.figure_changed", LECTURES), ("report.figure_changed", STUDY)]


def test_tracked_changes_are_named_wherever_they_are() -> None:
    inside = after(tampering.track_insertion(LECTURES, "0"))
    assert codes(inside) == [("report.figure_changed", LECTURES), ("report.tracked_changes", "")]
    deleted = after(tampering.track_deletion(LECTURES))
    assert codes(deleted) == [("report.figure_changed", LECTURES), ("report.tracked_changes", "")]
    assert codes(after(tampering.track_elsewhere("草稿"))) == [("report.tracked_changes", "")]


def test_a_digit_tracked_against_a_figure_is_named_though_it_is_not_accepted() -> None:
    def edit(root: object) -> None:
        tampering.track_elsewhere("0")(root)
        inserted = root.find(".//{*}ins")  # type: ignore[attr-defined]
        tampering.marks(root, LECTURES)[1].addnext(inserted)

    assert ("report.typed_after", LECTURES) in codes(after(edit))


def test_a_figure_struck_through_or_hidden_is_named() -> None:
    assert codes(after(tampering.set_property(LECTURES, "strike"))) == [("report.figure_struck", LECTURES)]
    assert codes(after(tampering.set_property(LECTURES, "vanish"))) == [("report.figure_changed", LECTURES)]


def test_a_forgery_signed_anew_is_an_unknown_key() -> None:
    seen = verify(sample.word_file(sample.FORGER), sample.RING)
    assert seen.status is Status.UNKNOWN_KEY
    assert codes(seen) == [("report.unknown_key", "")]
    assert verify(sample.word_file(), KeyRing()).status is Status.UNKNOWN_KEY


def _with_body(change: Callable[[dict[str, object]], None]) -> bytes:
    """The manifest altered, its signature left as it was."""
    data = sample.word_file()
    content = json.loads(tampering.json_of(tampering.manifest_part(data)[1]))
    change(content)
    return tampering.with_manifest(data, tampering.xml_of(json.dumps(content, ensure_ascii=False)))


def test_a_manifest_altered_to_fit_the_text_has_a_bad_signature() -> None:
    def change(content: dict[str, object]) -> None:
        content["manifest"]["entries"][0]["printed"] = "39场次"  # type: ignore[index]

    assert verify(_with_body(change), sample.RING).status is Status.BAD_SIGNATURE


def test_a_forger_who_names_our_key_has_a_bad_signature() -> None:
    def change(content: dict[str, object]) -> None:
        sealed = sample.sealed(sample.FORGER)
        body = unseal(sealed.xml)
        assert body.key == sample.FORGER.fingerprint
        content["signature"] = json.loads(tampering.json_of(sealed.xml))["signature"]

    assert verify(_with_body(change), sample.RING).status is Status.BAD_SIGNATURE


@pytest.mark.parametrize("cut", [-1, 100, 2000])
def test_a_cut_manifest_is_broken(cut: int) -> None:
    data = sample.word_file()
    _, xml = tampering.manifest_part(data)
    shorter = (
        xml.replace(b"</manifest>", b"")[:cut] + b"</manifest>" if cut > 0 else xml.replace(b"{", b"[", 1)
    )
    seen = verify(tampering.with_manifest(data, shorter), sample.RING)
    assert seen.status is Status.BROKEN_MANIFEST
    assert codes(seen) in ([("report.manifest_broken", "")], [("report.manifest_missing", "")])


@pytest.mark.parametrize("field", ["printed", "context", "name", "query", "records"])
def test_a_manifest_of_another_shape_is_broken(field: str) -> None:
    def change(content: dict[str, object]) -> None:
        del content["manifest"]["entries"][3][field]  # type: ignore[attr-defined, index]

    assert verify(_with_body(change), sample.RING).status is Status.BROKEN_MANIFEST


def test_two_manifests_are_broken() -> None:
    data = sample.word_file()
    _, xml = tampering.manifest_part(data)
    twice = open_package(data).replace({"customXml/item9.xml": xml})
    assert codes(verify(twice, sample.RING)) == [("report.manifest_twice", "")]


def test_a_manifest_taken_away_leaves_figures_without_proof() -> None:
    seen = verify(tampering.with_manifest(sample.word_file(), None), sample.RING)
    assert codes(seen) == [("report.manifest_missing", "")]


def test_a_file_without_any_figure_of_ours_says_so_and_keeps_its_text() -> None:
    stripped = strip_figures(sample.word_file())
    assert verify(stripped, sample.RING).status is Status.NO_FIGURES
    assert verify(strip_figures(stripped), sample.RING).status is Status.NO_FIGURES


def test_an_edit_of_one_figure_does_not_disturb_its_neighbours() -> None:
    seen = after(tampering.replace_text(TALKS, "1004场次"))
    assert codes(seen) == [("report.figure_changed", TALKS)]


def test_what_is_no_word_file_is_refused() -> None:
    for data in (b"", b"text", write({"a": b"b"})):
        with pytest.raises(Refused):
            verify(data, sample.RING)

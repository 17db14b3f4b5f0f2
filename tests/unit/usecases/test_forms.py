"""A superior's blank form is mapped once and filled for ever; what cannot be filled says why; handed in, it is filed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from shuzhi.catalog.model import Pack
from shuzhi.documents.workbook import open_workbook
from shuzhi.documents.workbook_writing import Filling as Marks
from shuzhi.documents.workbook_writing import write_workbook
from shuzhi.ledger.entries import FormCell, FormMapped, Way
from shuzhi.messages import say
from shuzhi.usecases.earlier_numbers import handed_over, since_then
from shuzhi.usecases.forms.filling import FilledForm, fill_form
from shuzhi.usecases.forms.known import UnknownFormError, form_named, form_of_file, mapped_forms
from shuzhi.usecases.forms.rendering import filled_file, origin_of
from shuzhi.usecases.forms.suggesting import suggestions
from shuzhi.usecases.hand_over_form import hand_over_form
from shuzhi.usecases.hand_over_number import Handing
from shuzhi.usecases.map_form import map_form
from shuzhi.usecases.number_sentences import Sentence
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period
from tests.unit.documents.blank_forms import blank_form
from tests.unit.usecases.numbers import NOW, Telling
from tests.unit.usecases.offices import BY, number

BLANK = blank_form()
SHEET = "宣讲"
CELLS = (
    FormCell(SHEET, "C4", "outreach_sessions"),
    FormCell(SHEET, "D4", "outreach_sessions", years_back=1),
    FormCell(SHEET, "C5", "outreach_attendances"),
    FormCell(SHEET, "C6", "outreach_people"),
)
HANDING = Handing("市妇联", NOW.date(), Way.FORM, "妇女工作情况表")


def words(sentence: Sentence) -> str:
    return say(sentence.code, sentence.args)


def mapped(
    office: Office, *, source: bytes = BLANK, cells: tuple[FormCell, ...] = CELLS, entry: int = 1
) -> Outcome:
    return map_form(
        office, by=BY, at=NOW, entry=number(6000 + entry), form=number(6500), name="妇女工作情况表", source=source,
        cells=cells,
    )  # fmt: skip


@pytest.fixture
def telling(office: Office) -> Telling:
    """Two talks in 2023; the people at them are known as an interval."""
    telling = Telling(office)
    telling.talk("2023-03-08", heads=40)
    telling.talk("2023-09-01", org="V2")
    return telling


@pytest.fixture
def form(telling: Telling) -> FormMapped:
    assert isinstance(mapped(telling.office), Done)
    return form_named(telling.office, "妇女工作情况表")


def fill(office: Office, form: FormMapped, year: int = 2023) -> FilledForm:
    return fill_form(office, form=form, org="D", period=Period.year(year), day=NOW.date())


def written(office: Office, filled: FilledForm, blank: bytes = BLANK) -> bytes:
    return filled_file(filled, blank=blank, ledger=office.ledger, words=words)


def test_what_is_printed_on_the_form_is_noted(form: FormMapped) -> None:
    assert (form.number, form.issuer, form.approval) == ("云岭妇统1表", "云岭市妇联", "云岭统制〔2023〕7号")
    assert form.valid_until == date(2024, 6, 30)


def test_labels_suggest_the_figures_that_cells_ask_for(pack: Pack) -> None:
    """The talk's row takes its column; last year's column asks a year back; an index nobody knows gets nothing."""
    found = {one.cell.cell: one.cell for one in suggestions(open_workbook(BLANK), pack)}
    assert found == {
        "C4": CELLS[0], "D4": CELLS[1], "C5": CELLS[2], "D5": replace(CELLS[2], cell="D5", years_back=1),
        "C6": CELLS[3], "D6": replace(CELLS[3], cell="D6", years_back=1),
    }  # fmt: skip


def test_cells_are_filled_and_an_interval_stays_empty_with_its_reason(
    telling: Telling, form: FormMapped
) -> None:
    filled = fill(telling.office, form)
    assert [one.value for one in filled.cells] == [Decimal(2), Decimal(0), Decimal(70), None]
    people = filled.cells[3]
    assert [one.code for one in people.notes] == ["forms.interval", "forms.instead"]
    assert "40至70人" in words(people.notes[0])
    assert filled.notices == ()


def test_the_file_carries_numbers_a_yellow_cell_and_the_reason(telling: Telling, form: FormMapped) -> None:
    book = open_workbook(written(telling.office, fill(telling.office, form)))
    sheet = book.sheet(SHEET)
    assert sheet is not None
    assert [sheet.at(ref).text for ref in ("C4", "D4", "C5", "C6")] == ["2", "0", "70", ""]
    notes = [cell.text for cell in book.sheets[-1].cells()]
    assert f"{SHEET}!C6" in notes
    assert any("40至70人" in text for text in notes)
    origin = origin_of(book)
    assert origin is not None
    assert (origin.form, origin.filling.org, origin.filling.period) == (form.form, "D", Period.year(2023))


def test_next_years_copy_is_known_again_by_its_labels(telling: Telling, form: FormMapped) -> None:
    next_year = blank_form(year=2024)
    assert next_year != BLANK
    assert form_of_file(telling.office, open_workbook(next_year)) == form
    with pytest.raises(UnknownFormError):
        form_of_file(telling.office, open_workbook(blank_form(marked=False)))


def test_a_form_without_marks_may_be_asked_about_and_a_lapsed_one_too(telling: Telling) -> None:
    assert isinstance(mapped(telling.office, source=blank_form(marked=False)), Done)
    (unmarked,) = mapped_forms(telling.office)
    (notice,) = fill(telling.office, unmarked).notices
    assert notice.code == "forms.unmarked"
    assert "表号" in words(notice) and "有效期" in words(notice)
    marked = replace(unmarked, number="1", issuer="2", approval="3", valid_until=date(2023, 1, 1))
    assert [one.code for one in fill(telling.office, marked).notices] == ["forms.lapsed"]


def test_a_number_told_before_that_differs_is_said_beside_its_cell(
    telling: Telling, form: FormMapped
) -> None:
    telling.hand_over(telling.asked())
    telling.talk("2023-05-04")
    (talks, *_) = fill(telling.office, form).cells
    assert talks.value == 3
    assert [one.code for one in talks.notes] == ["numbers.differs"]


def test_a_filled_form_handed_in_files_its_numbers_as_they_stand(telling: Telling, form: FormMapped) -> None:
    file = written(telling.office, fill(telling.office, form))
    changed = write_workbook(open_workbook(file), Marks(values={(SHEET, "C5"): Decimal(99)}))
    done = hand_over_form(telling.office, by=BY, at=NOW, entry=number(1), source=changed, handing=HANDING)
    assert isinstance(done, Done)
    kept = {one.body.place: one for one in handed_over(telling.office)}
    assert {place: one.body.printed for place, one in kept.items()} == {
        f"{SHEET}!C4": "2场", f"{SHEET}!D4": "0场", f"{SHEET}!C5": "99人次",
    }  # fmt: skip
    assert kept[f"{SHEET}!D4"].body.start == date(2022, 1, 1)
    assert not since_then(telling.office, kept[f"{SHEET}!C4"]).differs
    assert [one.step for one in since_then(telling.office, kept[f"{SHEET}!C5"]).reasons] == ["said"]


@pytest.mark.parametrize("source", [BLANK, blank_form(marked=False)])
def test_a_spreadsheet_not_filled_here_is_not_filed(
    telling: Telling, form: FormMapped, source: bytes
) -> None:
    refused = hand_over_form(telling.office, by=BY, at=NOW, entry=number(1), source=source, handing=HANDING)
    assert isinstance(refused, Problems)
    assert refused.problems[0].code == "forms.not_filled_here"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ((), "forms.no_cells"),
        ((CELLS[0], CELLS[0]), "forms.cell_twice"),
        ((FormCell(SHEET, "4C", "outreach_sessions"),), "forms.unknown_cell"),
        ((FormCell("别表", "C4", "outreach_sessions"),), "forms.unknown_cell"),
        ((FormCell(SHEET, "B1", "outreach_sessions"),), "forms.merged_cell"),
        ((FormCell(SHEET, "C8", "outreach_sessions"),), "forms.formula_cell"),
        ((FormCell(SHEET, "C4", "likes"),), "usecases.unknown_indicator"),
        ((FormCell(SHEET, "C4", "outreach_sessions", reach="world"),), "forms.unknown_reach"),
    ],
)
def test_a_mapping_that_cannot_hold_is_refused(
    office: Office, cells: tuple[FormCell, ...], code: str
) -> None:
    outcome = mapped(office, cells=cells)
    assert isinstance(outcome, Problems)
    assert [one.code for one in outcome.problems] == [code]
    assert mapped_forms(office) == ()


def test_a_later_mapping_replaces_the_earlier_and_old_fillings_keep_theirs(
    telling: Telling, form: FormMapped
) -> None:
    file = written(telling.office, fill(telling.office, form))
    assert isinstance(mapped(telling.office, cells=CELLS[:1], entry=2), Done)
    assert [one.cells for one in mapped_forms(telling.office)] == [CELLS[:1]]
    hand_over_form(telling.office, by=BY, at=NOW, entry=number(1), source=file, handing=HANDING)
    assert len(handed_over(telling.office)) == 3


def test_a_sum_in_ten_thousands_is_filled_in_ten_thousands(telling: Telling) -> None:
    cells = (FormCell(SHEET, "C5", "outreach_attendances", per=10_000),)
    assert isinstance(mapped(telling.office, cells=cells), Done)
    filled = fill(telling.office, mapped_forms(telling.office)[0])
    assert filled.cells[0].value == Decimal("0.007")
    file = written(telling.office, filled)
    hand_over_form(telling.office, by=BY, at=NOW, entry=number(1), source=file, handing=HANDING)
    assert handed_over(telling.office)[0].body.printed == "70人次"


def test_a_damaged_origin_is_no_origin() -> None:
    from shuzhi.documents.ooxml import CustomXml
    from shuzhi.usecases.forms.rendering import NAMESPACE

    for text in ("not json", "[]", '{"form":"x"}'):
        part = CustomXml(f'<filling xmlns="{NAMESPACE}">{text}</filling>'.encode(), NAMESPACE, UUID(int=1))
        assert origin_of(open_workbook(write_workbook(open_workbook(BLANK), Marks(custom=part)))) is None

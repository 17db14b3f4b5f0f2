"""The office's own words are adopted by entry: nothing local holds before, and everything holds from its day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shuzhi.catalog.canonical import sealed
from shuzhi.catalog.model import Outline, Pack, ParagraphSpec, SectionSpec, Sentence
from shuzhi.report.nodes import body_text
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.adopt_setting import adopt_setting, setting_codes
from shuzhi.usecases.draft_report import draft_report
from shuzhi.usecases.office import Office
from shuzhi.usecases.settings import adopted_settings, setting_lines, targets_of
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period
from tests.unit.usecases.numbers import NOW, Telling
from tests.unit.usecases.offices import BY, number

DAY = date(2023, 5, 1)


def adopt(
    office: Office, code: str, value: str, *, day: date = DAY, entry: int = 1, targets: tuple = ()
) -> Outcome:
    return adopt_setting(
        office, by=BY, at=NOW, entry=number(7000 + entry), code=code, value=value, day=day, targets=targets
    )


def test_nothing_local_holds_before_the_office_says_so(office: Office) -> None:
    """135, the ten deliveries, hours of dual registration: the pack's examples count for nothing."""
    assert adopted_settings(office, day=NOW.date()) == {}
    lines = setting_lines(office, day=NOW.date())
    assert {
        "frontline_135",
        "ten_sends_slots",
        "tiered_targets",
        "registration_hours",
        "theme.ten_sends",
    } <= {one.code for one in lines}
    assert not any(one.in_use for one in lines)


def test_a_setting_holds_from_its_day_and_can_be_taken_out_of_use(office: Office) -> None:
    assert isinstance(adopt(office, "registration_hours", "每年不少于12小时"), Done)
    assert isinstance(adopt(office, "registration_hours", "", day=date(2023, 9, 1), entry=2), Done)
    assert adopted_settings(office, day=date(2023, 4, 30)) == {}
    assert adopted_settings(office, day=DAY)["registration_hours"].value == "每年不少于12小时"
    line = next(one for one in setting_lines(office, day=NOW.date()) if one.code == "registration_hours")
    assert line.adopted is not None
    assert not line.in_use


def test_an_unknown_setting_or_target_is_refused(office: Office) -> None:
    unknown = adopt(office, "clocking_in", "每日")
    assert isinstance(unknown, Problems)
    assert unknown.problems[0].code == "numbers.unknown_setting"
    target = adopt(office, "tiered_targets", "四项", targets=(("likes", Decimal(10)),))
    assert isinstance(target, Problems)
    assert target.problems[0].code == "usecases.unknown_indicator"


def test_a_target_stands_beside_the_figure_it_is_about(office: Office) -> None:
    telling = Telling(office)
    telling.talk("2023-03-08")
    assert isinstance(
        adopt(office, "tiered_targets", "百场宣讲", targets=(("outreach_sessions", Decimal(100)),)), Done
    )
    (found,) = targets_of(
        office, adopted_settings(office, day=NOW.date())["tiered_targets"], org="D", period=Period.year(2023)
    )
    assert (found.number, found.figure.exact) == (100, 1)


def test_every_setting_and_theme_of_the_pack_can_be_adopted(office: Office, pack: Pack) -> None:
    for place, code in enumerate(setting_codes(pack)):
        assert isinstance(adopt(office, code, "本单位说法", entry=10 + place), Done)
    assert all(one.in_use for one in setting_lines(office, day=NOW.date()))


@pytest.mark.parametrize("adopted", ["", "每名干部联系3户"])
def test_a_report_speaks_of_a_local_mechanism_only_where_it_was_adopted(
    office: Office, pack: Pack, adopted: str
) -> None:
    section = SectionSpec(
        1, "联系", (ParagraphSpec((Sentence("建立一线联系机制：{setting.frontline_135}。", "always"),)),)
    )
    outline = Outline("local", "本地", "Local", "本地情况", "", (section,), (0, 0))
    changed = sealed(replace(pack, version="9", outlines={**pack.outlines, "local": outline}))
    assert isinstance(adopt_pack(office, by=BY, at=NOW, entry=number(9000), pack=changed), Done)
    if adopted:
        assert isinstance(adopt(office, "frontline_135", adopted, entry=3), Done)
    draft = draft_report(office, org="D", period=Period.year(2023), outline="local")
    text = body_text(draft.compiled.document)
    assert ("一线联系机制" in text) is bool(adopted)
    assert (adopted in text) and "示例" not in text

"""The office's own names stand where the pack's would; what it has not taken up is not offered; figures stay the same."""

from __future__ import annotations

from datetime import date

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import SettingAdopted
from shuzhi.usecases.own_names import in_own_words

PACK = load_pack("womens_federation")


def spoken(**values: str) -> Pack:
    day = date(2023, 1, 1)
    adopted = {code.replace("__", "."): value for code, value in values.items()}
    return in_own_words(
        PACK, {code: SettingAdopted(code=code, value=value, day=day) for code, value in adopted.items()}
    )


def theme(pack: Pack, code: str) -> tuple[str, str]:
    return next((name, name_en) for one, name, name_en in pack.themes if one == code)


def test_a_theme_is_called_what_the_office_calls_it_also_in_the_names_of_figures() -> None:
    own = spoken(theme__womens_pledge="姐妹同行")
    assert theme(own, "womens_pledge") == ("姐妹同行", "Women with the Party (姐妹同行)")
    assert own.indicators["womens_pledge_events"].name == "姐妹同行主题活动场次"
    assert theme(own, "great_study") == theme(PACK, "great_study")


def test_a_setting_that_names_a_theme_gives_way_to_the_name_adopted_for_the_theme_itself() -> None:
    assert theme(spoken(mass_education_theme="虚构主题一"), "mass_education")[0] == "虚构主题一"
    both = spoken(mass_education_theme="虚构主题一", theme__mass_education="虚构主题二")
    assert theme(both, "mass_education")[0] == "虚构主题二"


def test_choices_are_named_one_by_one_and_those_beyond_the_list_keep_the_packs_name() -> None:
    own = spoken(ten_sends_slots="送政策、送法律，送健康")
    field = next(one for one in own.types["ten_sends_delivery"].fields if one.code == "slot")
    assert [name for _, name, _ in field.values[:4]] == ["送政策", "送法律", "送健康", "第4项"]
    assert field.values[0][2] == "Slot 1 (送政策)"


def test_hours_of_dual_registration_are_off_until_the_office_adopts_them() -> None:
    for pack, offered in ((spoken(), False), (spoken(registration_hours="每年不少于12小时"), True)):
        assert ("service_hours" in pack.types["checkin_service"].quantities) is offered
        assert ("checkin_service_hours" in pack.indicators) is offered
    assert "checkin_service_hours" not in spoken(registration_hours=" ").indicators


def test_own_names_change_no_meaning() -> None:
    own = spoken(theme__womens_pledge="姐妹同行", ten_sends_slots="送政策")
    assert (own.digest, own.canonical) == (PACK.digest, PACK.canonical)
    assert {code: one.measure for code, one in own.indicators.items()}.items() <= {
        code: one.measure for code, one in PACK.indicators.items()
    }.items()

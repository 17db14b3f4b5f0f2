"""Packs are read from TOML, mistakes are named all at once, and the canonical text brings a pack back whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shuzhi.catalog.finding import PackError
from shuzhi.catalog.load import load_pack, pack_from_canonical, shipped_packs
from shuzhi.catalog.model import Count, HostsAtLeast, TypeIn

HEAD = '[pack]\ncode = "band"\nversion = "1"\nname = "乐队"\nname_en = "Band"\n'
TYPE = '[[activity_type]]\ncode = "concert"\nname = "音乐会"\nname_en = "Concert"\nline = "music"\n'
INDICATOR = """
[[indicator]]
code = "concert_count"
name = "音乐会场次"
name_en = "Concerts"
unit = "场"
owner = "团长"
rule = "每场计一次。"
rule_en = "One each."
aliases = ["音乐会"]
measure = {count = ["concert"], where = [{hosts = 2}]}
"""


def pack_of(folder: Path, *texts: str) -> Path:
    for number, text in enumerate(texts):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    return folder


def codes_of(folder: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return [each.code for each in caught.value.findings]


def test_a_pack_may_be_spread_over_files(tmp_path: Path) -> None:
    pack = load_pack(pack_of(tmp_path, HEAD, TYPE, INDICATOR))
    assert pack.indicators["concert_count"].measure == Count((TypeIn(("concert",)), HostsAtLeast(2)))


def test_the_shipped_pack_loads_by_name() -> None:
    assert "womens_federation" in shipped_packs()
    assert load_pack("womens_federation") is load_pack("womens_federation")


@pytest.mark.parametrize("name", shipped_packs())
def test_the_canonical_text_brings_a_pack_back_identical(name: str) -> None:
    """Ledgers keep the text: a figure names its definition for ever."""
    pack = load_pack(name)
    again = pack_from_canonical(pack.canonical)
    assert again == pack
    assert again.canonical == pack.canonical
    assert len(pack.digest) == 64


def test_another_word_gives_another_digest(tmp_path: Path) -> None:
    one = load_pack(pack_of(tmp_path, HEAD, TYPE, INDICATOR))
    other = load_pack(pack_of(tmp_path, HEAD, TYPE, INDICATOR.replace("每场计一次", "每场计1次")))
    assert one.digest != other.digest


def test_the_order_of_files_and_keys_does_not_matter(tmp_path: Path) -> None:
    one = load_pack(pack_of(tmp_path, HEAD, TYPE, INDICATOR))
    other = load_pack(pack_of(tmp_path, INDICATOR, HEAD, TYPE))
    assert one.digest == other.digest


def test_a_field_with_its_default_is_not_written_so_old_digests_stay(tmp_path: Path) -> None:
    pack = load_pack(pack_of(tmp_path, HEAD, TYPE))
    assert set(json.loads(pack.canonical)["types"]["concert"]) == {"@", "code", "line", "name", "name_en"}


@pytest.mark.parametrize(
    "text", ["", "[]", '{"@": "Nonsense"}', '{"@": "Count", "where": []}', '{"@": "Pack", "x": 1}']
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(PackError) as caught:
        pack_from_canonical(text)
    assert [each.code for each in caught.value.findings] == ["catalog.not_canonical"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(PackError) as caught:
        load_pack("no such pack")
    assert caught.value.findings[0].args["name"] == "no such pack"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([TYPE], "catalog.one_head"),
        ([HEAD, HEAD], "catalog.one_head"),
        ([HEAD, "x = ["], "catalog.not_toml"),
        ([HEAD, '[[activity]]\ncode = "x"'], "catalog.unknown_table"),
        ([HEAD, TYPE.replace('name = "音乐会"\n', "")], "catalog.missing_key"),
        ([HEAD, TYPE + 'alias = ["x"]\n'], "catalog.unknown_key"),
        ([HEAD, TYPE + "aliases = 3\n"], "catalog.wrong_kind"),
        ([HEAD, TYPE + 'attendance = "some"\n'], "catalog.not_allowed"),
        ([HEAD, TYPE, TYPE], "catalog.double_code"),
        ([HEAD, TYPE + 'fields = ["tone"]\n'], "catalog.undeclared"),
        ([HEAD, INDICATOR.replace("count =", "counts =")], "catalog.measure_form"),
        ([HEAD, INDICATOR.replace("{hosts = 2}", '{hosts = 2, theme = "x"}')], "catalog.condition_form"),
        ([HEAD, INDICATOR.replace("{hosts = 2}", '{field = "x"}')], "catalog.condition_field"),
        ([HEAD, INDICATOR.replace("{hosts = 2}", '{hosts = "2"}')], "catalog.wrong_kind"),
        ([HEAD, INDICATOR.replace('{count = ["concert"],', '{chain = "x", steps = [["a", "up", "b"]],')], "catalog.chain_steps"),
        ([HEAD, INDICATOR.replace('{count = ["concert"], where = [{hosts = 2}]}', '{share = {whole = {latest = "x"}}}')], "catalog.share_whole"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_code(tmp_path: Path, texts: list[str], code: str) -> None:
    assert code in codes_of(pack_of(tmp_path, *texts))


def test_all_mistakes_are_said_at_once_with_file_table_and_entry(tmp_path: Path) -> None:
    folder = pack_of(tmp_path, HEAD, TYPE + "aliases = 3\nattendence = 'none'\n")
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    found = caught.value.findings
    assert {each.code for each in found} == {"catalog.wrong_kind", "catalog.unknown_key"}
    assert {each.where for each in found} == {"1.toml [activity_type concert]"}
    assert [each.args["near"] for each in found if each.code == "catalog.unknown_key"] == ["attendance"]

"""However a Word file is damaged, reading it back answers or refuses; it never fails otherwise."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from shuzhi.documents.errors import Refused
from shuzhi.documents.ooxml import W, open_package
from shuzhi.report.strip import strip_figures
from shuzhi.report.verify import Status, Verification, verify
from tests.unit.report import sample, tampering

_ATTRIBUTES = [f"{{{W}}}{name}" for name in ("id", "name", "val", "type")]
_VALUES = ["", "0", "1", "²", "_fig_", "_fig_001_x", "99999999999999999999", "true", "\u200b"]


def mutate(root: Any, chance: random.Random) -> None:
    """One element dropped, doubled, moved, renamed, or given another attribute or text."""
    elements = [each for each in root.iter() if each is not root]
    if not elements:
        return
    one, other = chance.choice(elements), chance.choice(elements)
    match chance.randrange(6):
        case 0 if one.getparent() is not None:
            one.getparent().remove(one)
        case 1:
            one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))
        case 2 if one is not other and one not in other.iterancestors():
            other.append(one)
        case 3:
            one.tag = other.tag
        case 4:
            one.set(chance.choice(_ATTRIBUTES), chance.choice(_VALUES))
        case _:
            one.text = chance.choice(["38", "0", "万", "", "\t"])


def read_back(data: bytes) -> Verification | Refused:
    try:
        strip_figures(data)
        return verify(data, sample.RING)
    except Refused as refusal:
        return refusal


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 12))
def test_a_mutated_document_is_answered_or_refused(seed: int, times: int) -> None:
    chance = random.Random(seed)

    def edit(root: Any) -> None:
        for _ in range(times):
            mutate(root, chance)

    assert isinstance(read_back(tampering.edited(sample.word_file(), edit)), Verification | Refused)


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 10**6), value=st.integers(1, 255))
def test_a_byte_changed_anywhere_in_the_file_is_never_untouched_in_the_figures(
    place: int, value: int
) -> None:
    data = bytearray(sample.word_file())
    data[place % len(data)] ^= value
    seen = read_back(bytes(data))
    if isinstance(seen, Verification) and seen.status is Status.UNTOUCHED:
        assert [check.found for check in seen.figures] == [check.printed for check in seen.figures]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_digit_changed_in_any_figure_is_named_and_no_other(data: st.DataObject) -> None:
    nodes = [node for node in sample.compiled().document.figures() if any(map(str.isdigit, node.printed))]
    node = data.draw(st.sampled_from(nodes))
    digits = [place for place, letter in enumerate(node.printed) if letter.isdigit()]
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != node.printed[place]]))
    changed = node.printed[:place] + digit + node.printed[place + 1 :]
    seen = verify(
        tampering.edited(sample.word_file(), tampering.replace_text(node.name, changed)), sample.RING
    )
    assert [(each.code, each.figure) for each in seen.findings] == [("report.figure_changed", node.name)]


@settings(max_examples=40, deadline=None)
@given(
    parts=st.dictionaries(
        st.sampled_from(["customXml/item1.xml", "word/styles.xml"]), st.binary(max_size=400)
    )
)
def test_a_part_replaced_by_rubbish_is_answered_or_refused(parts: dict[str, bytes]) -> None:
    data = open_package(sample.word_file()).replace({**parts})
    assert isinstance(read_back(data), Verification | Refused)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_two_figures_that_change_places_are_both_named(data: st.DataObject) -> None:
    names = [node.name for node in sample.compiled().document.figures()]
    one, other = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    seen = verify(tampering.edited(sample.word_file(), tampering.swap(one, other)), sample.RING)
    assert {(each.code, each.figure) for each in seen.findings} == {
        ("report.figure_swapped", one),
        ("report.figure_swapped", other),
    }


_STRANGE = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.text(max_size=5), st.just("\ud800"),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in inner for found in _paths(each, (*path, key)))]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_manifest_with_anything_anywhere_is_answered(data: st.DataObject) -> None:
    part = json.loads(tampering.json_of(sample.sealed().xml))
    part["manifest"]["entries"] = part["manifest"]["entries"][:2]
    path = data.draw(st.sampled_from([each for each in _paths(part) if each]))
    inner = part
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = data.draw(_STRANGE)
    seen = read_back(tampering.with_manifest(sample.word_file(), tampering.xml_of(json.dumps(part))))
    assert isinstance(seen, Verification)
    assert seen.status in {Status.BROKEN_MANIFEST, Status.BAD_SIGNATURE}

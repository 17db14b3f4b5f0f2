"""Two versions of one text, sentence by sentence: numbers and years changed, sentences new, reworded or left out.

Sentences are laid side by side by their wording with the numbers taken out, so that a sentence whose number was changed is
still the same sentence. One that only moved is no change. Knows texts with their claims; no ledger, no file format.

    compare(ours, theirs) -> tuple[Change, …]       in the order of their text, those left out at the end
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from shuzhi.claims.model import Reading

ALIKE = 0.6
"""How much of the wording two sentences must share to be versions of one another (``difflib`` ratio)."""
SHORTEST = 6
"""Characters of a sentence that is worth a line by itself; numbers in shorter ones (cells of tables) count all the same."""
_SENTENCE = re.compile(r"[^。！？!?\n\t]+[。！？!?]?")
_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?")
_BLANK = re.compile(r"\s+")
_HOLE = "\ufffc"


class ChangeKind(StrEnum):
    NUMBER = "number"
    YEAR = "year"
    NEW = "new"
    REWORDED = "reworded"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text, with the offset where it begins."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class NumberChange:
    """``was`` stood in our text, ``now`` stands in theirs; "" where there is none. ``place`` is the offset in ours (-1: none)."""

    was: str
    now: str
    place: int = -1


@dataclass(frozen=True, slots=True)
class Change:
    """``ours`` and ``theirs`` are whole sentences ("" where there is none); ``start`` is the offset in their text, -1 for
    one that was left out.
    """

    kind: ChangeKind
    ours: str
    theirs: str
    start: int
    numbers: tuple[NumberChange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    skeleton: str
    numbers: tuple[Number, ...]

    @property
    def plain(self) -> str:
        return _BLANK.sub("", self.text)


def compare(ours: Reading, theirs: Reading, *, ours_end: int, theirs_end: int) -> tuple[Change, ...]:
    """``…_end`` is where the body of each text ends; what stands after it (attachments) is not compared."""
    left, right = _sentences(ours, ours_end), _sentences(theirs, theirs_end)
    matcher = SequenceMatcher(
        None, [one.skeleton for one in left], [one.skeleton for one in right], autojunk=False
    )
    changes: list[Change] = []
    alone_left: list[_Sentence] = []
    alone_right: list[_Sentence] = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            changes += _renumbered(left[start:end], right[other_start:other_end])
            continue
        pairs, gone, new = _paired(left[start:end], right[other_start:other_end])
        changes += [_reworded(one, other) for one, other in pairs]
        alone_left += gone
        alone_right += new
    gone, new = _without_moved(alone_left, alone_right)
    changes += [Change(ChangeKind.NEW, "", one.text, one.start) for one in new if _is_worth(one)]
    changes.sort(key=lambda one: one.start)
    changes += [Change(ChangeKind.GONE, one.text, "", -1) for one in gone if _is_worth(one)]
    return tuple(changes)


def _sentences(reading: Reading, end: int) -> tuple[_Sentence, ...]:
    text = reading.document.text[:end]
    numbers = _numbers(reading, text)
    found: list[_Sentence] = []
    at = 0
    for match in _SENTENCE.finditer(text):
        if not match[0].strip():
            continue
        while at < len(numbers) and numbers[at].start < match.start():
            at += 1
        own: list[Number] = []
        while at < len(numbers) and numbers[at].start < match.end():
            own.append(numbers[at])
            at += 1
        found.append(_sentence(match[0], match.start(), own))
    return tuple(found)


def _sentence(text: str, start: int, numbers: Sequence[Number]) -> _Sentence:
    skeleton, done = "", 0
    for one in numbers:
        begin = one.start - start
        skeleton += text[done:begin] + _HOLE
        done = begin + len(one.text)
    skeleton = _BLANK.sub("", skeleton + text[done:])
    stripped = text.strip()
    return _Sentence(stripped, start + text.index(stripped), skeleton, tuple(numbers))


def _numbers(reading: Reading, text: str) -> list[Number]:
    """What is read as a quantity, whole with its unit; besides it every run of digits (years, dates)."""
    spans = [(one.start, one.end) for one in reading.claims if one.end <= len(text)]
    taken = [False] * len(text)
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    spans += [match.span() for match in _DIGITS.finditer(text) if not any(taken[slice(*match.span())])]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return [Number(text[start:end], start) for start, end in apart]


def _renumbered(left: Sequence[_Sentence], right: Sequence[_Sentence]) -> Iterator[Change]:
    """Sentences of one wording: where the numbers are others, the change is that of the numbers; years stand apart."""
    for one, other in zip(left, right, strict=True):
        changed = tuple(
            NumberChange(was.text, now.text, was.start)
            for was, now in zip(one.numbers, other.numbers, strict=True)
            if _BLANK.sub("", was.text) != _BLANK.sub("", now.text)
        )
        years = tuple(each for each in changed if _is_year(each))
        others = tuple(each for each in changed if not _is_year(each))
        for kind, numbers in ((ChangeKind.NUMBER, others), (ChangeKind.YEAR, years)):
            if numbers:
                yield Change(kind, one.text, other.text, other.start, numbers)


def _is_year(change: NumberChange) -> bool:
    return bool(_YEAR.fullmatch(change.was) and _YEAR.fullmatch(change.now))


def _paired(
    left: Sequence[_Sentence], right: Sequence[_Sentence]
) -> tuple[list[tuple[_Sentence, _Sentence]], list[_Sentence], list[_Sentence]]:
    """Each of theirs with the likest of ours that is still free; the rest on either side stands alone."""
    free, pairs, new = list(left), [], []
    for other in right:
        likeness = [SequenceMatcher(None, one.skeleton, other.skeleton).ratio() for one in free]
        best = max(range(len(free)), key=likeness.__getitem__, default=-1)
        if best >= 0 and likeness[best] >= ALIKE and _is_worth(other):
            pairs.append((free.pop(best), other))
        else:
            new.append(other)
    return pairs, free, new


def _reworded(one: _Sentence, other: _Sentence) -> Change:
    """With the numbers that are only in one of the two."""
    here, there = Counter(each.text for each in one.numbers), Counter(each.text for each in other.numbers)
    lost = [each for each in one.numbers if here[each.text] > there[each.text]]
    come = [each for each in other.numbers if there[each.text] > here[each.text]]
    longest = max(len(lost), len(come))
    was = [(each.text, each.start) for each in lost] + [("", -1)] * (longest - len(lost))
    now = [each.text for each in come] + [""] * (longest - len(come))
    numbers = tuple(NumberChange(text, new, place) for (text, place), new in zip(was, now, strict=True))
    return Change(ChangeKind.REWORDED, one.text, other.text, other.start, numbers)


def _without_moved(
    left: Sequence[_Sentence], right: Sequence[_Sentence]
) -> tuple[list[_Sentence], list[_Sentence]]:
    """A sentence that stands elsewhere now, word for word, is neither gone nor new."""
    moved = Counter(one.plain for one in left) & Counter(one.plain for one in right)
    return _minus(left, moved), _minus(right, moved)


def _minus(sentences: Sequence[_Sentence], moved: Counter[str]) -> list[_Sentence]:
    held, kept = Counter(moved), []
    for one in sentences:
        if held[one.plain]:
            held[one.plain] -= 1
        else:
            kept.append(one)
    return kept


def _is_worth(one: _Sentence) -> bool:
    return len(one.plain) >= SHORTEST
